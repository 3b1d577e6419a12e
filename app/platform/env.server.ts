import { z } from "zod";
import { DATA_KEY } from "./data-keys.server";
import { normalEmail } from "./email";
import { publicKeyOf } from "./vapid.server";

const address = z.string().regex(/^postgres(ql)?:\/\//, "must begin with postgres://");
const yesNo = z.enum(["yes", "no"]).transform((word) => word === "yes");

const schema = z
  .object({
    /** Where it listens; without it, a demo is seen from this machine alone. */
    HOST: z.string().optional(),
    PORT: z.coerce.number().int().min(0).max(65535).default(3000),
    CITY: z.enum(["tallinn", "lviv"]).default("tallinn"),
    DATABASE_URL: address.optional(),
    DATABASE_OWNER_URL: address.optional(),
    /** Of the application's pool; the watch has one more, the worker seven of the owner's. */
    DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(500).default(10),
    /** Where its own server keeps its data, without `DATABASE_URL`. */
    DATA_FOLDER: z.string().startsWith("/", "must be an absolute path").optional(),
    /** Whether an empty database is filled with invented people; without `DATABASE_URL` it is. */
    DEMO: yesNo.optional(),
    /** Where people reach the site, when a proxy stands in front: `https://naaber.example`. */
    PUBLIC_URL: z
      .url({ protocol: /^https?$/ })
      .transform((address) => new URL(address).origin)
      .optional(),
    /** Addresses of the proxies in front, whose word on the caller's address counts. */
    TRUSTED_PROXY: z.string().default("loopback"),
    /** What keys are derived from, apart from the database: 32 characters at least. Another one ends authenticator apps. */
    SECRET: z.string().min(32, "must have 32 characters at least").optional(),
    /** What free texts and door codes are encrypted with, `k1:…`, or the file that holds it: `file:///etc/naaber/data-key`. */
    DATA_KEY: z
      .string()
      .refine(
        (typed) => DATA_KEY.test(typed) || typed.startsWith("file:///"),
        "must be a name and 32 characters or more, such as k1:…, several separated by commas, or file:///…",
      )
      .optional(),
    SMTP_URL: z
      .string()
      .regex(/^smtps?:\/\//, "must begin with smtp:// or smtps://")
      .optional(),
    MAIL_FROM: z
      .string()
      .refine((typed) => normalEmail(typed) !== null, "must be one email address, without a name")
      .optional(),
    /** Where mail that can't be delivered comes back to, with a token behind a +; without it nobody hears of what comes back. */
    BOUNCE_ADDRESS: z
      .string()
      .refine((typed) => normalEmail(typed) !== null, "must be one email address, without a name")
      .refine(
        (typed) => /^[^+]{1,11}@/.test(typed),
        "must have 11 characters at most before the @, and no +",
      )
      .optional(),
    /** Opens `/inbound/bounces` to the mail server that brings it, and signs the tokens. */
    BOUNCE_SECRET: z.string().min(32, "must have 32 characters at least").optional(),
    /** Where text messages go: `kannel://user:password@host:13013`, `gammu:///var/spool/gammu`, or a provider's address. */
    SMS_URL: z
      .string()
      .regex(
        /^(kannels?:\/\/[^/]|gammu:\/\/\/|https?:\/\/)/,
        "must begin with kannel://, gammu:///, https:// or http://",
      )
      .refine((address) => URL.canParse(address), "is no address")
      .optional(),
    /** The number or name that they come from, where the gateway is to be told. */
    SMS_FROM: z.string().max(20).optional(),
    /** Of a provider: the body that is posted, JSON or a form, with {to}, {text}, {from}, {id} and {report} in it. */
    SMS_BODY: z.string().optional(),
    /** Of a provider: headers, a line each. */
    SMS_HEADERS: z
      .string()
      .refine(
        (typed) => typed.split("\n").every((line) => /^[\w-]+: ?\S.*$/.test(line.trim())),
        "must be lines such as `Authorization: Bearer …`",
      )
      .optional(),
    /** Of a provider: where in its JSON answer the message's id stands, such as `messages.0.id`. */
    SMS_ID: z.string().optional(),
    /** Where the gateway reaches this program to report, where that is not `PUBLIC_URL`: `http://10.0.0.5:3000`. */
    SMS_CALLBACK_URL: z
      .url({ protocol: /^https?$/ })
      .transform((address) => new URL(address).origin)
      .optional(),
    /** Opens `/inbound/sms` to the gateway that brings it: 32 characters at least. Without it that is closed. */
    SMS_SECRET: z.string().min(32, "must have 32 characters at least").optional(),
    /** The private key by which push services know this site; without it push messages are not offered. */
    VAPID_KEY: z
      .string()
      .refine((key) => publicKeyOf(key) !== null, "must be a key such as `npm run push-key` makes")
      .optional(),
    /** How long a message waits for what else follows to the same reader; in a demo it is looked for at once. */
    GATHER_SECONDS: z.coerce.number().int().min(0).max(600).optional(),
    /** `inside` the web process, `off` here because another does it, or `only` that and no web. */
    WORKER: z.enum(["inside", "off", "only"]).default("inside"),
    /** How long a process that is told to end still takes requests while `/readyz` says that it should get none. */
    DRAIN_SECONDS: z.coerce.number().min(0).max(3).default(0),
    /** Opens `/metrics` and `/readyz?detail` to whoever sends it; without it both are closed. */
    OPERATIONS_TOKEN: z.string().min(32, "must have 32 characters at least").optional(),
    /** Pictures of a map below the districts, and whose they are; without it there is no foreign map. */
    MAP_TILES: z
      .string()
      .regex(
        /^(?:file:\/\/\/.+\.pmtiles|https:\/\/[a-z0-9.-]+(:\d+)?\/(?=.*\{z\})(?=.*\{x\})(?=.*\{y\})[^\s"'<>]*)$/i,
        "must be an https address with {z}, {x} and {y}, or file:///….pmtiles",
      )
      .optional(),
    MAP_CREDIT: z.string().max(200).optional(),
    LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  })
  .refine((env) => !env.DATABASE_URL === !env.DATABASE_OWNER_URL, {
    path: ["DATABASE_OWNER_URL"],
    message: "goes together with DATABASE_URL: set both or neither",
  })
  .refine((env) => !env.SMTP_URL === !env.MAIL_FROM, {
    path: ["MAIL_FROM"],
    message: "goes together with SMTP_URL: set both or neither",
  })
  .refine((env) => !env.BOUNCE_ADDRESS === !env.BOUNCE_SECRET, {
    path: ["BOUNCE_SECRET"],
    message: "goes together with BOUNCE_ADDRESS: set both or neither",
  })
  .refine((env) => !env.MAP_TILES === !env.MAP_CREDIT, {
    path: ["MAP_CREDIT"],
    message: "goes together with MAP_TILES: set both or neither",
  })
  .refine((env) => /^https?:/.test(env.SMS_URL ?? "") || !(env.SMS_BODY || env.SMS_HEADERS), {
    path: ["SMS_URL"],
    message: "must be a provider's address where SMS_BODY or SMS_HEADERS is set",
  })
  .refine((env) => env.WORKER === "inside" || env.DATABASE_URL, {
    path: ["WORKER"],
    message: "can be apart only with a database that both reach: set DATABASE_URL",
  })
  .transform(({ DEMO, ...env }) => {
    const demo = DEMO ?? !env.DATABASE_URL;
    const gather = env.GATHER_SECONDS ?? (demo ? 0 : 60);
    return {
      ...env,
      GATHER_SECONDS: gather,
      DEMO: demo,
      HOST: env.HOST ?? (demo ? "127.0.0.1" : undefined),
    };
  })
  .refine((env) => env.DEMO || env.PUBLIC_URL, {
    path: ["PUBLIC_URL"],
    message:
      "is missing: outside a demo, set the address that people see, such as https://naaber.example",
  })
  .refine((env) => env.DEMO || env.SECRET, {
    path: ["SECRET"],
    message:
      "is missing: outside a demo, set 32 characters or more that nobody knows, such as from `openssl rand -hex 32`",
  })
  .refine((env) => env.DEMO || env.PUBLIC_URL?.startsWith("https:"), {
    path: ["PUBLIC_URL"],
    message: "must begin with https:// outside a demo: links in mails and cookies rest on it",
  });

export type Env = z.infer<typeof schema>;

/** Reads the settings once, at the start. What is wrong comes back as one line for the operator. */
export function readEnv(
  from: Record<string, string | undefined> = process.env,
): { env: Env } | { wrong: string } {
  const set = Object.fromEntries(Object.entries(from).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(set);
  if (parsed.success) return { env: parsed.data };
  const issues = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  return { wrong: `naaber: wrong setting: ${issues.join("; ")}` };
}
