import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { ServerBuild } from "@remix-run/node";
import { tellDemo } from "../drizzle/seed/demo";
import { readKeys } from "./accounts/queries/security-setting.server";
import { foundCity } from "./districts/commands/found-city.server";
import { readCity } from "./districts/queries.server";
import { readEnv } from "./platform/env.server";
import { makeLog } from "./platform/log.server";
import { Misconfigured, openStore } from "./platform/store.server";
import { type Dev, makeApp } from "./routes/app.server";
import { work } from "./worker";

/** How long somebody may take, in milliseconds: for the head, for all that is sent, between two requests. */
const TIMES = {
  headersTimeout: 15_000,
  requestTimeout: 60_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 5_000,
};

/** Starts the whole product and serves until SIGTERM; `root` is the folder of the checkout. */
export async function start(build: ServerBuild, root: string, dev?: Dev) {
  const settings = readEnv();
  if ("wrong" in settings) return giveUp(settings.wrong);
  const { env } = settings;
  const log = makeLog(env.LOG_LEVEL);
  const store = await openStore(env, root).catch((fault) => {
    if (fault instanceof Misconfigured) return giveUp(`naaber: wrong setting: ${fault.message}`);
    throw fault;
  });
  const { db } = store.connection;
  const seed = join(root, "drizzle/seed");
  const founded = await foundCity(db, env.CITY, seed, env.DEMO);
  const city = await readCity(db);
  if (city.demo && !env.DEMO) {
    await store.leave();
    return giveUp(
      "naaber: wrong setting: DEMO: this database was founded as a demo, with invented people whose password is " +
        "published; give DATABASE_URL (or DATA_FOLDER) of an empty one, or set DEMO=yes",
    );
  }
  if (!city.demo && env.DEMO) {
    await store.leave();
    return giveUp(
      "naaber: wrong setting: DEMO: this database is a real city's; a demo needs one of its own, so set DEMO=no",
    );
  }
  if (founded && env.DEMO) await tellDemo(store.ownerUrl, city, seed);
  const keys = await readKeys(db, env.SECRET);
  const web = env.WORKER === "only" ? null : await serve();
  const origin = env.PUBLIC_URL ?? `http://localhost:${web?.port ?? env.PORT}`;
  const stopWorker = env.WORKER === "off" ? null : await work({ env, store, city, origin, log });
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.once(signal, async () => {
      // What is in flight is finished before its database goes.
      await Promise.all([web?.stop(), stopWorker?.()]);
      await store.close();
      process.exit(0);
    });

  async function serve() {
    const app = makeApp({ build, root, dev, env, keys, store, city, log });
    const server = createServer(TIMES, app).listen(env.PORT, env.HOST);
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    log.info({ port, city: city.code }, `Naaber serves on http://localhost:${port}`);
    const stop = () => {
      const closed = once(server, "close");
      server.close();
      server.closeIdleConnections();
      return closed;
    };
    return { port, stop };
  }
}

function giveUp(line: string): never {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}
