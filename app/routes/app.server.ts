import { join } from "node:path";
import { createRequestHandler } from "@remix-run/express";
import type { AppLoadContext, ServerBuild } from "@remix-run/node";
import compression from "compression";
import { sql } from "drizzle-orm";
import express, {
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from "express";
import { makeSessions } from "../accounts/adapter.server";
import { chooseLanguage } from "../accounts/commands/choose-language.server";
import { relyingPartyOf } from "../accounts/rules/relying-party";
import { makeCityReader, type readCity } from "../districts/queries.server";
import { chooseLocale } from "../i18n/choose";
import { makePlanner } from "../matching/adapter.server";
import { makeChannels } from "../messages/channels/all.server";
import { makeAlertReader } from "../messages/queries/alerts.server";
import { execute } from "../platform/command.server";
import type { Ctx } from "../platform/context.server";
import type { Env } from "../platform/env.server";
import { addressKey } from "../platform/identifiers";
import type { JobWorker } from "../platform/jobs.server";
import type { Keys } from "../platform/keys.server";
import { makeLimits } from "../platform/limits.server";
import { describeFault, type Log, pathToLog } from "../platform/log.server";
import { type Metrics, makeMetrics } from "../platform/metrics.server";
import { isOutage } from "../platform/outage";
import { ownPath } from "../platform/own-path";
import type { Store } from "../platform/store.server";
import type { Tiles } from "../platform/tiles.server";
import { FALLBACK_LOCALE, type Locale } from "../platform/types";
import { OUTAGE_SECONDS, SECONDS_TO_WAIT } from "../platform/waiting";
import type { Live } from "../realtime/hub.server";
import type { DrawLine } from "../requests/views";
import { makeCookies } from "./accounts/cookies.server";
import { liveStreams } from "./board/live.server";
import { byPage } from "./by-page.server";
import {
  type Bar,
  type Barred,
  behindGate,
  checkHead,
  clock,
  fieldsOf,
  inTurn,
  makeTurns,
  readForm,
  type Turns,
} from "./front.server";
import { judged } from "./gate.server";
import { guardBuild } from "./guarded-build.server";
import { secureHeaders } from "./headers.server";
import { makeReaders } from "./heavy.server";
import { inbound } from "./messages/inbound.server";
import { operations } from "./operations.server";
import { outagePage, signedOutPage } from "./outage-page.server";
import { plainPage } from "./plain-page.server";
import { readScripts } from "./scripts.server";
import { tilesOf } from "./tiles.server";

/** What `npm run dev` brings: pages that are compiled as they are asked for. */
export type Dev = { middlewares: RequestHandler; load: () => Promise<ServerBuild> };

type Parts = {
  build: ServerBuild;
  root: string;
  dev: Dev | undefined;
  env: Env;
  keys: Keys;
  store: Store;
  tiles: Tiles | null;
  city: Awaited<ReturnType<typeof readCity>>;
  log: Log;
  live: Live;
  draw: DrawLine;
  /** What else this process does, and whether it is ending. */
  running: { stopping: boolean; worker: JobWorker | null };
};

/** The web side: headers, doors and files in front of the pages. */
export function makeApp(parts: Parts) {
  const {
    build,
    root,
    dev,
    env,
    keys,
    store,
    tiles,
    city: known,
    log,
    live,
    draw,
    running,
  } = parts;
  const { watch, connection } = store;
  const { db, sql: pool } = connection;
  const city = makeCityReader(db, known);
  const app = express();
  app.disable("x-powered-by");
  // Only a proxy of our own may say whom it speaks for.
  app.set("trust proxy", env.TRUSTED_PROXY);
  app.set("query parser", "simple");
  app.locals.secure = env.PUBLIC_URL?.startsWith("https:") ?? false;
  const turns = makeTurns();
  const waiting = turns.waiting;
  const metrics = makeMetrics({
    connection,
    watch,
    worker: () => running.worker,
    waiting,
    boards: live.count,
  });
  app.use(
    logged(log, metrics, sectionsOf(build)),
    secureHeaders({ dev: Boolean(dev), publicUrl: env.PUBLIC_URL, tiles: tiles?.layer.url }),
    compression({ filter: mayBePacked }),
  );
  const askPages = rememberBriefly(() => within(READY_WITHIN, ready(db, turns)));
  const isReady = async () => !running.stopping && !watch.awaySince() && (await askPages());
  app.use(operations({ metrics, isReady, token: env.OPERATIONS_TOKEN }));
  const ctxOf = (): Ctx => ({
    db,
    now: new Date(),
    locale: known.locales[0] ?? FALLBACK_LOCALE,
    actor: { kind: "visitor" },
    origin: env.PUBLIC_URL ?? `http://localhost:${env.PORT}`,
    city: city.now(),
  });
  const channels = makeChannels(env, db, known);
  const alerts = makeAlertReader(db);
  const isAway = () => Boolean(watch.awaySince());
  app.use(inbound({ env, channels, ctxOf, isAway, log }));
  const bar: Bar = (req, res, status, why) => {
    const nonce = res.locals.nonce as string;
    const around = { city: city.now(), locale: localeOf(req, res, known.locales, null), nonce };
    if (why === "outage") res.setHeader("Retry-After", String(OUTAGE_SECONDS));
    const page =
      why === "outage"
        ? outagePage(around, askedOf(req))
        : plainPage({ ...around, ...textsOf(why) });
    res.status(status).type("html").send(page);
  };
  if (dev) app.use(dev.middlewares);
  else {
    const files = join(root, "build/client");
    app.use("/assets", express.static(join(files, "assets"), { immutable: true, maxAge: "1y" }));
    const hourly = express.static(files, { maxAge: "1h" });
    // For an address without a dot there is no file to look for.
    app.use((req, res, next) => (req.path.includes(".") ? hourly(req, res, next) : next()));
  }
  if (tiles?.file) app.use("/tiles", tilesOf(tiles.file));
  app.use(checkHead(bar), ownOriginOnly(env, bar), unlisted);
  // The one answer of a page's that browsers keep: its address says which version it is.
  app.use("/districts.json", mayBeKept);
  const limits = makeLimits(pool, keys.signing("limits"));
  const readFile = makeReaders(root, { dev: Boolean(dev) });
  const planner = makePlanner(root, { dev: Boolean(dev), log });
  const scripts = readScripts(root, Boolean(dev));
  const secure = env.PUBLIC_URL?.startsWith("https:") ?? false;
  const sessions = makeSessions(db, { secure });
  const cookies = makeCookies(keys, { secure });
  const readerOf = async (req: Request) => {
    const signedIn = await sessions.read(req.headers.cookie);
    const { actor } = judged(signedIn, { demo: known.demo, now: new Date() });
    if (actor.kind !== "member") return null;
    const { personId, administrator, districts } = actor;
    return { personId, mayUpload: administrator || districts.length > 0 };
  };
  app.use(readForm(bar, readerOf));
  // While nobody can be served, nobody waits: what was sent comes back at once.
  const unlessAway =
    (handler: RequestHandler): RequestHandler =>
    (req, res, next) =>
      watch.awaySince() ? bar(req, res, 503, "outage") : handler(req, res, next);
  const getLoadContext = async (req: Request, res: Response): Promise<AppLoadContext> => {
    const signedIn = await sessions.read(req.headers.cookie);
    const now = new Date();
    res.locals.person = signedIn?.member.personId;
    const locale = localeOf(req, res, known.locales, signedIn?.locale ?? null);
    const origin = env.PUBLIC_URL ?? `${req.protocol}://${req.headers.host}`;
    const around = { city: city.now(), locale, nonce: res.locals.nonce as string };
    if (signedIn && req.method === "GET" && isAsked(req, locale) && locale !== signedIn.locale)
      await execute({ db, now, origin, actor: signedIn.member, ...around }, chooseLanguage, {
        locale,
      });
    const outage = { happened: false, page: () => outagePage(around, askedOf(req)) };
    const signedOut = { happened: false, page: () => signedOutPage(around, askedOf(req)) };
    return {
      db,
      alerts: await alerts(now),
      channels,
      limits,
      readFile,
      planner,
      draw,
      sessions,
      log,
      now,
      ...around,
      refreshCity: city.refresh,
      dev: Boolean(dev),
      scripts,
      tiles: tiles?.layer ?? null,
      outage,
      signedOut,
      errorPage: (status) =>
        outage.happened ? outage.page() : plainPage({ ...around, ...textsFor(status) }),
      keys,
      cookies,
      devices: await cookies.readDevices(req.headers.cookie),
      relyingParty: relyingPartyOf(origin),
      ...judged(signedIn, { demo: known.demo, now }),
      session: signedIn,
      memberName: signedIn?.name ?? "",
      origin,
      address: addressKey(req.ip ?? ""),
      setHeader: (name, value) => void res.append(name, value),
    };
  };
  const pages = behindGate(
    dev
      ? createRequestHandler({ build: async () => guardBuild(await dev.load()), getLoadContext })
      : byPage(guardBuild(build), { getLoadContext }),
  );
  const ownLocale = (req: Request, res: Response, own: Locale | null) =>
    localeOf(req, res, known.locales, own);
  const streams = liveStreams({ live, sessions, city: known, localeOf: ownLocale });
  app.get("/board/live", unlessAway(streams));
  app.all("*", unlessAway(inTurn(turns, bar, unlessAway(pages), metrics.waited)));
  app.use((fault: unknown, req: Request, res: Response, next: NextFunction) => {
    log.error({ fault: describeFault(fault) }, "an answer failed");
    if (res.headersSent) return next(fault);
    if (isOutage(fault)) bar(req, res, 503, "outage");
    else bar(req, res, 500, "failure");
  });
  return app;
}

/** A packer waits for more to pack, and a stream says little at a time. */
const mayBePacked: compression.CompressionFilter = (req, res) =>
  !String(res.getHeader("Content-Type")).startsWith("text/event-stream") &&
  compression.filter(req, res);

/** What the page of an outage gives back. */
const askedOf = (req: Request) => {
  const fields = fieldsOf(req);
  return { path: ownPath(req.originalUrl), fields, withFile: req.method === "POST" && !fields };
};

/** Milliseconds after which something that has not answered counts as not answering. */
const READY_WITHIN = 2_500;

/** Whether pages get a turn and the database answers: what stands still is taken out by whoever asks for this. */
async function ready(db: Store["connection"]["db"], turns: Turns): Promise<boolean> {
  const end = await turns.turn("readyz", clock);
  try {
    await db.execute(sql`select 1`);
    return true;
  } finally {
    end();
  }
}

const within = (ms: number, answer: Promise<boolean>): Promise<boolean> =>
  Promise.race([
    answer.catch(() => false),
    new Promise<boolean>((resolve) => setTimeout(() => resolve(false), ms).unref()),
  ]);

/** Asked by many at once, it is answered once a second. */
function rememberBriefly<Value>(ask: () => Promise<Value>): () => Promise<Value> {
  let last: Promise<Value> | null = null;
  return () => {
    if (!last) {
      last = ask();
      setTimeout(() => {
        last = null;
      }, 1_000).unref();
    }
    return last;
  };
}

/** The words for whoever is barred. */
function textsOf(why: Exclude<Barred, "outage">) {
  if (why === "failure")
    return { title: "common:failure.title", text: "common:failure.text" } as const;
  if (why === "forbidden")
    return { title: "common:forbidden.title", text: "common:forbidden.text" } as const;
  if (why === "address" || why === "method" || why === "unknown")
    return { title: "common:notFound.title", text: "common:notFound.text" } as const;
  const params = { seconds: SECONDS_TO_WAIT };
  return { title: `common:gate.${why}.title`, text: `common:gate.${why}.text`, params } as const;
}

const textsFor = (status: number) => {
  if (status === 403) return textsOf("forbidden");
  return textsOf(status === 503 ? "busy" : status < 500 ? "unknown" : "failure");
};

/** What search engines may list: the pages that say something to everybody. The rest is somebody's. */
const LISTED = /^\/(help|track|offers\/new|sign-up|privacy|accessibility|about)?$/;
const unlisted: RequestHandler = (req, res, next) => {
  if (!LISTED.test(req.path)) res.setHeader("X-Robots-Tag", "noindex, nofollow");
  next();
};

const mayBeKept: RequestHandler = (req, res, next) => {
  if (req.method === "POST") return next();
  res.removeHeader("Cache-Control");
  const { writeHead } = res;
  // A fault says nothing of what browsers may keep, and is not kept.
  res.writeHead = ((...head: Parameters<typeof writeHead>) => {
    if (head[0] >= 400) res.setHeader("Cache-Control", "no-store");
    return writeHead.apply(res, head);
  }) as typeof writeHead;
  next();
};

const REFUSED = [403, 413, 415, 429, 431, 503];

/** The first words of our addresses, by which figures are told apart; whatever else somebody asks for is one more. */
const sectionsOf = (build: ServerBuild): ReadonlySet<string> =>
  new Set(Object.values(build.routes).map((route) => route?.path?.split("/", 1)[0] ?? ""));

const logged =
  (log: Log, metrics: Metrics, sections: ReadonlySet<string>): RequestHandler =>
  (req, res, next) => {
    const began = performance.now();
    res.on("finish", () => {
      if (res.locals.isStream) return;
      const path = pathToLog(req.originalUrl);
      const ms = Math.round(performance.now() - began);
      const { statusCode: status } = res;
      const [, section = ""] = req.path.split("/", 2);
      const page = sections.has(section) ? `/${section}` : "other";
      metrics.answered({ method: req.method, page, status }, ms / 1_000);
      // What was refused is worth a line also where nobody looks for faults; who it was is an id alone.
      const level = REFUSED.includes(status) ? "info" : "debug";
      log[level]({ method: req.method, path, status, ms, person: res.locals.person });
    });
    next();
  };

const askedLanguage = ({ query }: Request) => (typeof query.lang === "string" ? query.lang : null);
const isAsked = (req: Request, locale: Locale) => askedLanguage(req) === locale;

/** `?lang=` is remembered, and stored for whoever is signed in; then the cookie, the person's own, the browser's wishes, the city's first. */
function localeOf(req: Request, res: Response, offered: readonly Locale[], own: Locale | null) {
  const asked = askedLanguage(req);
  const cookie = /(?:^|;\s*)(?:__Host-)?lang=(\w+)/.exec(req.headers.cookie ?? "")?.[1] ?? own;
  const accepted = req.headers["accept-language"] ?? "";
  const locale = chooseLocale({ asked, cookie, accepted }, offered);
  if (asked === locale) {
    const secure = res.app.locals.secure === true;
    res.cookie(secure ? "__Host-lang" : "lang", locale, {
      sameSite: "lax",
      secure,
      maxAge: 31_536_000_000,
    });
  }
  return locale;
}

/** A form that was sent from another site's page is not ours. */
const ownOriginOnly =
  (env: Env, bar: Bar): RequestHandler =>
  (req, res, next) => {
    const { origin, host } = req.headers;
    const own = env.PUBLIC_URL ? new URL(env.PUBLIC_URL).host : host;
    const hostOf = (address: string) => (URL.canParse(address) ? new URL(address).host : null);
    const foreign = origin
      ? hostOf(origin) !== own
      : req.headers["sec-fetch-site"] === "cross-site";
    if (req.method === "POST" && foreign) bar(req, res, 403, "foreign");
    else next();
  };
