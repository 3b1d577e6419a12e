import { createHash, randomBytes } from "node:crypto";

/** The secret of a link, 128 bits. */
export const newSecret = (): string => randomBytes(16).toString("base64url");

/** What is stored of a secret; `purpose` keeps a secret of one kind from opening another. */
export const secretHash = (purpose: string, secret: string): string =>
  createHash("sha256").update(`${purpose} ${secret}`).digest("hex");
