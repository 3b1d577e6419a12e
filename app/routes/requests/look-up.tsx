import { type ActionFunctionArgs, data } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { useI18n } from "../../i18n/context";
import { parseForm } from "../../platform/form";
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
  const open = await Promise.all([
    limits.trackingCode.open(code),
    limits.trackingAddress.open(address),
  ]);
  if (open.includes(false)) return data({ ...nothing, typed, code: "flood" }, { status: 429 });
  const status = await lookUpRequest(db, code, digits);
  if (status) return data({ ...nothing, typed, status });
  // Only wrong guesses count, and the answer does not say which of the two was wrong.
  await Promise.all([limits.trackingCode.consume(code), limits.trackingAddress.consume(address)]);
  return data({ ...nothing, typed, code: "request.unknown" }, { status: 404 });
}

export default function LookUp() {
  const { code, ...answer } = useActionData<typeof action>() ?? nothing;
  const { refusal } = useI18n();
  return <LookUpPage {...answer} refusal={code ? refusal(code) : null} />;
}
