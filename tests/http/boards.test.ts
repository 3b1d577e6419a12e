import { randomInt } from "node:crypto";
import { expect, it } from "vitest";
import { runBoards } from "../outage/boards";

/** A quarter of a minute where nothing else runs (`npm run test:outage -- --boards` goes on longer); each of its steps has a time-out of its own. */
const LONGEST = 900_000;

it(
  "open boards come to show what the database holds, and never what it never held, whatever is killed",
  async () => {
    const said: string[] = [];
    const log = (line: string) => void said.push(line);
    const given = { boards: 20, seed: randomInt(2 ** 31), log };
    const { report, faults } = await runBoards(6, given);
    expect(faults, `${said.join("\n")}\n\n${report}`).toEqual([]);
  },
  LONGEST,
);
