/**
 * `npm run test:outage`: every outage that docs/operations.md tells of, with real servers, and a table of how two processes of the
 * program met it. `--list` names the lines, `--only NAME` plays one, `--write` puts the table into docs/operations.md,
 * `--kills N` kills processes and PostgreSQL N times under load instead (`--seed S` as another run did), `--boards SECONDS` strikes
 * 50 open boards, `--proxies` tries the examples for Caddy and nginx, `--restore` rehearses backups.
 */
import { randomInt } from "node:crypto";
import { runBoards } from "./boards";
import { makeCleanup } from "./cleanup";
import { runKills } from "./kills";
import { scenarios } from "./lines";
import { missingNeeds } from "./needs";
import { readOptions } from "./options";
import { emptyOutcome } from "./outcome";
import { tryProxies } from "./proxies";
import { rehearseRestore } from "./restore";
import type { Scenario } from "./scenario";
import { type Row, tableOf, verdictOf, writeTable } from "./table";

const say = (line: string) => void process.stdout.write(`${line}\n`);
const cleanup = makeCleanup();

async function playOne({ name, title, needs, play }: Scenario): Promise<Row> {
  const missing = await missingNeeds(needs);
  if (missing) return { title, outcome: null, missing };
  const began = performance.now();
  say(`${name}: ${title} …`);
  let outcome = emptyOutcome();
  try {
    outcome = await play(cleanup.defer);
  } catch (fault) {
    outcome.faults.push(`could not be played to its end: ${(fault as Error).message}`);
  }
  await cleanup.run();
  const row: Row = { title, outcome, missing: null };
  const seconds = Math.round((performance.now() - began) / 1_000);
  say(`  ${verdictOf(row)} (${seconds} s)`);
  for (const note of outcome.notes) say(`  ${note}`);
  return row;
}

async function playKills(count: number, seed: number): Promise<boolean> {
  const { report, faults } = await runKills(count, { seed, log: say, defer: cleanup.defer });
  say(`\n${report}\n`);
  for (const { kind, told } of faults) say(`FAULT, ${kind}: ${told}`);
  say(`${count} kills, ${faults.length} faults, seed ${seed}`);
  return faults.length === 0;
}

async function playBoards(seconds: number, seed: number): Promise<boolean> {
  const given = { boards: 50, seed, log: say, defer: cleanup.defer };
  const { report, faults } = await runBoards(seconds, given);
  say(`\n${report}\n`);
  for (const told of faults) say(`FAULT, ${told}`);
  say(`${faults.length} faults, seed ${seed}`);
  return faults.length === 0;
}

async function main(): Promise<boolean> {
  const options = readOptions(process.argv.slice(2));
  if (options.list) {
    for (const { name, title } of scenarios) say(`${name.padEnd(20)} ${title}`);
    return true;
  }
  const seed = options.seed ?? randomInt(2 ** 31);
  if (options.kills > 0) return playKills(options.kills, seed);
  if (options.boards > 0) return playBoards(options.boards, seed);
  if (options.proxies) return tryProxies(say);
  if (options.restore) return rehearseRestore(say);
  const chosen = scenarios.filter(
    ({ name }) => options.only.length === 0 || options.only.includes(name),
  );
  const unknown = options.only.filter((name) => !scenarios.some((one) => one.name === name));
  if (unknown.length > 0) throw new Error(`no such line: ${unknown.join(", ")} (see --list)`);
  const rows: Row[] = [];
  for (const scenario of chosen) rows.push(await playOne(scenario));
  say(`\n${tableOf(rows)}`);
  if (options.write) writeTable(tableOf(rows));
  const notPlayed = rows.filter(({ missing }) => missing);
  for (const { title, missing } of notPlayed) say(`NOT PLAYED: ${title}: ${missing}`);
  const failed = rows.filter(({ outcome }) => outcome && outcome.faults.length > 0);
  say(
    `${rows.length - notPlayed.length - failed.length} of ${rows.length} passed, ` +
      `${failed.length} failed, ${notPlayed.length} not played`,
  );
  return failed.length === 0 && notPlayed.length === 0;
}

// Whoever interrupts it leaves no server behind.
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, async () => {
    await cleanup.run();
    process.exit(130);
  });
try {
  process.exitCode = (await main()) ? 0 : 1;
} finally {
  await cleanup.run();
}
