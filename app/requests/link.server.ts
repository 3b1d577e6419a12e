import { createHash } from "node:crypto";
import { secretOf } from "../platform/command.server";

/** What the secret of a request's private link is made for, out of its change's key. */
export const LINK = "request link";

/** The private link's token, made from the form's key, so that a form sent again has the same link. */
export const tokenOf = (key: string): string => secretOf(key, LINK);

export const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** What is stored of a token. */
export const hashOf = (token: string): Buffer => digest(`link ${token}`);
