import type { Socket } from "node:net";
import { Readable } from "node:stream";
import type { NextFunction, Request, RequestHandler, Response } from "express";
import getRawBody from "raw-body";
import { fairQueue } from "../platform/fair-queue";
import { addressKey } from "../platform/identifiers";
import { cleanText } from "../platform/text";
import { SECONDS_TO_WAIT } from "../platform/waiting";

/**
 * The one gate in front of the pages: whatever a stranger sends is judged here, before any page looks at it. What a page
 * gets is a GET or a form of bounded size, without control characters.
 */

/** Bytes of a form; the longest there is (a shift with its briefing, a category in four languages) has a tenth of it. */
const LARGEST_FORM = 64 * 1024;
/** Bytes of a file: far above the boundaries of any city and any organisation's table. */
const LARGEST_FILE = 8 * 1024 * 1024;
const LONGEST_ADDRESS = 4_096;
const MOST_FIELDS = 1_000;
/** Of a form with a file: the file and what stands beside it. */
const MOST_PARTS = 50;
const LONGEST_PART_HEAD = 2_048;
const MOST_FILES_AT_ONCE = 4;
/** Where a file belongs, or the text of one; everywhere else a form is urlencoded. */
const FILES =
  /^\/(admin\/districts|board\/resources\/(table|imports)|board\/requests\/imports?)\/?$/i;

/** Why the gate does not let somebody in, or that nobody gets in at all. */
export type Barred =
  | "address"
  | "method"
  | "large"
  | "kind"
  | "form"
  | "foreign"
  | "forbidden"
  | "busy"
  | "outage"
  | "unknown"
  | "failure";

const STATUS: Record<Barred, number> = {
  address: 414,
  method: 405,
  large: 413,
  kind: 415,
  form: 400,
  foreign: 403,
  forbidden: 403,
  busy: 503,
  outage: 503,
  unknown: 404,
  failure: 500,
};

/** Answers with a page in the reader's words. */
export type Bar = (req: Request, res: Response, status: number, why: Barred) => void;

/** Header, address and method: everything that can be judged before a body is read. */
export function checkHead(bar: Bar): RequestHandler {
  return (req, res, next) => {
    res.setHeader("Cache-Control", "no-store");
    if (!["GET", "HEAD", "POST"].includes(req.method)) {
      res.setHeader("Allow", "GET, HEAD, POST");
      return bar(req, res, STATUS.method, "method");
    }
    const { host = "", "x-forwarded-proto": scheme = "https" } = req.headers;
    if (!HOST.test(host) || !URL.canParse(`http://${host}`))
      return bar(req, res, STATUS.form, "form");
    if (scheme !== "http" && scheme !== "https") delete req.headers["x-forwarded-proto"];
    if (req.url.length > LONGEST_ADDRESS) return bar(req, res, STATUS.address, "address");
    const cleaned = cleanAddress(req.url);
    if (cleaned === null) return bar(req, res, STATUS.unknown, "unknown");
    req.url = cleaned;
    req.originalUrl = cleaned;
    if (req.headers.cookie) req.headers.cookie = cleanCookies(req.headers.cookie);
    next();
  };
}

/** What Remix's own browser code would ask for in a query. */
const REMIX = ["_data", "_routes"];
/** A name or an address with a port, as a browser writes it. */
const HOST = /^(?:[a-z0-9_.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

/**
 * An address as the pages may see it: null for one that names nothing (broken percent codes, control characters), the
 * query without control characters. What Remix would answer for its own browser code is closed: our pages have none.
 */
export function cleanAddress(url: string): string | null {
  const [path = "/", ...rest] = url.split("?");
  let plain: string;
  try {
    plain = decodeURIComponent(path);
  } catch {
    return null;
  }
  // Two slashes lead to another site wherever the address is written as a link.
  if (
    !path.startsWith("/") ||
    path.startsWith("//") ||
    cleanText(plain) !== plain ||
    /[\t\r\n\\]/.test(plain)
  )
    return null;
  if (/\.data$/i.test(plain) || plain === "/__manifest") return null;
  if (rest.length === 0) return path;
  const query = [...new URLSearchParams(rest.join("?"))].slice(0, MOST_FIELDS);
  const cleaned = query
    .map(([name, value]) => [cleanText(name), cleanText(value)] as const)
    .filter(([name]) => !REMIX.includes(name))
    .map((pair) => [...pair]);
  return `${path}?${new URLSearchParams(cleaned)}`;
}

/** The cookies that can be read at all; one with broken percent codes is none of ours. */
function cleanCookies(header: string): string {
  return header
    .split(";")
    .filter((pair) => {
      try {
        const plain = decodeURIComponent(pair);
        return cleanText(plain) === plain;
      } catch {
        return false;
      }
    })
    .join(";");
}

/** Whose file it is, and whether any page of theirs takes one; null for nobody's. */
type Reader = { personId: string; mayUpload: boolean } | null;

/** Reads the form that was sent, whole and cleaned, into `req.body`; nothing else gets past. */
export function readForm(bar: Bar, readerOf: (req: Request) => Promise<Reader>): RequestHandler {
  const reading = new Set<string>();
  const judge = async (req: Request, res: Response): Promise<Barred | "sign-in" | null> => {
    const kind = kindOf(req);
    if (!kind || (kind === "files" && !FILES.test(req.path))) return "kind";
    const limit = kind === "form" ? LARGEST_FORM : LARGEST_FILE;
    if (Number(req.headers["content-length"]) > limit) return "large";
    if (kind === "files") {
      // Only who may use it is read: a stranger's page would send them to sign in.
      const reader = await readerOf(req);
      if (!reader) return "sign-in";
      if (!reader.mayUpload) return "forbidden";
      const { personId } = reader;
      if (reading.size >= MOST_FILES_AT_ONCE || reading.has(personId)) return "busy";
      reading.add(personId);
      const { socket } = req;
      const ended = () => {
        reading.delete(personId);
        res.off("prefinish", ended);
        socket.off("close", ended);
      };
      // Not its "close", nor "finish": by then whoever has read the answer may have sent the next file.
      res.once("prefinish", ended);
      socket.once("close", ended);
    }
    const sent = await readBytes(req, limit);
    if (typeof sent === "string") return sent;
    const type = req.headers["content-type"] ?? "";
    const cleaned = kind === "files" ? await cleanFiles(sent, type) : cleanForm(sent);
    if (typeof cleaned === "string") return cleaned;
    req.body = cleaned.bytes;
    req.headers["content-type"] = cleaned.type;
    req.headers["content-length"] = String(cleaned.bytes.length);
    delete req.headers["transfer-encoding"];
    return null;
  };
  return async (req, res, next) => {
    if (req.method !== "POST") return next();
    try {
      const why = await judge(req, res);
      if (why === null) return next();
      // What is still on its way is let pass where its size is bounded, or a browser would not read the answer.
      if (why === "sign-in" || why === "busy" || why === "forbidden") req.resume();
      else if (!req.complete) res.setHeader("Connection", "close");
      if (why === "sign-in") return res.redirect(303, "/sign-in");
      if (why === "busy") res.setHeader("Retry-After", String(SECONDS_TO_WAIT));
      bar(req, res, STATUS[why], why);
    } catch (fault) {
      next(fault);
    }
  };
}

/** All that was sent, read no further than it may be. */
async function readBytes(req: Request, limit: number): Promise<Buffer | "large" | "form"> {
  try {
    return await getRawBody(req, { limit, length: req.headers["content-length"] ?? null });
  } catch (fault) {
    // Too much, less than was announced, or broken off.
    return (fault as { status?: number }).status === 413 ? "large" : "form";
  }
}

/** `null` for a body that is no form; a POST without a body is an empty form. */
function kindOf(req: Request): "form" | "files" | null {
  // Nobody packs a form, and what is packed may be a thousand times larger than it looks.
  if (req.headers["content-encoding"]) return null;
  const type = (req.headers["content-type"] ?? "").split(";", 1)[0]!.trim().toLowerCase();
  if (type === "multipart/form-data") return "files";
  const empty = !req.headers["transfer-encoding"] && !Number(req.headers["content-length"]);
  return type === FORM || (type === "" && empty) ? "form" : null;
}

const FORM = "application/x-www-form-urlencoded";
type Cleaned = { bytes: Buffer; type: string };

function cleanForm(sent: Buffer): Cleaned | "large" {
  const text = sent.toString("utf8");
  if (placesOf(text, "&", MOST_FIELDS + 1).length > MOST_FIELDS) return "large";
  const fields = [...new URLSearchParams(text)];
  const cleaned = fields.map(([name, value]) => [cleanText(name), cleanText(value)]);
  const bytes = Buffer.from(new URLSearchParams(cleaned).toString());
  return { bytes, type: FORM };
}

/** As browsers write it: one boundary and nothing else, so that nobody reads another one than we do. */
const MULTIPART = /^multipart\/form-data; ?boundary=("?)([\w'()+,./:=?-]{1,70})\1$/i;

async function cleanFiles(sent: Buffer, type: string): Promise<Cleaned | "large" | "form"> {
  const boundary = MULTIPART.exec(type)?.[2];
  if (!boundary) return "form";
  const line = `--${boundary}`;
  const parts = placesOf(sent, line, MOST_PARTS + 1);
  if (parts.length > MOST_PARTS) return "large";
  for (const at of parts) {
    const head = sent.subarray(at, at + LONGEST_PART_HEAD);
    const isLast = head.subarray(line.length, line.length + 2).equals(Buffer.from("--"));
    if (!isLast && !head.includes("\r\n\r\n")) return "form";
  }
  try {
    const form = await new globalThis.Response(new Uint8Array(sent), {
      headers: { "Content-Type": type },
    }).formData();
    const cleaned = new FormData();
    for (const [name, value] of form)
      if (typeof value === "string") cleaned.append(cleanText(name), cleanText(value));
      else cleaned.append(cleanText(name), value, cleanText(value.name));
    const answer = new globalThis.Response(cleaned);
    const bytes = Buffer.from(await answer.arrayBuffer());
    return { bytes, type: answer.headers.get("Content-Type") ?? "" };
  } catch {
    return "form";
  }
}

/** Where a text holds another; looks no further than `most` of them. */
function placesOf(text: string | Buffer, sought: string, most: number): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + 1))
    if (places.push(at) >= most) break;
  return places;
}

/** The fields of the form that was read; null for none, and for one with files. */
export function fieldsOf({ method, headers, body }: Request): [string, string][] | null {
  const isForm = headers["content-type"] === FORM;
  if (method !== "POST" || !isForm || !Buffer.isBuffer(body)) return null;
  return [...new URLSearchParams(body.toString("utf8"))];
}

/** The request as Remix's adapter reads it, its body the form that the gate has cleaned. */
export function behindGate(handler: RequestHandler): RequestHandler {
  return (req: Request, res: Response, next: NextFunction) => {
    if (req.method !== "POST") return handler(req, res, next);
    const { method, headers, protocol, hostname, originalUrl, url, query, ip } = req;
    const seen = { method, headers, protocol, hostname, originalUrl, url, query, ip };
    const sent = req.body as Buffer;
    const body = Readable.from([sent]);
    const get = (name: string) => req.get(name);
    return handler(Object.assign(body, seen, { get, body: sent }) as unknown as Request, res, next);
  };
}

/** Work on at once, and of that on the requests of those who have asked a lot in the last seconds. */
const AT_ONCE = { atOnce: 8, heavyAtOnce: 1, heavyFrom: 150 };
/** Waiting requests of all, from which on nobody but who asks for help is let in. */
const MOST_WAITING = 2_000;
/** A turn ends by then, whatever became of it: far above what the database lets a statement take. */
const LONGEST_TURN = 30_000;
/** Requests of one connection at a time; browsers and proxies send the next when they have the answer. */
const MOST_OF_ONE_CONNECTION = 4;

export const makeTurns = () => fairQueue(AT_ONCE);
export type Turns = ReturnType<typeof makeTurns>;
export const clock = () => performance.now();

/** Whoever sends as much as they can waits behind everybody who sends less; nobody is refused a request for help. */
export function inTurn(
  turns: Turns,
  bar: Bar,
  handler: RequestHandler,
  waited: (seconds: number) => void,
): RequestHandler {
  const inWork = new WeakMap<Socket, number>();
  return async (req, res, next) => {
    const { socket } = req;
    const asksForHelp = req.method === "POST" && req.path === "/help";
    if (turns.waiting() >= MOST_WAITING && !asksForHelp) {
      res.setHeader("Retry-After", String(SECONDS_TO_WAIT));
      return bar(req, res, STATUS.busy, "busy");
    }
    const count = (inWork.get(socket) ?? 0) + 1;
    if (count > MOST_OF_ONE_CONNECTION) return socket.destroy();
    inWork.set(socket, count);
    const came = clock();
    const end = await turns.turn(addressKey(req.ip ?? ""), clock);
    waited((clock() - came) / 1_000);
    let ended = false;
    const done = () => {
      if (ended) return;
      ended = true;
      clearTimeout(deadline);
      socket.off("close", done);
      inWork.set(socket, (inWork.get(socket) ?? 1) - 1);
      end();
    };
    // The work is done when the answer is written, however slowly it is read. Of requests that one connection sends at once
    // only the first has an answer that hears of its end, so the connection is asked as well, and time.
    const deadline = setTimeout(done, LONGEST_TURN).unref();
    res.once("prefinish", done).once("close", done);
    socket.once("close", done);
    // Whoever went away while they waited is not worked for.
    if (res.destroyed || socket.destroyed) return done();
    try {
      await handler(req, res, next);
    } finally {
      if (res.writableEnded) done();
    }
  };
}
