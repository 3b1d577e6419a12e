import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { signUp } from "../../accounts/commands/sign-up.server";
import { signUpPageForm } from "../../accounts/form";
import { passwordFault } from "../../accounts/rules/password";
import { SignUpPage } from "../../accounts/view/small-pages";
import { readChoices } from "../../districts/queries.server";
import { hashPassword } from "../../platform/password.server";
import { refuse } from "../../platform/types";
import { inputRefusal, perform, readSent, refused, wrong } from "../answer.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";
import { enterAfter } from "./session.server";

export const handle = { face: "member", form: true };
export const meta = titled("common:nav.volunteer");

export async function loader({ context }: LoaderFunctionArgs) {
  const { districts } = await readChoices(context.db);
  const { emergencyNumber, about } = context.city;
  return { districts, emergency: emergencyNumber, age: about.volunteerAge || null };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const sent = await readSent(request);
  const form = signUpPageForm(context).safeParse(sent.typed);
  if (!form.success) return refused(sent.typed, inputRefusal(form.error));
  const { password } = form.data;
  const fault = passwordFault(password, form.data);
  if (fault) return wrong(sent.typed, { password: fault });
  const { limits, address } = context;
  if (!(await limits.signUpAddress.consume(address))) return refused(sent.typed, refuse("flood"));
  const passwordHash = await hashPassword(password);
  const made = await perform({ ...context, passwordHash }, signUp, sent);
  // Only what became an account counts, however often the network fails its form.
  if (!made.ok || made.repeated) await limits.signUpAddress.giveBack(address);
  return enterAfter(context, request, sent, made, { password, to: "/profile", method: "password" });
}

export default function SignUp() {
  return <SignUpPage {...useAnswer()} {...useLoaderData<typeof loader>()} />;
}
