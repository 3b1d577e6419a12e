import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { proveEmail, readProof } from "../../accounts/commands/prove-email.server";
import { EmailProofPage } from "../../accounts/view/email-proof-page";
import { secretHash } from "../../platform/secret.server";
import { refuse } from "../../platform/types";
import { refused } from "../answer.server";
import { requireRecent } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const handle = { face: "member" };
export const meta = titled("account:proof.title");

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const proven = new URL(request.url).searchParams.has("proven");
  const proof = proven ? null : await readProof(context, params.token ?? "");
  return data({ proof, proven }, { status: proof || proven ? 200 : 404 });
}

/** The link is used up by this alone: programs that look into mails open links, and send no forms. */
export async function action(args: ActionFunctionArgs) {
  const { params, request, context } = args;
  const { token = "" } = params;
  const password = String((await request.formData()).get("password") ?? "").slice(0, 200);
  const proof = await readProof(context, token);
  if (!proof) return refused({}, refuse("account.link_over"));
  if (proof.own) await requireRecent(args);
  const key = secretHash("proof limit", token);
  if (!proof.own && !(await context.limits.ownPassword.consume(key)))
    return refused({}, refuse("flood"));
  const result = await proveEmail(context, token, password);
  if (!result.ok) return refused({}, result);
  return redirect(proof.own ? "/account?saved" : `/email-proofs/${token}?proven`, 303);
}

export default function EmailProof() {
  return <EmailProofPage {...useAnswer()} {...useLoaderData<typeof loader>()} />;
}
