import { parseArgs } from "node:util";

export type Options = {
  list: boolean;
  write: boolean;
  /** Names of lines; all of them when there is none. */
  only: string[];
  /** How often something is killed under load, instead of the lines. */
  kills: number;
  /** For how many seconds open boards are struck, instead of the lines. */
  boards: number;
  /** What is killed and sent follows from it; null for one by chance. */
  seed: number | null;
  proxies: boolean;
  restore: boolean;
};

/** What was asked for on the command line; throws for what nobody knows. */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      list: { type: "boolean", default: false },
      write: { type: "boolean", default: false },
      only: { type: "string", multiple: true, default: [] },
      kills: { type: "string", default: "0" },
      boards: { type: "string", default: "0" },
      seed: { type: "string" },
      proxies: { type: "boolean", default: false },
      restore: { type: "boolean", default: false },
    },
  });
  const kills = Number(values.kills);
  if (!Number.isInteger(kills) || kills < 0) throw new Error("--kills takes a whole number");
  const boards = Number(values.boards);
  if (!Number.isInteger(boards) || boards < 0) throw new Error("--boards takes whole seconds");
  const { list, write, only, proxies, restore } = values;
  const seed = values.seed === undefined ? null : Number(values.seed);
  return { list, write, only, kills, boards, seed, proxies, restore };
}
