import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { isResetOpen, resetPassword } from "../../accounts/commands/reset-password.server";
import { newPasswordForm } from "../../accounts/form";
import { NewPasswordPage } from "../../accounts/view/small-pages";
import { parseForm } from "../../platform/form";
import { refused, wrong } from "../answer.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";
import { enter } from "./session.server";

export const handle = { face: "member" };
export const meta = titled("account:reset.newTitle");

export async function loader({ params, context }: LoaderFunctionArgs) {
  const open = await isResetOpen(context, params.token ?? "");
  return data({ open }, { status: open ? 200 : 404 });
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const form = parseForm(newPasswordForm, await request.formData());
  if (!form.ok) return wrong(form.typed, form.errors);
  const result = await resetPassword(context, params.token ?? "", form.value.password);
  if (!result.ok) return refused(form.typed, result);
  return enter(context, request, result.value, "/");
}

export default function Reset() {
  return <NewPasswordPage {...useAnswer()} {...useLoaderData<typeof loader>()} />;
}
