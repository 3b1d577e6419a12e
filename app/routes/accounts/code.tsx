import type { ActionFunctionArgs } from "@remix-run/node";
import { signInByCode } from "../../accounts/commands/sign-in.server";
import { codeForm } from "../../accounts/form";
import { CodePage } from "../../accounts/view/small-pages";
import { parseForm } from "../../platform/form";
import { refuse } from "../../platform/types";
import { refused, wrong } from "../answer.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";
import { enter, guarded } from "./session.server";

export const handle = { face: "member" };
export const meta = titled("account:code.title");

export async function action({ request, context }: ActionFunctionArgs) {
  const form = parseForm(codeForm, await request.formData());
  if (!form.ok) return wrong(form.typed, form.errors);
  const attempt = () => signInByCode(context, form.value);
  const result = await guarded(context, form.value.phone, attempt, "code");
  if (result?.ok) return enter(context, request, result.value, "/", "code");
  return refused(form.typed, result ?? refuse("flood"));
}

export default function SignInByCode() {
  return <CodePage {...useAnswer()} />;
}
