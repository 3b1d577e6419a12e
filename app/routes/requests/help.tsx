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
import type { Limit } from "../../platform/limits.server";
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
  const { typed } = form;
  const limits = limitsOf(context, form.value);
  const [letIn, clocks] = await Promise.all([
    Promise.all(limits.map(([limit, key]) => limit.consume(key))),
    readClocks(context.db),
  ]);
  const giveBack = () => Promise.all(limits.map(([limit, key]) => limit.giveBack(key)));
  // A form that is sent again passes always, however often the network fails it.
  if (letIn.includes(false) && !(await isResubmission(context.db, form.value.formKey))) {
    await giveBack();
    return data({ typed, errors: { limit: "limit" } }, { status: 429 });
  }
  const { callingCode } = context.city;
  const submitted = await submitRequest({ ...context, clocks, callingCode }, form.value);
  // Only what became a request counts.
  if (!submitted.ok || !submitted.value.fresh) await giveBack();
  if (!submitted.ok) return data({ typed, errors: { category: "category" } }, { status: 422 });
  return redirect(`/track/${submitted.value.token}`, 303);
}

function limitsOf({ limits, address }: AppLoadContext, { phone }: HelpForm): [Limit, string][] {
  const byPhone: [Limit, string][] = phone ? [[limits.helpPhone, phone.replace(/\D/g, "")]] : [];
  return [[limits.helpAddress, address], ...byPhone];
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
