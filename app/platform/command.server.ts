import { createHash, createHmac } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { change } from "../../drizzle/schema/platform";
import type { Around, Change } from "./context.server";
import type { Db, Tx } from "./database.server";
import { readErrors } from "./form";
import { violatedConstraint } from "./outage";
import { newSecret } from "./secret.server";
import { tryAgain } from "./try-again.server";
import { type Actor, type Refusal, type Result, refuse } from "./types";

/** One change of the product, whoever brings it: a form, a job, a phone's outbox, another program. */
export type Command<Schema extends z.ZodType, Value, Context extends Around = Around> = {
  /** `shift.take-place` */
  name: string;
  /** What it reads, as it is sent: a form's texts, or JSON. Must not ask the clock: what is sent again is the same. */
  input: Schema | ((ctx: Context) => Schema);
  /** Who may do such a thing at all; whether they may do it to this thing, `run` says when it has locked it. */
  may?: (actor: Actor) => boolean;
  /** Composes: another command's `run` may call it, in its transaction. */
  run: (
    tx: Tx,
    ctx: Context & { change: Change },
    input: z.output<Schema>,
  ) => Promise<Result<Value>>;
  /** Which refusal a violated constraint is, by its name; others are `taken`. */
  violations?: Readonly<Record<string, string>>;
  /** For what must not be stored as it is given: what is stored of it, and the whole again from the change's own secrets. */
  outcome?: {
    store: (value: Value) => unknown;
    restore: (stored: never, secret: Change["secret"]) => Value;
  };
  /** The same key came again with other content, which must not be lost. Without it, the sender is asked to confirm. */
  again?: (
    tx: Tx,
    ctx: Context & { change: Change },
    input: z.output<Schema>,
    earlier: Value,
  ) => Promise<Result<Value>>;
};

/** Every command of the product by its name. */
export const commands = new Map<string, Command<z.ZodType, unknown, Around>>();

/** Declares a command. What its `run` gives is stored as JSON for who sends it again: no dates, nothing personal. */
export function command<Schema extends z.ZodType, Value, Context extends Around = Around>(
  made: Command<Schema, Value, Context>,
): Command<Schema, Value, Context> {
  if (commands.has(made.name)) throw new Error(`two commands are called ${made.name}`);
  commands.set(made.name, made as unknown as Command<z.ZodType, unknown, Around>);
  return made;
}

/** How a change is brought: with the key of the form, phone or paper, and when it truly happened. */
export type Brought = { key?: string | null; occurredAt?: Date | null };

/**
 * Runs a command on what was sent: all of it or, when it is refused, nothing. With a key it happens once: sent again it
 * gives what it gave. Refuses: `input` with the errors of the fields, `forbidden`, `sent_before` for the same key with other
 * content, `taken` when somebody else was first, and what the command refuses. What PostgreSQL undid because it met another
 * change is run again, so `run` changes nothing outside its transaction.
 */
export async function execute<Schema extends z.ZodType, Value, Context extends Around>(
  ctx: Context & { db: Db },
  which: Command<Schema, Value, Context>,
  raw: unknown,
  { key = null, occurredAt = null }: Brought = {},
): Promise<Result<Value>> {
  const schema = typeof which.input === "function" ? which.input(ctx) : which.input;
  const parsed = schema.safeParse(raw);
  if (!parsed.success) return { ok: false, code: "input", errors: readErrors(parsed.error) };
  if (which.may && !which.may(ctx.actor)) return refuse("forbidden");
  const input = parsed.data;
  const claim = key === null ? null : claimOf(key, which.name, ctx.actor, input);
  const { db, ...around } = ctx;
  const inside = {
    ...around,
    change: { key: claim?.key ?? null, occurredAt, secret: secretsOf(key) },
  } as unknown as Context & { change: Change };
  try {
    return await tryAgain(() =>
      db.transaction(async (tx) => {
        const result = claim
          ? await once(tx, claim, which, inside, () => which.run(tx, inside, input), again(tx))
          : await which.run(tx, inside, input);
        if (!result.ok) throw new RolledBack(result);
        return result;
      }),
    );
  } catch (fault) {
    if (fault instanceof RolledBack) return fault.refusal;
    const violated = violatedConstraint(fault);
    if (violated === null) throw fault;
    return refuse(which.violations?.[violated] ?? "taken");
  }

  function again(tx: Tx) {
    return async (earlier: Value): Promise<Result<Value>> => {
      if (!which.again) return refuse("sent_before");
      const other = claimOf(
        `${key} ${claim!.digest.toString("hex")}`,
        which.name,
        ctx.actor,
        input,
      );
      const run = () => which.again!(tx, inside, input, earlier);
      return once(tx, other, which, inside, run, async () => refuse("sent_before"));
    };
  }
}

/** Ends a transaction whose command was refused, so that it leaves nothing. */
class RolledBack extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}

type Claim = { key: string; digest: Buffer };

/**
 * What is stored of a change: a key that only the same sender can bring again, and a digest of the content that says nothing
 * to whoever does not know the key.
 */
function claimOf(key: string, command: string, actor: Actor, input: unknown): Claim {
  const who = actor.kind === "member" ? actor.personId : actor.kind;
  const hashed = createHash("sha256").update(`change ${command} ${who} ${key}`).digest();
  const digest = createHmac("sha256", key).update(JSON.stringify(input)).digest();
  return { key: asUuid(hashed), digest };
}

const asUuid = (hash: Buffer) =>
  hash.toString("hex", 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

/** Claims the change's key and runs it; whoever brings the same meanwhile waits for the outcome. */
async function once<Schema extends z.ZodType, Value, Context extends Around>(
  tx: Tx,
  { key, digest }: Claim,
  { name, outcome }: Command<Schema, Value, Context>,
  { change: own }: { change: Change },
  run: () => Promise<Result<Value>>,
  other: (earlier: Value) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  const claimed = await tx
    .insert(change)
    .values({ key, command: name, digest })
    .onConflictDoNothing()
    .returning({ key: change.key });
  if (claimed.length === 0) {
    const [earlier] = await tx.select().from(change).where(eq(change.key, key));
    const stored = earlier!.outcome;
    const value = outcome ? outcome.restore(stored as never, own.secret) : (stored as Value);
    return earlier!.digest.equals(digest) ? { ok: true, value, repeated: true } : other(value);
  }
  const result = await run();
  if (!result.ok) return result;
  const stored = JSON.stringify((outcome ? outcome.store(result.value) : result.value) ?? null);
  await tx
    .update(change)
    .set({ outcome: sql`${stored}::jsonb` })
    .where(eq(change.key, key));
  return result;
}

/** The secret of a link that a change makes, by the change's key; `purpose` keeps the secrets of one change apart. */
export const secretOf = (key: string, purpose: string): string =>
  createHmac("sha256", key).update(`secret ${purpose}`).digest().toString("base64url", 0, 16);

const secretsOf =
  (key: string | null): Change["secret"] =>
  (purpose) =>
    key === null ? newSecret() : secretOf(key, purpose);

/** What a key may look like: long enough that nobody guesses it, as forms and other programs write it. */
const KEY = /^[\w-]{16,64}$/;
export const isKey = (text: unknown): text is string => typeof text === "string" && KEY.test(text);

/** Deletes what is too old to be sent again: what a phone kept for so long is looked at by a person first. */
export async function forgetChanges(db: Db, before: Date): Promise<void> {
  await db.delete(change).where(sql`${change.at} < ${before.toISOString()}::timestamptz`);
}
