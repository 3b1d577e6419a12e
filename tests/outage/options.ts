import { parseArgs } from "node:util";

export type Options = {
  list: boolean;
  write: boolean;
  /** Names of lines; all of them when there is none. */
  only: string[];
};

/** What was asked for on the command line; throws for what nobody knows. */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      list: { type: "boolean", default: false },
      write: { type: "boolean", default: false },
      only: { type: "string", multiple: true, default: [] },
    },
  });
  return { list: values.list, write: values.write, only: values.only };
}
