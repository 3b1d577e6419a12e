import { setPriority } from "node:os";
import { join } from "node:path";
import type { ServerBuild } from "@remix-run/node";
import { tellDemo } from "../drizzle/seed/demo";
import { readKeys } from "./accounts/queries/security-setting.server";
import { foundUsual } from "./dispatch/commands/found-usual.server";
import { foundCity } from "./districts/commands/found-city.server";
import { readCity } from "./districts/queries.server";
import type { Db } from "./platform/database.server";
import { type Env, readEnv } from "./platform/env.server";
import { type HttpServer, serveHttp } from "./platform/http.server";
import type { JobWorker } from "./platform/jobs.server";
import { describeFault, type Log, makeLog } from "./platform/log.server";
import {
  dataFolderOf,
  Misconfigured,
  openStore,
  type Store,
  Unreachable,
} from "./platform/store.server";
import { openTiles } from "./platform/tiles.server";
import { keptVapidKey } from "./platform/vapid.server";
import { type Live, startLive } from "./realtime/hub.server";
import { keepLines } from "./requests/render.server";
import { foundKinds } from "./resources/commands/found-kinds.server";
import { type Dev, makeApp } from "./routes/app.server";
import { work } from "./worker";

/** Milliseconds: for what is in flight once nobody new is taken, and from the signal to the end, whatever hangs. */
const ANSWER_WITHIN = 5_500;
const END_WITHIN = 9_500;

/** What runs and has to end; filled while the program starts, so that a signal ends as much as there is. */
type Running = {
  stopping: boolean;
  drain: number;
  web: HttpServer | null;
  worker: JobWorker | null;
  live: Live | null;
  store: Store | null;
};

/** Starts the whole product and serves until SIGTERM; `root` is the folder of the checkout. */
export async function start(build: ServerBuild, root: string, dev?: Dev) {
  const running: Running = {
    stopping: false,
    drain: 0,
    web: null,
    worker: null,
    live: null,
    store: null,
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => end(running));
  const settings = readEnv();
  if ("wrong" in settings) return giveUp(settings.wrong);
  const env = withDemoKey(settings.env, root);
  running.drain = env.DRAIN_SECONDS * 1_000;
  const log = makeLog(env.LOG_LEVEL);
  process.on("uncaughtException", (fault) => crash(log, fault));

  const onWrong = (fault: unknown) => {
    if (fault instanceof Misconfigured) return giveUp(`naaber: wrong setting: ${fault.message}`);
    if (fault instanceof Unreachable) return giveUp(`naaber: ${fault.message}`);
    throw fault;
  };
  if (env.WORKER === "only") yieldToPages(log);
  const tiles = env.WORKER === "only" ? null : await openTiles(env).catch(onWrong);
  const seed = join(root, "drizzle/seed");
  const { store, value: city } = await openStore(
    env,
    root,
    log,
    async ({ connection, ownerUrl }) => {
      const { db } = connection;
      await foundCity(db, env.CITY, seed, env.DEMO);
      await foundKinds(db, seed);
      await foundUsual(db, seed);
      const founded = await readCityOf(db, env);
      if (env.DEMO) await tellDemo(ownerUrl, founded, seed);
      return founded;
    },
  ).catch(onWrong);
  running.store = store;
  const keys = await readKeys(store.connection.db, env.SECRET);
  if (env.WORKER !== "only") {
    const { ownerUrl, watch } = store;
    const { db } = store.connection;
    const zone = () => city.zone;
    const { draw } = keepLines(zone);
    const live = startLive({ ownerUrl, db, watch, log, zone, draw });
    running.live = live;
    const app = makeApp({
      build,
      root,
      dev,
      env,
      keys,
      store,
      tiles,
      city,
      log,
      live,
      draw,
      running,
    });
    running.web = await serveHttp(app, { host: env.HOST, port: env.PORT });
    const { port } = running.web;
    log.info({ port, city: city.code }, `Naaber serves on http://localhost:${port}`);
  }
  const origin = env.PUBLIC_URL ?? `http://localhost:${running.web?.port ?? env.PORT}`;
  if (env.WORKER === "off") return;
  running.worker = work({ env, store, city, origin, log });
  if (env.WORKER === "only") log.info({ city: city.code }, "Naaber works off its queue");
}

/** Behind the processes for pages on the same machine, with still a quarter of a processor that both want. */
const BEHIND_PAGES = 5;

/** Who waits for a page looks at it; a message may come a moment later. */
function yieldToPages(log: Log) {
  try {
    setPriority(BEHIND_PAGES);
  } catch (fault) {
    // Not every sandbox lets a process; systemd's unit says the same.
    log.info({ fault: describeFault(fault) }, "the queue keeps the priority of the pages");
  }
}

/** A demo with a database of its own has a key of its own for push messages, too. */
function withDemoKey(env: Env, root: string): Env {
  if (!env.DEMO || env.DATABASE_URL || env.VAPID_KEY) return env;
  return { ...env, VAPID_KEY: keptVapidKey(dataFolderOf(env, root)) };
}

/** The city of this database, which is a demo or is not, as the settings have it. */
async function readCityOf(db: Db, env: Env) {
  const city = await readCity(db);
  if (city.demo && !env.DEMO)
    throw new Misconfigured(
      "DEMO: this database was founded as a demo, with invented people whose password is published; " +
        "give DATABASE_URL (or DATA_FOLDER) of an empty one, or set DEMO=yes",
    );
  if (!city.demo && env.DEMO)
    throw new Misconfigured(
      "DEMO: this database is a real city's; a demo needs one of its own, so set DEMO=no",
    );
  return city;
}

/** What is in flight is finished before its database goes. */
async function end(running: Running) {
  if (running.stopping) return;
  running.stopping = true;
  setTimeout(() => process.exit(0), END_WITHIN).unref();
  await Promise.allSettled([
    running.web?.stop({ drain: running.drain, within: ANSWER_WITHIN }),
    running.worker?.stop(),
    running.live?.stop(),
  ]);
  await running.store?.close().catch(() => {});
  process.exit(0);
}

/** What nobody caught leaves a state that nobody knows: whoever watches the process starts it again. */
function crash(log: Log, fault: unknown) {
  log.fatal({ fault: describeFault(fault) }, "the program ends: a fault that nothing caught");
  process.exit(1);
}

function giveUp(line: string): never {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}
