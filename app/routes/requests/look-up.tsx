import { type ActionFunctionArgs, data } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { parseForm } from "../../platform/form";
import { refuse } from "../../platform/types";
import { lookUpForm } from "../../requests/form";
import { lookUpRequest } from "../../requests/queries/look-up.server";
import { LookUpPage } from "../../requests/view/resident/look-up-page";
import type { LookedUpRequest } from "../../requests/views";
import { useShell } from "../../shell";
import { emptyAnswer } from "../answer.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";
import { countGuess } from "./guesses.server";

export const handle = { form: true };
export const meta = titled("track:lookUp");

const nothing = { ...emptyAnswer, status: null };

export async function action({ request, context }: ActionFunctionArgs) {
  const form = parseForm(lookUpForm, await request.formData());
  const { typed } = form;
  if (!form.ok) return data({ ...nothing, typed, errors: form.errors }, { status: 422 });
  const { code, digits: proof } = form.value;
  const takeBack = await countGuess(context, code);
  if (!takeBack) return data({ ...nothing, typed, refusal: refuse("flood") }, { status: 429 });
  const status = await lookUpRequest(context.db, code, proof);
  // Only wrong guesses count, and the answer does not say which of the two was wrong.
  if (!status) {
    const errors = { code: "mismatch", digits: "mismatch" };
    return data({ ...nothing, typed, errors }, { status: 404 });
  }
  await takeBack();
  return data({ ...nothing, typed, status });
}

export default function LookUp() {
  const answer = useAnswer();
  const answered =
    useActionData<Partial<{ status: LookedUpRequest | null; heard: boolean; linkSent: boolean }>>();
  const { helpLine } = useShell().city.about;
  return (
    <LookUpPage
      {...answer}
      status={answered?.status ?? null}
      heard={answered?.heard ?? false}
      linkSent={answered?.linkSent ?? false}
      helpLine={helpLine}
    />
  );
}
