import { randomBytes } from "node:crypto";
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
import helmet from "helmet";
import { makeSessions } from "../accounts/adapter.server";
import { relyingPartyOf } from "../accounts/rules/relying-party";
import type { readCity } from "../districts/queries.server";
import { chooseLocale } from "../i18n/choose";
import type { Env } from "../platform/env.server";
import type { Keys } from "../platform/keys.server";
import { makeLimits } from "../platform/limits.server";
import { describeFault, type Log, pathToLog } from "../platform/log.server";
import type { Store } from "../platform/store.server";
import type { Locale } from "../platform/types";
import { makeCookies } from "./accounts/cookies.server";
import { judged } from "./gate.server";

/** What `npm run dev` brings: pages that are compiled as they are asked for. */
export type Dev = { middlewares: RequestHandler; load: () => Promise<ServerBuild> };

type Parts = {
  build: ServerBuild;
  root: string;
  dev: Dev | undefined;
  env: Env;
  keys: Keys;
  store: Store;
  city: Awaited<ReturnType<typeof readCity>>;
  log: Log;
};

/** The web side: headers, doors and files in front of the pages. */
export function makeApp({ build, root, dev, env, keys, store, city, log }: Parts) {
  const { db, sql: pool } = store.connection;
  const app = express();
  app.disable("x-powered-by");
  // Only a proxy of our own may say whom it speaks for.
  app.set("trust proxy", env.TRUSTED_PROXY);
  app.use(logged(log), compression());
  app.get("/healthz", (_, res) => void res.type("text").send("ok"));
  app.get("/readyz", async (_, res) => {
    const ready = await db.execute(sql`select 1`).then(
      () => true,
      () => false,
    );
    res
      .status(ready ? 200 : 503)
      .type("text")
      .send(ready ? "ready" : "the database does not answer");
  });
  app.use(secureHeaders(Boolean(dev)), ownOriginOnly(env));
  if (dev) app.use(dev.middlewares);
  else {
    const files = join(root, "build/client");
    const forever = { immutable: true, maxAge: "1y" };
    app.use("/assets", express.static(join(files, "assets"), forever));
    app.use(express.static(files, { maxAge: "1h" }));
  }
  const limits = makeLimits(pool);
  const secure = env.PUBLIC_URL?.startsWith("https:") ?? false;
  const sessions = makeSessions(db, { secure });
  const cookies = makeCookies(keys, { secure });
  const getLoadContext = async (req: Request, res: Response): Promise<AppLoadContext> => {
    const signedIn = await sessions.read(req.headers.cookie);
    const now = new Date();
    const origin = env.PUBLIC_URL?.replace(/\/+$/, "") ?? `${req.protocol}://${req.headers.host}`;
    return {
      ...{ db, limits, sessions, log, now, nonce: res.locals.nonce as string },
      ...{ city, dev: Boolean(dev) },
      keys,
      cookies,
      devices: await cookies.readDevices(req.headers.cookie),
      relyingParty: relyingPartyOf(origin),
      locale: localeOf(req, res, city.locales, signedIn?.locale ?? null),
      ...judged(signedIn, { demo: city.demo, now }),
      session: signedIn,
      memberName: signedIn?.name ?? "",
      origin,
      address: req.ip ?? "",
      setHeader: (name, value) => void res.append(name, value),
    };
  };
  app.all("*", createRequestHandler({ build: dev ? dev.load : build, getLoadContext }));
  app.use((fault: unknown, _req: Request, res: Response, next: NextFunction) => {
    log.error({ fault: describeFault(fault) }, "an answer failed");
    if (res.headersSent) return next(fault);
    res.status(500).type("text").send("Something broke on our side. Please try again in a minute.");
  });
  return app;
}

const logged =
  (log: Log): RequestHandler =>
  (req, res, next) => {
    const began = performance.now();
    res.on("finish", () => {
      const path = pathToLog(req.originalUrl);
      const ms = Math.round(performance.now() - began);
      log.debug({ method: req.method, path, status: res.statusCode, ms });
    });
    next();
  };

/** `?lang=` is remembered; then the cookie, the person's own, the browser's wishes, the city's first. */
function localeOf(req: Request, res: Response, offered: readonly Locale[], own: Locale | null) {
  const asked = typeof req.query.lang === "string" ? req.query.lang : null;
  const cookie = /(?:^|;\s*)lang=(\w+)/.exec(req.headers.cookie ?? "")?.[1] ?? own;
  const accepted = req.headers["accept-language"] ?? "";
  const locale = chooseLocale({ asked, cookie, accepted }, offered);
  if (asked === locale) res.cookie("lang", locale, { sameSite: "lax", maxAge: 31_536_000_000 });
  return locale;
}

const secureHeaders =
  (dev: boolean): RequestHandler =>
  (req, res, next) => {
    res.locals.nonce = randomBytes(16).toString("base64");
    // Remix would believe whatever a stranger writes here.
    delete req.headers["x-forwarded-host"];
    const nonce = `'nonce-${res.locals.nonce}'`;
    const directives = {
      "default-src": ["'self'"],
      "script-src": ["'self'", nonce],
      "style-src": ["'self'", nonce],
      ...(dev ? { "connect-src": ["'self'", "ws:"] } : {}),
      "form-action": ["'self'"],
      "frame-ancestors": ["'none'"],
      "base-uri": ["'none'"],
      "object-src": ["'none'"],
      "upgrade-insecure-requests": null,
    };
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives },
      referrerPolicy: { policy: "same-origin" },
    })(req, res, next);
  };

/** A form that was sent from another site's page is not ours. */
const ownOriginOnly =
  (env: Env): RequestHandler =>
  (req, res, next) => {
    const { origin, host } = req.headers;
    const own = env.PUBLIC_URL ? new URL(env.PUBLIC_URL).host : host;
    const hostOf = (address: string) => (URL.canParse(address) ? new URL(address).host : null);
    const reads = req.method === "GET" || req.method === "HEAD";
    const foreign = origin
      ? hostOf(origin) !== own
      : req.headers["sec-fetch-site"] === "cross-site";
    if (!reads && foreign) res.status(403).type("text").send("This form came from another site.");
    else next();
  };
