import { createECDH } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Env } from "./env.server";

/** By what push services know who sends (RFC 8292): a browser's subscription is bound to the public key. Base64url. */
export type Vapid = {
  publicKey: string;
  privateKey: string;
  /** Where a push service reaches whoever runs this. */
  subject: string;
};

const CURVE = "prime256v1";

/** A private key, from which the public one follows. */
export function newVapidKey(): string {
  const pair = createECDH(CURVE);
  pair.generateKeys();
  // The curve's numbers may begin with zeros, which are left out.
  return Buffer.from(pair.getPrivateKey("hex").padStart(64, "0"), "hex").toString("base64url");
}

/** The public key of a private one; null for what is none. */
export function publicKeyOf(privateKey: string): string | null {
  if (!/^[\w-]{43}$/.test(privateKey)) return null;
  const pair = createECDH(CURVE);
  try {
    pair.setPrivateKey(Buffer.from(privateKey, "base64url"));
  } catch {
    return null;
  }
  return pair.getPublicKey("base64url", "uncompressed");
}

/** The keys of the settings; null where push messages are not offered. */
export function vapidOf({
  VAPID_KEY: privateKey,
  MAIL_FROM,
  PUBLIC_URL,
}: Pick<Env, "VAPID_KEY" | "MAIL_FROM" | "PUBLIC_URL">): Vapid | null {
  const publicKey = privateKey ? publicKeyOf(privateKey) : null;
  if (!privateKey || !publicKey) return null;
  const site = PUBLIC_URL?.startsWith("https:") ? PUBLIC_URL : "mailto:demo@naaber.example";
  return { publicKey, privateKey, subject: MAIL_FROM ? `mailto:${MAIL_FROM}` : site };
}

/** The key of a demo, which makes its own and keeps it, since another one would end every subscription. */
export function keptVapidKey(folder: string): string {
  const file = join(folder, "vapid-key");
  if (existsSync(file)) {
    const kept = readFileSync(file, "utf8").trim();
    if (publicKeyOf(kept)) return kept;
  }
  const key = newVapidKey();
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${key}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
  return key;
}
