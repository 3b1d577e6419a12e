import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requestReset } from "../../accounts/commands/reset-password.server";
import { resetRequestForm } from "../../accounts/form";
import { ResetRequestPage } from "../../accounts/view/small-pages";
import { parseForm } from "../../platform/form";
import { wrong } from "../answer.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const handle = { face: "member" };
export const meta = titled("account:reset.title");

export const loader = ({ request }: LoaderFunctionArgs) => ({
  sent: new URL(request.url).searchParams.has("sent"),
});

export async function action({ request, context }: ActionFunctionArgs) {
  const form = parseForm(resetRequestForm, await request.formData());
  if (!form.ok) return wrong(form.typed, form.errors);
  const { limits, address } = context;
  const email = form.value.email.toLowerCase();
  // The same answer whether the address is known, and whether it asked too often.
  const open = await Promise.all([
    limits.resetAccount.consume(email),
    limits.resetAddress.consume(address),
  ]);
  if (!open.includes(false)) await requestReset(context, email);
  return redirect("/password-resets?sent", 303);
}

export default function ResetRequest() {
  return <ResetRequestPage {...useAnswer()} {...useLoaderData<typeof loader>()} />;
}
