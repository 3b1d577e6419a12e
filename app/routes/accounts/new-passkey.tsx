import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { addPasskey, offerRegistration } from "../../accounts/commands/passkey.server";
import { passkeyForm } from "../../accounts/form";
import { NewPasskeyPage, RecoveryCodesPage } from "../../accounts/view/factor-pages";
import { parseForm, typedText } from "../../platform/form";
import { refuse } from "../../platform/types";
import { Script } from "../../ui/script";
import { emptyAnswer, type FormAnswer } from "../answer.server";
import { requireRecent, statusOf } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";
import { afterAdding } from "./after-adding.server";

export const handle = { face: "member" };
export const meta = titled("security:passkey.title");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireRecent(args);
  return { options: ctx.relyingParty && (await offerRegistration(ctx, ctx.relyingParty)) };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireRecent(args);
  const form = parseForm(passkeyForm, await args.request.formData());
  const result =
    form.ok && ctx.relyingParty
      ? await addPasskey(ctx, ctx.relyingParty, form.value, ctx.session?.publicId ?? null)
      : refuse("security.passkey_failed");
  if (result.ok) return afterAdding(ctx, result.value.codes);
  const typed = { name: typedText(form.typed, "name").slice(0, 60) };
  const answer = { ...emptyAnswer, typed, refusal: result };
  return data<FormAnswer>(answer, { status: statusOf(result) });
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
