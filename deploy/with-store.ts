import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Env, readEnv } from "../app/platform/env.server";
import { makeLog } from "../app/platform/log.server";
import { Misconfigured, openStore, type Store, Unreachable } from "../app/platform/store.server";

type Parts = { store: Store; env: Env; seed: string; origin: string };

/** Runs something at the database that the settings name, and exits with what it gives. */
export async function withStore(run: (parts: Parts) => Promise<number>) {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  const settings = readEnv();
  if ("wrong" in settings) {
    process.stderr.write(`${settings.wrong}\n`);
    process.exit(1);
  }
  const { env } = settings;
  // Few connections: it may come beside a site that holds nearly all there are.
  const few = { ...env, DATABASE_CONNECTIONS: 2 };
  const { store } = await openStore(few, root, makeLog("warn"), async () => null).catch((fault) => {
    if (!(fault instanceof Misconfigured || fault instanceof Unreachable)) throw fault;
    process.stderr.write(`naaber: ${fault.message}\n`);
    process.exit(1);
  });
  const origin = env.PUBLIC_URL ?? `http://localhost:${env.PORT}`;
  const code = await run({ store, env, seed: join(root, "drizzle/seed"), origin }).finally(
    store.leave,
  );
  process.exit(code);
}
