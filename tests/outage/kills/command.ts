import type { City, Someone } from "./city";
import type { Proof } from "./proofs";
import type { Random } from "./random";
import type { Sql } from "./server";

/** What somebody is about to send. */
export type Attempt = {
  /** Null for somebody without a session. */
  who: Someone | null;
  path: string;
  fields: [name: string, value: string][];
  proofs: Proof[];
  /** What tells that it was done; by default an answer that leads on to another page. */
  isDone?: (status: number) => boolean;
  /** Called with where an acknowledged one leads. */
  onDone?: (location: string) => void;
};

/** What a command finds out before it is sent. */
export type Scene = {
  city: City;
  /** The database as it stands: what is on the pages. */
  sql: Sql;
  random: Random;
  /** A text that occurs nowhere else. */
  unique: (kind: string) => string;
  /** By the details of a request, the secret of its private link. */
  links: Map<string, string>;
  /** Secrets of the links by which places of shifts are handed on. */
  swaps: string[];
  /** How many kills the round has. */
  kills: number;
};

/** One form of the program. `weight`: how often it is sent, against the others. */
export type Command = {
  name: string;
  weight: number;
  /** Null when there is nothing at the moment that it could be about. */
  prepare: (scene: Scene) => Promise<Attempt | null>;
};

/** The first row of a query, which has to choose at random. */
export async function one<Row extends object>(rows: Promise<readonly Row[]>): Promise<Row | null> {
  return (await rows)[0] ?? null;
}

export const fieldsOf = (fields: Record<string, string | number>): [string, string][] =>
  Object.entries(fields).map(([name, value]) => [name, String(value)]);

/** A line of the record about a thing, by somebody or by anybody; `some` where pressing again is answered with "done". */
export const lineOf = (
  thing: string,
  types: string[],
  who?: string,
  often: "each" | "some" = "each",
): Proof[] => [{ kind: "line", often, thing, types, who }];
