import { type ActionFunctionArgs, data } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { parseForm } from "../../platform/form";
import type { Limit } from "../../platform/limits.server";
import { refuse } from "../../platform/types";
import { lookUpForm } from "../../requests/form";
import { lookUpBy } from "../../requests/queries/look-up.server";
import { LookUpPage } from "../../requests/view/resident/look-up-page";
import type { LookedUpRequest } from "../../requests/views";
import { useShell } from "../../shell";
import { emptyAnswer } from "../answer.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const handle = { form: true };
export const meta = titled("track:lookUp");

const nothing = { ...emptyAnswer, status: null };

export async function action({ request, context }: ActionFunctionArgs) {
  const { limits, address, db } = context;
  const form = parseForm(lookUpForm, await request.formData());
  const { typed } = form;
  if (!form.ok) return data({ ...nothing, typed, errors: form.errors }, { status: 422 });
  const { code, digits: proof } = form.value;
  const here: [Limit, string][] = [
    [limits.trackingCodeHere, `${code} ${address}`],
    [limits.trackingAddress, address],
  ];
  const everywhere: [Limit, string] = [limits.trackingCode, code];
  // Counted before it is judged: guesses that come all at once are counted one by one. What is too much from one
  // address does not count against the code, or one guesser could close it to its resident.
  const count = async (counters: [Limit, string][]) =>
    !(await Promise.all(counters.map(([limit, key]) => limit.consume(key)))).includes(false);
  if (!(await count(here)) || !(await count([everywhere])))
    return data({ ...nothing, typed, refusal: refuse("flood") }, { status: 429 });
  const status = await lookUpBy(db, code, proof);
  // Only wrong guesses count, and the answer does not say which of the two was wrong.
  if (!status) {
    const errors = { code: "mismatch", digits: "mismatch" };
    return data({ ...nothing, typed, errors }, { status: 404 });
  }
  await Promise.all([...here, everywhere].map(([limit, key]) => limit.giveBack(key)));
  return data({ ...nothing, typed, status });
}

export default function LookUp() {
  const { typed, errors, refusal } = useAnswer();
  const answered = useActionData<Partial<{ status: LookedUpRequest | null }>>();
  const { helpLine } = useShell().city.about;
  return (
    <LookUpPage
      typed={typed}
      errors={errors}
      refusal={refusal}
      status={answered?.status ?? null}
      helpLine={helpLine}
    />
  );
}
