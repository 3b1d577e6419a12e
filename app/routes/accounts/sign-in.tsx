import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { signIn } from "../../accounts/commands/sign-in.server";
import { signInForm } from "../../accounts/form";
import { DEMO_PASSWORD, readDemoAccounts } from "../../accounts/queries/own.server";
import { SignInPage } from "../../accounts/view/sign-in-page";
import { parseForm, typedText } from "../../platform/form";
import { ownPath } from "../../platform/own-path";
import { type PersonId, refuse } from "../../platform/types";
import { shiftLedHere } from "../../shifts/queries/led-here.server";
import { LedHereNotice } from "../../shifts/view/led-here";
import { refused, wrong } from "../answer.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";
import { enter, guarded } from "./session.server";

export const handle = { face: "member" };
export const meta = titled("account:signIn.title");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const to = ownPath(new URL(request.url).searchParams.get("to"));
  const { demo } = context.city;
  const accounts = demo ? await readDemoAccounts(context) : [];
  const { db, limits, address } = context;
  const led = await shiftLedHere({ db, limit: limits.checkIn, address }, to);
  return { led, to, demo: demo ? { password: DEMO_PASSWORD, accounts } : null };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = parseForm(signInForm, await request.formData());
  if (!form.ok) return wrong(form.typed, form.errors);
  let entered: Response | null = null;
  const open = async (personId: PersonId) => {
    entered = await enter(context, request, personId, ownPath(form.typed.to), "password");
  };
  const result = await guarded(context, form.value.login, (isTried) =>
    signIn(context, form.value, open, isTried),
  );
  if (result?.ok) return entered ?? redirect("/start", 303);
  return refused(form.typed, result ?? refuse("flood"));
}

export default function SignIn() {
  const { to, demo, led } = useLoaderData<typeof loader>();
  const answer = useAnswer();
  return (
    <>
      {led && <LedHereNotice {...led} />}
      <SignInPage {...answer} to={typedText(answer.typed, "to") || to} demo={demo} />
    </>
  );
}
