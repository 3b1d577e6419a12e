import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { ServerBuild } from "@remix-run/node";
import { tellDemo } from "../drizzle/seed/demo";
import { foundCity } from "./districts/commands/found-city.server";
import { readCity } from "./districts/queries.server";
import { readEnv } from "./platform/env.server";
import { makeLog } from "./platform/log.server";
import { Misconfigured, openStore } from "./platform/store.server";
import { type Dev, makeApp } from "./routes/app.server";
import { work } from "./worker";

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
  if (founded && env.DEMO) await tellDemo(store.ownerUrl, city, seed);
  const web = env.WORKER === "only" ? null : await serve();
  const origin = env.PUBLIC_URL?.replace(/\/+$/, "") ?? `http://localhost:${web?.port ?? env.PORT}`;
  const stopWorker = env.WORKER === "off" ? null : await work({ env, store, city, origin, log });
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.once(signal, async () => {
      // What is in flight is finished before its database goes.
      await Promise.all([web?.stop(), stopWorker?.()]);
      await store.close();
      process.exit(0);
    });

  async function serve() {
    const server = makeApp({ build, root, dev, env, store, city, log }).listen(env.PORT);
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
