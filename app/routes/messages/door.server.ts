import { createHash, timingSafeEqual } from "node:crypto";
import type { Request, Response } from "express";
import type { Channels } from "../../messages/channels/all.server";
import type { Ctx } from "../../platform/context.server";
import type { Log } from "../../platform/log.server";
import { OUTAGE_SECONDS } from "../../platform/waiting";

/** What whoever brings something from outside needs. */
export type Inbound = {
  channels: Channels;
  /** In what a change is made that nobody of ours brings. */
  ctxOf: () => Ctx;
  /** Nobody can be served at the moment. */
  isAway: () => boolean;
  log: Log;
};

const digest = (text: string) => createHash("sha256").update(text).digest();

/** Whether what was brought is the secret of the settings; compared in a time that tells nothing of it. */
export const isSecret = (brought: string | null | undefined, secret: string | undefined): boolean =>
  secret !== undefined && timingSafeEqual(digest(brought ?? ""), digest(secret));

export function answer(res: Response, status: number, text: string) {
  res.status(status).set("Cache-Control", "no-store").type("text").send(text);
}
export function later(res: Response) {
  answer(res.set("Retry-After", String(OUTAGE_SECONDS)), 503, "try again later");
}

/** As a bearer token, or as the password of HTTP's basic sign-in. */
export function secretIn({ headers }: Request): string | null {
  const [kind = "", value = ""] = (headers.authorization ?? "").split(" ", 2);
  if (/^bearer$/i.test(kind)) return value;
  if (/^basic$/i.test(kind)) {
    const [, password = ""] =
      /^[^:]*:(.*)$/s.exec(Buffer.from(value, "base64").toString("utf8")) ?? [];
    return password;
  }
  return null;
}
