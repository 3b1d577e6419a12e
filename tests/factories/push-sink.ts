import {
  createECDH,
  createHash,
  createPublicKey,
  randomBytes,
  randomUUID,
  verify,
} from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import ece from "http_ece";
import type { Db } from "../../app/platform/database.server";
import { session } from "../../drizzle/schema/accounts";
import { pushDevice } from "../../drizzle/schema/push";
import { NOON } from "./world";

/** A browser as it subscribes: it alone can read what is sent to it. */
export function browser(base: string) {
  const pair = createECDH("prime256v1");
  const p256dh = pair.generateKeys("base64url", "uncompressed") as string;
  const auth = randomBytes(16).toString("base64url");
  return { endpoint: `${base}/send/${randomUUID()}`, p256dh, auth, pair };
}
export type Browser = ReturnType<typeof browser>;

export type Arrived = { path: string; headers: IncomingHttpHeaders; body: Buffer };
type Payload = { id: string; title: string; body: string; path: string; tag: string; lang: string };

/** What a browser makes of a message that arrived for it. */
export const readAs = ({ pair, auth }: Browser, { body }: Arrived): Payload =>
  JSON.parse(
    ece
      .decrypt(body, { version: "aes128gcm", privateKey: pair, authSecret: auth })
      .toString("utf8"),
  );

/** Whom a message is from, as a push service looks at it: throws unless it is signed with the key that it names (RFC 8292). */
export function senderOf({ headers }: Arrived) {
  const [, token = "", key = ""] =
    /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(headers.authorization ?? "") ?? [];
  const [head = "", claims = "", signature = ""] = token.split(".");
  const point = Buffer.from(key, "base64url");
  const coordinate = (from: number) => point.subarray(from, from + 32).toString("base64url");
  const publicKey = createPublicKey({
    key: { kty: "EC", crv: "P-256", x: coordinate(1), y: coordinate(33) },
    format: "jwk",
  });
  const isSigned = verify(
    "sha256",
    Buffer.from(`${head}.${claims}`),
    { key: publicKey, dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  );
  if (!isSigned) throw new Error("not signed with its key");
  const { aud, exp, sub } = JSON.parse(Buffer.from(claims, "base64url").toString()) as {
    aud: string;
    exp: number;
    sub: string;
  };
  return { key, aud, exp, sub };
}

/** A push service that keeps what it is given; `answers` are those that it gives before it takes anything again. */
export async function pushSink() {
  const arrived: Arrived[] = [];
  const answers: { status: number; retryAfter?: string }[] = [];
  const server = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on("data", (part) => parts.push(part));
    req.on("end", () => {
      const { status, retryAfter } = answers.shift() ?? { status: 201 };
      const message = { path: req.url ?? "", headers: req.headers, body: Buffer.concat(parts) };
      if (status === 201) arrived.push(message);
      if (retryAfter) res.setHeader("Retry-After", retryAfter);
      res.writeHead(status).end("whatever it says");
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    base,
    answers,
    /** Of what a browser was sent, what has arrived. */
    to: ({ endpoint }: Browser) => arrived.filter(({ path }) => endpoint === base + path),
    close: () => new Promise((closed) => server.close(closed)),
  };
}

/** A session of somebody's that lasts. */
export async function openSession(db: Db, userId: string, expiresAt = new Date("2100-01-01")) {
  const publicId = randomUUID();
  await db.insert(session).values({ id: randomUUID(), publicId, userId, expiresAt });
  return { publicId };
}

/** A browser on which somebody is signed in and takes messages: one of a test's own push service, which no form would take. */
export async function subscribed(db: Db, personId: string, vapidKey: string, base: string) {
  const made = browser(base);
  const { publicId: sessionId } = await openSession(db, personId);
  const { endpoint, p256dh, auth } = made;
  const [row] = await db
    .insert(pushDevice)
    .values({
      personId,
      sessionId,
      endpoint,
      p256dh,
      auth,
      vapidKey,
      endpointHash: createHash("sha256").update(endpoint).digest("hex"),
      name: "Firefox · Android",
      createdAt: NOON,
    })
    .returning({ id: pushDevice.id });
  return { ...made, id: row!.id, sessionId };
}
