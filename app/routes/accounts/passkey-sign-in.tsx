import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { offerPasskey, showPasskey } from "../../accounts/commands/passkey.server";
import { PasskeySignInPage } from "../../accounts/view/second-step-page";
import { ownPath } from "../../platform/own-path";
import { refuse } from "../../platform/types";
import { Script } from "../../ui/script";
import { refused } from "../answer.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";
import { admit } from "./session.server";

export const handle = { face: "member" };
export const meta = titled("security:passkey.signIn");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const to = ownPath(new URL(request.url).searchParams.get("to"));
  const { relyingParty, limits, address } = context;
  if (!relyingParty) return data({ to, options: null });
  if (!(await limits.passkeyAddress.consume(address)))
    return data({ to, options: null }, { status: 429 });
  return data({ to, options: await offerPasskey(context, relyingParty, "sign_in", null) });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { relyingParty, limits, address } = context;
  const sent = await request.formData();
  const response = String(sent.get("secret_response") ?? "");
  if (!relyingParty) return refused({}, refuse("security.passkey_failed"));
  // Nothing can be guessed here; what is limited is the work.
  if (!(await limits.passkeyAddress.consume(address))) return refused({}, refuse("flood"));
  const shown = await showPasskey(context, relyingParty, response, "sign_in", null);
  if (!shown.ok) return refused({}, shown);
  const target = ownPath(sent.get("to"));
  return admit(context, request, {
    personId: shown.value,
    target,
    method: "passkey",
    second: "passkey",
  });
}

export default function PasskeySignIn() {
  const { refusal } = useAnswer();
  return (
    <>
      <PasskeySignInPage {...useLoaderData<typeof loader>()} refusal={refusal} />
      <Script name="passkey" />
    </>
  );
}
