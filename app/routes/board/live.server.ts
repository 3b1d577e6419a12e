import type { Request, RequestHandler, Response } from "express";
import type { Sessions, SignedIn } from "../../accounts/adapter.server";
import type { Locale, Member } from "../../platform/types";
import type { Live } from "../../realtime/hub.server";
import type { Message } from "../../realtime/types";
import { readFilter } from "../../requests/rules/filter";
import { judged } from "../gate.server";

type Parts = {
  live: Live;
  sessions: Sessions;
  city: { demo: boolean };
  localeOf: (req: Request, res: Response, own: Locale | null) => Locale;
};

/** Milliseconds. */
const BEAT = 15_000;
const SESSION_EVERY = 30_000;
/** Streams at a time: a person's tabs, and all that a process holds. */
const MOST_OF_ONE = 12;
const MOST = 2_000;
/** Bytes that wait for a reader; who is slower comes again and is told all of it. */
const MOST_WAITING = 512 * 1024;

/**
 * The changes of one board as server-sent events: `board` with a `Message`, `beat` with the city's time. The id of each is the last
 * line of the record that it knows of; who comes again with it is told what has changed since. Answers with 401, 403, 429 or 503.
 */
export function liveStreams({ live, sessions, city, localeOf }: Parts): RequestHandler {
  const counts = new Map<string, number>();

  const coordinatorOf = (signedIn: SignedIn | null): Member | null => {
    const { actor } = judged(signedIn, { demo: city.demo, now: new Date() });
    const may = actor.kind === "member" && (actor.administrator || actor.districts.length > 0);
    return may ? actor : null;
  };
  const reachOf = ({ administrator, districts }: Member) =>
    JSON.stringify([administrator, [...districts].sort()]);

  return async (req, res, next) => {
    try {
      const { cookie } = req.headers;
      const signedIn = await sessions.read(cookie, { isUse: false });
      const member = coordinatorOf(signedIn);
      if (!signedIn || !member) return void res.status(signedIn ? 403 : 401).end();
      const { personId } = member;
      const count = counts.get(personId) ?? 0;
      if (count >= MOST_OF_ONE) return void res.status(429).end();
      if (!live.isListening() || live.count() >= MOST)
        return void res.status(503).set("Retry-After", "2").end();
      if (res.destroyed) return;
      counts.set(personId, count + 1);
      res.once("close", () => {
        const left = (counts.get(personId) ?? 1) - 1;
        if (left > 0) counts.set(personId, left);
        else counts.delete(personId);
      });

      const locale = localeOf(req, res, signedIn.locale);
      const write = (event: string, id: number | null, data: unknown) => {
        if (res.writableEnded || res.destroyed) return;
        const head = id === null ? "" : `id: ${id}\n`;
        res.write(`${head}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
        if (res.writableLength > MOST_WAITING) res.destroy();
      };
      const beat = () => write("beat", null, { at: live.clock(locale) });
      res.locals.isStream = true;
      res.status(200).set({
        "Content-Type": "text/event-stream; charset=utf-8",
        "Cache-Control": "no-store, no-transform",
        // A proxy that gathers what it passes on would hold back every change.
        "X-Accel-Buffering": "no",
      });
      res.flushHeaders();
      const filter = readFilter(new URL(req.originalUrl, "http://board").searchParams);
      const stream = {
        send: (message: Message, last: number) => write("board", last, message),
        end: () => void res.end(),
      };
      const since = Number(req.headers["last-event-id"] ?? req.query.since) || 0;
      const leave = live.join({ view: { reach: member, filter }, locale, stream, since });
      beat();
      const beats = setInterval(beat, BEAT);
      const looks = setInterval(async () => {
        const now = await sessions.read(cookie, { isUse: false }).catch(() => null);
        const still = coordinatorOf(now);
        if (!still || reachOf(still) !== reachOf(member)) res.end();
      }, SESSION_EVERY);
      res.once("close", () => {
        clearInterval(beats);
        clearInterval(looks);
        leave();
      });
    } catch (fault) {
      next(fault);
    }
  };
}
