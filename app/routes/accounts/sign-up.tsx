import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { signUp } from "../../accounts/commands/sign-up.server";
import { signUpForm } from "../../accounts/form";
import { passwordFault } from "../../accounts/rules/password";
import { SignUpPage } from "../../accounts/view/small-pages";
import { readChoices } from "../../districts/queries.server";
import { parseForm } from "../../platform/form";
import { refuse } from "../../platform/types";
import { refused, wrong } from "../answer.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";
import { enter } from "./session.server";

export const handle = { face: "member" };
export const meta = titled("common:nav.volunteer");

export async function loader({ context }: LoaderFunctionArgs) {
  return { districts: (await readChoices(context.db)).districts };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = parseForm(signUpForm, await request.formData());
  if (!form.ok) return wrong(form.typed, form.errors);
  const fault = passwordFault(form.value.password, form.value);
  if (fault) return wrong(form.typed, { password: fault });
  if (!(await context.limits.signUpAddress.consume(context.address)))
    return refused(form.typed, refuse("flood"));
  const ctx = { ...context, callingCode: context.city.callingCode };
  const result = await signUp(ctx, form.value);
  if (!result.ok) return refused(form.typed, result);
  return enter(context, request, result.value, "/profile", "password");
}

export default function SignUp() {
  return <SignUpPage {...useAnswer()} {...useLoaderData<typeof loader>()} />;
}
