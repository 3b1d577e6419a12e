import { createHash } from "node:crypto";

/** What the secret of an owner's private link is made for, out of its change's key: the form sent again has the same link. */
export const OFFER_LINK = "offer link";

/** What is stored of the token. */
export const offerHashOf = (token: string): Buffer =>
  createHash("sha256").update(`${OFFER_LINK} ${token}`).digest();
