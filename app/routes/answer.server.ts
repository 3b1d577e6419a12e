import { data, redirect } from "@remix-run/node";
import type { z } from "zod";
import { type Command, execute, isKey } from "../platform/command.server";
import type { Around } from "../platform/context.server";
import type { Db } from "../platform/database.server";
import { type FieldErrors, readErrors, readTyped, type Typed, typedText } from "../platform/form";
import { isSecret } from "../platform/secret-field";
import { type Refusal, type Result, refuse } from "../platform/types";
import { statusOf } from "./gate.server";

/** What a form sent: its fields as they were typed, and the key by which the same sending is known again. */
export type Sent = { typed: Typed; key: string };

/** Reads a form; `lists` names the fields that may be sent more than once. What comes without a key is a change of its own. */
export async function readSent(request: Request, lists: readonly string[] = []): Promise<Sent> {
  const typed = readTyped(await request.formData(), { lists });
  const key = typedText(typed, "key");
  return { typed, key: isKey(key) ? key : crypto.randomUUID() };
}

/** Runs a command on what a form sent; `more` is what the address says, and stands above what was typed. */
export const perform = <Schema extends z.ZodType, Value, Context extends Around>(
  ctx: Context & { db: Db },
  which: Command<Schema, Value, Context>,
  { typed, key }: Sent,
  more: Record<string, unknown> = {},
): Promise<Result<Value>> => execute(ctx, which, { ...typed, ...more }, { key });

/** Done: on to `to`. Refused: the same page again, with what was typed, what is wrong and why it was refused. */
export const answer = <Value>(
  { typed }: Sent,
  result: Result<Value>,
  to: string | ((value: Value) => string),
) =>
  result.ok
    ? redirect(typeof to === "string" ? to : to(result.value), 303)
    : refused(typed, result);

/** What a form's page shows again: all that was typed but secrets, what is wrong, why it was refused. */
export type FormAnswer = { typed: Typed; errors: FieldErrors; refusal: Refusal | null };
export const emptyAnswer: FormAnswer = { typed: {}, errors: {}, refusal: null };

const open = (typed: Typed): Typed =>
  Object.fromEntries(Object.entries(typed).filter(([name]) => !isSecret(name)));

/** As it was typed, without a word on it. */
export const givenBack = (typed: Typed) => data<FormAnswer>({ ...emptyAnswer, typed: open(typed) });

export const wrong = (typed: Typed, errors: FieldErrors) =>
  data<FormAnswer>({ typed: open(typed), errors, refusal: null }, { status: 422 });

export const refused = (typed: Typed, refusal: Refusal) =>
  refusal.errors
    ? wrong(typed, refusal.errors)
    : data<FormAnswer>({ typed: open(typed), errors: {}, refusal }, { status: statusOf(refusal) });

/** The refusal of a form whose fields a route has read itself. */
export const inputRefusal = (error: z.ZodError): Refusal => ({
  ok: false,
  code: "input",
  errors: readErrors(error),
});

/** A note's form has one field and no page of its own: what is wrong with it is said as a refusal. */
export const noteRefusal = <Value>(result: Result<Value>): Result<Value> =>
  !result.ok && result.errors ? refuse(`request.note_${result.errors.note ?? "empty"}`) : result;
