// `tsx tests/outage/kills/run.ts [--kills N] [--seed S]`: kills so many times, prints what came of it.
import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { makeCleanup } from "../cleanup";
import { runKills } from "../kills";

const { values } = parseArgs({
  options: { kills: { type: "string", default: "50" }, seed: { type: "string" } },
});
const say = (line: string) => void process.stdout.write(`${line}\n`);
const seed = Number(values.seed ?? randomInt(2 ** 31));
const began = performance.now();
const { defer, run } = makeCleanup();
// Whoever interrupts it leaves no server behind.
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, async () => {
    await run();
    process.exit(130);
  });
const { report, faults } = await runKills(Number(values.kills), { seed, log: say, defer });
say(`\n${report}\n`);
for (const { kind, told } of faults) say(`FAULT, ${kind}: ${told}`);
say(`${faults.length} faults, ${Math.round((performance.now() - began) / 1_000)} s, seed ${seed}`);
process.exitCode = faults.length > 0 ? 1 : 0;
