import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { judgePasskey, offerRegistration } from "../../accounts/commands/passkey.server";
import { NewPasskeyPage, RecoveryCodesPage } from "../../accounts/view/factor-pages";
import { typedText } from "../../platform/form";
import { refuse } from "../../platform/types";
import { Script } from "../../ui/script";
import { emptyAnswer, type FormAnswer, readSent } from "../answer.server";
import { requireRecent, statusOf } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";
import { addShown } from "./adding.server";

export const handle = { face: "member" };
export const meta = titled("security:passkey.title");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireRecent(args);
  return { options: ctx.relyingParty && (await offerRegistration(ctx, ctx.relyingParty)) };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireRecent(args);
  const sent = await readSent(args.request);
  // A challenge is used up by whatever answers it, so before the command, of which nothing would be left.
  const judged = ctx.relyingParty
    ? await judgePasskey(ctx, ctx.relyingParty, typedText(sent.typed, "secret_response"))
    : refuse("security.passkey_failed");
  const added = await addShown(ctx, sent, judged);
  if (added.ok) return added.value;
  const typed = { name: typedText(sent.typed, "name") };
  const answer = { ...emptyAnswer, typed, refusal: added };
  return data<FormAnswer>(answer, { status: statusOf(added) });
}

export default function NewPasskey() {
  const { options } = useLoaderData<typeof loader>();
  const answer = useActionData<{ codes?: string[] }>();
  const { refusal, typed } = useAnswer();
  if (answer?.codes?.length) return <RecoveryCodesPage codes={answer.codes} />;
  return (
    <>
      <NewPasskeyPage options={options} name={typedText(typed, "name")} refusal={refusal} />
      <Script name="passkey" />
    </>
  );
}
