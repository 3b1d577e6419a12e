// `npm run test:outage -- --proxies`: two processes of the program behind each proxy of `deploy`, with TLS, and what becomes
// of requests when one of them is stopped or killed, or the database is away.
import { debianTools, makeFolder, startServer } from "./debian";
import { makePrograms } from "./programs";
import { behind } from "./proxies/behind";
import type { Check } from "./proxies/check";
import { inFrontOf } from "./proxies/in-front";
import { KINDS, type Kind } from "./proxy";

type Log = (line: string) => void;

/** Tries both proxies; prints a table with a row a check. Gives whether everything was right. */
export async function tryProxies(log: Log): Promise<boolean> {
  const tools = await debianTools();
  const { folder, remove } = makeFolder("proxies");
  const database = await startServer(tools, folder);
  const running = makePrograms();
  const checks: Record<Kind, Check[]> = { caddy: [], nginx: [] };
  try {
    for (const kind of KINDS) {
      checks[kind].push(...(await behind(kind)));
      checks[kind].push(...(await inFrontOf(kind, database, running)));
    }
  } finally {
    await running.endAll();
    await database.stop("immediate").catch(() => {});
    remove();
  }
  log("| what was tried | caddy | nginx |");
  log("|---|---|---|");
  const cell = (check: Check | undefined) =>
    check ? `${check.right ? "" : "**WRONG** "}${check.found}` : "";
  for (const [index, { what }] of checks.caddy.entries())
    log(`| ${what} | ${cell(checks.caddy[index])} | ${cell(checks.nginx[index])} |`);
  return KINDS.every((kind) => checks[kind].every(({ right }) => right));
}
