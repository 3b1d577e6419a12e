import { randomInt } from "node:crypto";
import { expect, it } from "vitest";
import { runKills } from "../outage/kills";

/** Below a minute where nothing else runs; each of its steps has a time-out of its own. */
const LONGEST = 900_000;

it(
  "loses nothing that was acknowledged and leaves nothing half done, whoever is killed",
  async () => {
    const said: string[] = [];
    const log = (line: string) => void said.push(line);
    const { report, faults } = await runKills(5, { seed: randomInt(2 ** 31), log });
    expect(faults, `${said.join("\n")}\n\n${report}`).toEqual([]);
  },
  LONGEST,
);
