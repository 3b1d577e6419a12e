import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { factorKinds, readPending, takePending } from "../../accounts/commands/enter.server";
import { offerPasskey, showPasskey } from "../../accounts/commands/passkey.server";
import { showCode } from "../../accounts/commands/show-second.server";
import type { SecondStep as Step } from "../../accounts/types";
import { SecondStepPage } from "../../accounts/view/second-step-page";
import { done, type Result, refuse } from "../../platform/types";
import { Script } from "../../ui/script";
import { refused } from "../answer.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";
import { admit, guardedSecond } from "./session.server";

export const handle = { face: "member" };
export const meta = titled("security:second.title");

type Args = LoaderFunctionArgs | ActionFunctionArgs;

/** Whose sign-in waits in this browser; whoever's does not begins again. */
async function waiting({ request, context }: Args) {
  const secret = await context.cookies.readPending(request.headers.get("Cookie"));
  const pending = secret ? await readPending(context, secret) : null;
  if (!secret || !pending) throw redirect("/sign-in", 303);
  return { secret, ...pending };
}

export async function loader(args: LoaderFunctionArgs) {
  const { personId } = await waiting(args);
  const { relyingParty } = args.context;
  const [kinds, options] = await Promise.all([
    factorKinds(args.context, personId),
    relyingParty && offerPasskey(args.context, relyingParty, "second", personId),
  ]);
  return { options, hasApp: kinds.includes("totp") };
}

export async function action(args: ActionFunctionArgs) {
  const { request, context } = args;
  const { secret, personId, method, target } = await waiting(args);
  const sent = await request.formData();
  const response = String(sent.get("secret_response") ?? "");
  const code = String(sent.get("secret_code") ?? "");
  const { relyingParty } = context;
  const attempt = async (): Promise<Result<Step>> => {
    if (!response || !relyingParty) return showCode(context, personId, code);
    const shown = await showPasskey(context, relyingParty, response, "second", personId);
    return shown.ok ? done("passkey") : shown;
  };
  const result = await guardedSecond(context, { personId, method }, attempt);
  if (!result?.ok) return refused({}, result ?? refuse("flood"));
  // One of two who show the second step at once is in; the other begins again.
  if (!(await takePending(context, secret))) return redirect("/sign-in", 303);
  context.setHeader("Set-Cookie", await context.cookies.forgetPending());
  return admit(context, request, { personId, target, method, second: result.value });
}

export default function SecondStep() {
  const { refusal } = useAnswer();
  return (
    <>
      <SecondStepPage {...useLoaderData<typeof loader>()} refusal={refusal} />
      <Script name="passkey" />
    </>
  );
}
