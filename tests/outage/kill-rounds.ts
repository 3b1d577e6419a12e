import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

type Killed = { report: string; faults: readonly unknown[] };
type RunKills = (
  count: number,
  options: { seed: number; log: (line: string) => void },
) => Promise<Killed>;

const FILE = join(import.meta.dirname, "kills.ts");

/** Kills processes and PostgreSQL so many times under load, and prints what was kept; whether all of it was. */
export async function playKills(count: number, log: (line: string) => void): Promise<boolean> {
  if (!existsSync(FILE)) throw new Error("tests/outage/kills.ts is not there");
  const { runKills } = (await import(pathToFileURL(FILE).href)) as { runKills: RunKills };
  const { report, faults } = await runKills(count, { seed: Date.now() % 1_000_000, log });
  log(report);
  return faults.length === 0;
}
