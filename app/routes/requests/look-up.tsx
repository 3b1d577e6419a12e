import { type ActionFunctionArgs, data } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { useI18n } from "../../i18n/context";
import { parseForm } from "../../platform/form";
import type { Limit } from "../../platform/limits.server";
import { lookUpForm } from "../../requests/form";
import { lookUpRequest } from "../../requests/queries/track.server";
import { LookUpPage } from "../../requests/view/resident/look-up-page";
import { titled } from "../titled";

export const meta = titled("track:lookUp");

const nothing = { typed: {}, errors: {}, code: null, status: null };

export async function action({ request, context }: ActionFunctionArgs) {
  const { limits, address, db } = context;
  const form = parseForm(lookUpForm, await request.formData());
  const { typed } = form;
  if (!form.ok) return data({ ...nothing, typed, errors: form.errors }, { status: 422 });
  const { code, digits } = form.value;
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
    return data({ ...nothing, typed, code: "flood" }, { status: 429 });
  const status = await lookUpRequest(db, code, digits);
  // Only wrong guesses count, and the answer does not say which of the two was wrong.
  if (!status) return data({ ...nothing, typed, code: "request.unknown" }, { status: 404 });
  await Promise.all([...here, everywhere].map(([limit, key]) => limit.giveBack(key)));
  return data({ ...nothing, typed, status });
}

export default function LookUp() {
  const { code, ...answer } = useActionData<typeof action>() ?? nothing;
  const { refusal } = useI18n();
  return <LookUpPage {...answer} refusal={code ? refusal(code) : null} />;
}
