import { randomBytes } from "node:crypto";
import {
  type ActionFunctionArgs,
  type AppLoadContext,
  data,
  type LoaderFunctionArgs,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { readChoices, readClocks } from "../../districts/queries.server";
import { parseForm } from "../../platform/form";
import { isResubmission, submitRequest } from "../../requests/commands/submit.server";
import { type HelpForm, helpForm } from "../../requests/form";
import { HelpPage } from "../../requests/view/resident/help-page";
import { titled } from "../titled";

export const meta = titled("help:title");

export async function loader({ context }: LoaderFunctionArgs) {
  return { ...(await readChoices(context.db)), formKey: randomBytes(16).toString("base64url") };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = parseForm(helpForm, await request.formData(), { lists: ["vulnerable"] });
  if (!form.ok) return data({ typed: form.typed, errors: form.errors }, { status: 422 });
  if (!(await isLetIn(context, form.value)))
    return data({ typed: form.typed, errors: { limit: "limit" } }, { status: 429 });
  const { callingCode } = context.city;
  const ctx = { ...context, clocks: await readClocks(context.db), callingCode };
  const submitted = await submitRequest(ctx, form.value);
  if (!submitted.ok)
    return data({ typed: form.typed, errors: { category: "category" } }, { status: 422 });
  if (submitted.value.fresh) await count(context, form.value);
  return redirect(`/track/${submitted.value.token}`, 303);
}

const digitsOf = (phone: string) => phone.replace(/\D/g, "");

/** A form that is sent again passes always, however often the network fails it. */
async function isLetIn(context: AppLoadContext, { formKey, phone }: HelpForm) {
  const { db, limits, address } = context;
  const open = await Promise.all([
    limits.helpAddress.open(address),
    phone ? limits.helpPhone.open(digitsOf(phone)) : true,
  ]);
  return !open.includes(false) || isResubmission(db, formKey);
}

/** Only what became a request counts. */
async function count({ limits, address }: AppLoadContext, { phone }: HelpForm) {
  await limits.helpAddress.consume(address);
  if (phone) await limits.helpPhone.consume(digitsOf(phone));
}

export default function Help() {
  const { formKey, ...choices } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <HelpPage
        {...choices}
        typed={answer?.typed ?? {}}
        errors={answer?.errors ?? {}}
        freshKey={formKey}
      />
      <script src="/position.js" defer />
    </>
  );
}
