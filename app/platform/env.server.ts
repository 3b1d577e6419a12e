import { z } from "zod";

const address = z.string().regex(/^postgres(ql)?:\/\//, "must begin with postgres://");

const schema = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65535).default(3000),
    CITY: z.enum(["tallinn", "lviv"]).default("tallinn"),
    DATABASE_URL: address.optional(),
    DATABASE_OWNER_URL: address.optional(),
    /** Where people reach the site, when a proxy stands in front: `https://naaber.example`. */
    PUBLIC_URL: z.url().optional(),
    /** Addresses of the proxies in front, whose word on the caller's address counts. */
    TRUSTED_PROXY: z.string().default("loopback"),
  })
  .refine((env) => !env.DATABASE_URL === !env.DATABASE_OWNER_URL, {
    path: ["DATABASE_OWNER_URL"],
    message: "goes together with DATABASE_URL: set both or neither",
  });

export type Env = z.infer<typeof schema>;

/** Reads the settings once, at the start. What is wrong comes back as one line for the operator. */
export function readEnv(from = process.env): { env: Env } | { wrong: string } {
  const set = Object.fromEntries(Object.entries(from).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(set);
  if (parsed.success) return { env: parsed.data };
  const issues = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  return { wrong: `naaber: wrong setting: ${issues.join("; ")}` };
}
