import { randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createRequestHandler } from "@remix-run/express";
import type { AppLoadContext, ServerBuild } from "@remix-run/node";
import compression from "compression";
import { sql } from "drizzle-orm";
import express, { type NextFunction, type Request, type Response } from "express";
import helmet from "helmet";
import pino from "pino";
import { makeSessions } from "./accounts/adapter.server";
import { foundCity } from "./districts/commands/found-city.server";
import { readCity } from "./districts/queries.server";
import { chooseLocale } from "./i18n/choose";
import { type Env, readEnv } from "./platform/env.server";
import { makeLimits } from "./platform/limits.server";
import { openStore } from "./platform/store.server";
import type { Locale } from "./platform/types";

const log = pino({ base: null });

/** Starts the whole product and serves until SIGTERM; `root` is the folder of the checkout. */
export async function start(build: ServerBuild, root: string) {
  const settings = readEnv();
  if ("wrong" in settings) {
    process.stderr.write(`${settings.wrong}\n`);
    process.exit(1);
  }
  const { env } = settings;
  const store = await openStore(env, root);
  const { db } = store.connection;
  await foundCity(db, env.CITY, join(root, "drizzle/seed"));
  const city = await readCity(db);

  const app = express();
  app.disable("x-powered-by");
  // Only a proxy of our own may say whom it speaks for.
  app.set("trust proxy", env.TRUSTED_PROXY);
  app.use(compression());
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
  app.use(secureHeaders, ownOriginOnly(env));
  app.use(
    "/assets",
    express.static(join(root, "build/client/assets"), { immutable: true, maxAge: "1y" }),
  );
  app.use(express.static(join(root, "build/client"), { maxAge: "1h" }));
  const limits = makeLimits(store.connection.sql);
  const sessions = makeSessions(db, { secure: env.PUBLIC_URL?.startsWith("https:") ?? false });
  const getLoadContext = async (req: Request, res: Response): Promise<AppLoadContext> => {
    const signedIn = await sessions.read(req.headers.cookie);
    if (signedIn?.renewedCookie) res.append("Set-Cookie", signedIn.renewedCookie);
    return {
      ...{ db, limits, sessions, now: new Date(), nonce: res.locals.nonce as string },
      city,
      locale: localeOf(req, res, city.locales, signedIn?.locale ?? null),
      actor: signedIn?.member ?? { kind: "visitor" },
      session: signedIn,
      memberName: signedIn?.name ?? "",
      origin: env.PUBLIC_URL?.replace(/\/+$/, "") ?? `${req.protocol}://${req.headers.host}`,
      address: req.ip ?? "",
      setHeader: (name, value) => void res.append(name, value),
    };
  };
  app.all("*", createRequestHandler({ build, getLoadContext }));

  const server = app.listen(env.PORT, () => {
    const { port } = server.address() as AddressInfo;
    log.info({ port, city: city.code }, `Naaber serves on http://localhost:${port}`);
  });
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.once(signal, () => {
      // What is in flight is finished before its database goes.
      server.close(() => void store.close().then(() => process.exit(0)));
      server.closeIdleConnections();
    });
}

/** `?lang=` is remembered; then the cookie, the person's own, the browser's wishes, the city's first. */
function localeOf(req: Request, res: Response, offered: readonly Locale[], own: Locale | null) {
  const asked = typeof req.query.lang === "string" ? req.query.lang : null;
  const cookie = /(?:^|;\s*)lang=(\w+)/.exec(req.headers.cookie ?? "")?.[1] ?? own;
  const accepted = req.headers["accept-language"] ?? "";
  const locale = chooseLocale({ asked, cookie, accepted }, offered);
  if (asked === locale) res.cookie("lang", locale, { sameSite: "lax", maxAge: 31_536_000_000 });
  return locale;
}

function secureHeaders(req: Request, res: Response, next: NextFunction) {
  res.locals.nonce = randomBytes(16).toString("base64");
  // Remix would believe whatever a stranger writes here.
  delete req.headers["x-forwarded-host"];
  const nonce = `'nonce-${res.locals.nonce}'`;
  const directives = {
    "default-src": ["'self'"],
    "script-src": ["'self'", nonce],
    "style-src": ["'self'", nonce],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "upgrade-insecure-requests": null,
  };
  helmet({
    contentSecurityPolicy: { useDefaults: false, directives },
    referrerPolicy: { policy: "same-origin" },
  })(req, res, next);
}

/** A form that was sent from another site's page is not ours. */
const ownOriginOnly = (env: Env) => (req: Request, res: Response, next: NextFunction) => {
  const { origin, host } = req.headers;
  const own = env.PUBLIC_URL ? new URL(env.PUBLIC_URL).host : host;
  const hostOf = (address: string) => (URL.canParse(address) ? new URL(address).host : null);
  const reads = req.method === "GET" || req.method === "HEAD";
  const foreign = origin ? hostOf(origin) !== own : req.headers["sec-fetch-site"] === "cross-site";
  if (!reads && foreign) res.status(403).type("text").send("This form came from another site.");
  else next();
};
