import { createHmac } from "node:crypto";

/** Minutes for which a code opens, and how often it may be tried. */
export const CODE_MINUTES = 10;
export const MOST_ATTEMPTS = 5;

/** What is kept of a code: without the installation's key a million tries would find it. */
export const codeHash = (key: string, whose: { personId: string; phone: string }, code: string) =>
  createHmac("sha256", key).update(`${whose.personId} ${whose.phone} ${code}`).digest("hex");
