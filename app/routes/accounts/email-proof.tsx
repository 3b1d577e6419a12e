import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { judgeProof, proveEmail, readProof } from "../../accounts/commands/prove-email.server";
import { linkPasswordForm } from "../../accounts/form";
import { EmailProofPage } from "../../accounts/view/email-proof-page";
import { secretHash } from "../../platform/secret.server";
import { refuse } from "../../platform/types";
import { answer, inputRefusal, perform, readSent, refused } from "../answer.server";
import { requireRecent } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const handle = { face: "member" };
export const meta = titled<{ proof: unknown; proven: boolean }>(({ proof, proven }) => {
  if (proven) return "account:proof.done";
  return proof ? "account:proof.title" : "account:over.title";
});

export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const proven = new URL(request.url).searchParams.has("proven");
  const proof = proven ? null : await readProof(context, params.token ?? "");
  return data({ proof, proven }, { status: proof || proven ? 200 : 404 });
}

/** The link is used up by this alone: programs that look into mails open links, and send no forms. */
export async function action(args: ActionFunctionArgs) {
  const { params, request, context } = args;
  const { token = "" } = params;
  const sent = await readSent(request);
  const form = linkPasswordForm.safeParse(sent.typed);
  if (!form.success) return refused(sent.typed, inputRefusal(form.error));
  const proof = await readProof(context, token);
  if (proof?.own) await requireRecent(args);
  // A try counts whether or not it is right, so not in the command, of which nothing would be left.
  const counter = secretHash("proof limit", token);
  if (proof && !proof.own && !(await context.limits.ownPassword.consume(counter)))
    return refused(sent.typed, refuse("flood"));
  const judged = await judgeProof(context, token, form.data.password);
  const proven = await perform({ ...context, judged }, proveEmail, sent, { token });
  const { actor } = context;
  const isOwn = (id: string) => actor.kind === "member" && actor.personId === id;
  return answer(sent, proven, (id) =>
    isOwn(id) ? "/account?saved" : `/email-proofs/${token}?proven`,
  );
}

export default function EmailProof() {
  return <EmailProofPage {...useAnswer()} {...useLoaderData<typeof loader>()} />;
}
