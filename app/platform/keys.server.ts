import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** What is derived from the installation's one secret, a key for each purpose. */
export type Keys = {
  /** For signing cookies. */
  signing: (purpose: string) => string;
  /** AES-256-GCM; what was sealed for one purpose does not open for another. */
  seal: (purpose: string, plain: string) => Buffer;
  /** Null for what was not sealed so, or with another secret. */
  unseal: (purpose: string, sealed: Buffer) => string | null;
};

const NONCE = 12;
const TAG = 16;

export function makeKeys(secret: Buffer): Keys {
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync("sha256", secret, "naaber", purpose, 32));
  return {
    signing: (purpose) => derive(`sign ${purpose}`).toString("base64url"),
    seal(purpose, plain) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv("aes-256-gcm", derive(`seal ${purpose}`), nonce);
      const text = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), text]);
    },
    unseal(purpose, sealed) {
      if (sealed.length < NONCE + TAG) return null;
      const nonce = sealed.subarray(0, NONCE);
      const opener = createDecipheriv("aes-256-gcm", derive(`seal ${purpose}`), nonce, {
        authTagLength: TAG,
      });
      opener.setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
      try {
        const text = opener.update(sealed.subarray(NONCE + TAG));
        return Buffer.concat([text, opener.final()]).toString("utf8");
      } catch {
        return null;
      }
    },
  };
}
