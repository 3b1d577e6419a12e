import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import {
  isResetOpen,
  judgeReset,
  resetPassword,
} from "../../accounts/commands/reset-password.server";
import { newPasswordForm } from "../../accounts/form";
import { NewPasswordPage } from "../../accounts/view/small-pages";
import { inputRefusal, perform, readSent, refused } from "../answer.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";
import { enterAfter } from "./session.server";

export const handle = { face: "member" };
export const meta = titled<{ open: boolean }>(({ open }) =>
  open ? "account:reset.newTitle" : "account:over.title",
);

export async function loader({ params, context }: LoaderFunctionArgs) {
  const open = await isResetOpen(context, params.token ?? "");
  return data({ open }, { status: open ? 200 : 404 });
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const { token = "" } = params;
  const sent = await readSent(request);
  const form = newPasswordForm.safeParse(sent.typed);
  if (!form.success) return refused(sent.typed, inputRefusal(form.error));
  const { password } = form.data;
  const judged = await judgeReset(context, token, password);
  const reset = await perform({ ...context, judged }, resetPassword, sent, { token });
  return enterAfter(context, request, sent, reset, { password, to: "/" });
}

export default function Reset() {
  return <NewPasswordPage {...useAnswer()} {...useLoaderData<typeof loader>()} />;
}
