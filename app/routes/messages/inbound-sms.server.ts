import { type Request, type RequestHandler, Router } from "express";
import getRawBody from "raw-body";
import { receiveSms } from "../../messages/commands/receive-sms.server";
import { reportSms } from "../../messages/commands/report-sms.server";
import { execute } from "../../platform/command.server";
import { isOutage } from "../../platform/outage";
import type { Result } from "../../platform/types";
import { answer, type Inbound, isSecret, later, secretIn } from "./door.server";

/** `secret` opens the door; without it there is none. */
type Parts = Inbound & { secret: string | undefined };

/** Bytes of all that a gateway sends with one message. */
const LARGEST = 64 * 1024;
const MOST_FIELDS = 200;

/**
 * Where SMS gateways bring messages and reports, with the secret that the settings name: as a bearer token, as the password of
 * HTTP's basic sign-in, or as `secret` among the fields, since not every gateway can do better. Stands before the gate of the
 * pages: what comes here is no form of a browser's, and may be in any encoding.
 */
export function inboundSms({ secret, channels, ctxOf, isAway, log }: Parts): Router {
  const take =
    (
      run: (fields: Fields) => Promise<Result<unknown>>,
      isOpen: (fields: Fields) => boolean = () => false,
    ): RequestHandler =>
    async (req, res, next) => {
      try {
        const fields = await readFields(req);
        if (typeof fields === "number") return answer(res, fields, "cannot be read");
        const open = isOpen(fields);
        if (!secret && !open) return answer(res, 404, "not found");
        if (!open && !isSecret(secretIn(req) ?? fields.get("secret"), secret))
          return answer(res.set("WWW-Authenticate", "Bearer"), 401, "a secret is needed");
        if (isAway()) return later(res);
        const done = await run(fields);
        // An empty answer: a gateway would send what stands in it to whoever wrote.
        if (done.ok) return answer(res, 200, "");
        log.warn({ refused: done.code }, "a text message or report could not be read");
        answer(res, done.code === "sms.unknown" ? 404 : 400, done.code);
      } catch (fault) {
        if (!isOutage(fault) || res.headersSent) return next(fault);
        later(res);
      }
    };
  const receive = take((fields) =>
    execute(ctxOf(), receiveSms, {
      gateway: "http",
      id: pick(fields, IDS),
      from: pick(fields, SENDERS),
      text: pick(fields, TEXTS) ?? "",
    }),
  );
  const report = take(
    (fields) =>
      execute({ ...ctxOf(), channels }, reportSms, {
        sms: pick(fields, ["sms"]),
        gatewayId: pick(fields, IDS),
        state: pick(fields, STATES) ?? "",
      }),
    // Our own id of a message, 122 random bits: the gateway was told it, and nobody else was.
    (fields) => fields.has("sms"),
  );
  const router = Router();
  for (const [path, handler] of [
    ["/inbound/sms", receive],
    ["/inbound/sms/reports", report],
  ] as const) {
    router.get(path, handler);
    router.post(path, handler);
    router.all(path, (_, res) => answer(res.set("Allow", "GET, POST"), 405, "GET or POST"));
  }
  return router;
}

/** The names by which gateways call the same. */
const IDS = ["id", "message_id", "messageId", "message-id", "MessageSid", "sms_id", "msgid"];
const SENDERS = ["from", "sender", "From", "msisdn", "source", "originator"];
const TEXTS = ["text", "body", "Body", "message", "content"];
const STATES = ["state", "status", "MessageStatus", "dlr", "stat"];

type Fields = Map<string, string>;

function pick(fields: Fields, names: readonly string[]): string | undefined {
  const name = names.find((one) => fields.has(one));
  return name === undefined ? undefined : fields.get(name);
}

/** The fields of the address, and of a form or JSON that was posted; a status where they can't be read. */
async function readFields(req: Request): Promise<Fields | number> {
  const query = req.url.split("?").slice(1).join("?");
  const inAddress = readPairs(query);
  if (!inAddress) return 413;
  if (req.method !== "POST") return inAddress;
  const type = (req.headers["content-type"] ?? "").split(";", 1)[0]!.trim().toLowerCase();
  if (req.headers["content-encoding"]) return 415;
  const sent = await getRawBody(req, { limit: LARGEST }).catch((fault: { status?: number }) =>
    fault.status === 413 ? 413 : 400,
  );
  if (typeof sent === "number") return sent;
  if (type === "application/json") {
    const read = readJson(sent.toString("utf8"));
    return read ? new Map([...inAddress, ...read]) : 400;
  }
  if (sent.length > 0 && type !== "application/x-www-form-urlencoded") return 415;
  const posted = readPairs(sent.toString("latin1"));
  return posted ? new Map([...inAddress, ...posted]) : 413;
}

/** A flat object; what stands deeper is nobody's message. */
function readJson(text: string): Fields | null {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof read !== "object" || read === null || Array.isArray(read)) return null;
  const pairs = Object.entries(read).slice(0, MOST_FIELDS);
  return new Map(
    pairs.flatMap(([name, value]) =>
      typeof value === "string" || typeof value === "number"
        ? [[name, String(value)] as const]
        : [],
    ),
  );
}

/**
 * Fields as a form writes them; `charset` among them says in which encoding the text is (Kannel's `%C`). Null for too many.
 */
function readPairs(written: string): Fields | null {
  const pairs = written.split("&", MOST_FIELDS + 1).filter(Boolean);
  if (pairs.length > MOST_FIELDS) return null;
  const raw = new Map<string, Buffer>();
  for (const pair of pairs) {
    const at = pair.includes("=") ? pair.indexOf("=") : pair.length;
    raw.set(bytesOf(pair.slice(0, at)).toString("utf8"), bytesOf(pair.slice(at + 1)));
  }
  const decode = decoderOf(raw.get("charset")?.toString("latin1") ?? "");
  return new Map(
    [...raw].map(([name, bytes]) => [
      name,
      TEXTS.includes(name) ? decode(bytes) : bytes.toString("utf8"),
    ]),
  );
}

/** What percent codes stand for; a broken one stands for itself. */
function bytesOf(written: string): Buffer {
  const bytes = written
    .replaceAll("+", " ")
    .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1");
}

function decoderOf(charset: string): (bytes: Buffer) => string {
  const name = charset
    .trim()
    .toLowerCase()
    .replace(/^utf16be$|^utf-?16-?be$/, "utf-16be");
  const named = /^[\w-]{1,20}$/.test(name) && !/^utf-?8$/.test(name) ? makeDecoder(name) : null;
  return (bytes) => {
    if (named) return named.decode(bytes);
    const text = bytes.toString("utf8");
    // An old gateway that says nothing of it sends Latin-1.
    return text.includes("\ufffd") ? bytes.toString("latin1") : text;
  };
}

function makeDecoder(name: string): TextDecoder | null {
  try {
    return new TextDecoder(name);
  } catch {
    return null;
  }
}
