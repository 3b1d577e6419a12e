import { data } from "@remix-run/node";
import type { FieldErrors, Typed } from "../platform/form";
import type { Refusal } from "../platform/types";
import { statusOf } from "./gate.server";

/** What a form's page shows again: all that was typed but secrets, what is wrong, why it was refused. */
export type FormAnswer = { typed: Typed; errors: FieldErrors; refusal: Refusal | null };
export const emptyAnswer: FormAnswer = { typed: {}, errors: {}, refusal: null };

/** Fields that no page ever gives back. */
export const SECRETS: readonly string[] = [
  "password",
  "current",
  "code",
  "confirm_password",
  "confirm_code",
];
const open = (typed: Typed): Typed =>
  Object.fromEntries(Object.entries(typed).filter(([name]) => !SECRETS.includes(name)));

export const wrong = (typed: Typed, errors: FieldErrors) =>
  data<FormAnswer>({ typed: open(typed), errors, refusal: null }, { status: 422 });

export const refused = (typed: Typed, refusal: Refusal) =>
  data<FormAnswer>({ typed: open(typed), errors: {}, refusal }, { status: statusOf(refusal) });
