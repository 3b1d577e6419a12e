import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { judgeTotp, newTotpSecret, totpOf } from "../../accounts/commands/second-factor.server";
import { totpForm } from "../../accounts/form";
import { NewTotpPage, RecoveryCodesPage } from "../../accounts/view/factor-pages";
import { typedText } from "../../platform/form";
import { refuse } from "../../platform/types";
import { emptyAnswer, type FormAnswer, readSent } from "../answer.server";
import { type MemberCtx, requireRecent, statusOf } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";
import { addShown, type CodesAnswer } from "./adding.server";

export const handle = { face: "member" };
export const meta = titled("security:totp.title");

const MINUTES = 30;

/** The secret waits in the page, sealed for this person, until a code has shown that their app has it. */
const purposeOf = ({ actor }: MemberCtx) => `totp setup ${actor.personId}`;

function setupOf(ctx: MemberCtx, secret: string) {
  const sealed = ctx.keys.seal(purposeOf(ctx), `${ctx.now.getTime()} ${secret}`);
  // The host's name keeps the picture coarse enough for an old camera; a name in Cyrillic would not.
  const uri = totpOf(secret, new URL(ctx.origin).hostname).toString();
  return { secret, uri, sealed: sealed.toString("base64url") };
}

function secretIn(ctx: MemberCtx, sealed: string): string | null {
  const [made, secret] =
    ctx.keys.unseal(purposeOf(ctx), Buffer.from(sealed, "base64url"))?.split(" ") ?? [];
  const young = ctx.now.getTime() - Number(made) < MINUTES * 60_000;
  return secret && young ? secret : null;
}

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireRecent(args);
  return setupOf(ctx, newTotpSecret());
}

type Answer = FormAnswer & { setup: ReturnType<typeof setupOf> | null };

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireRecent(args);
  const sent = await readSent(args.request);
  const form = totpForm.safeParse(sent.typed);
  const secret = form.success ? secretIn(ctx, form.data.sealed) : null;
  const judged =
    form.success && secret
      ? judgeTotp(ctx, { ...form.data, secret })
      : refuse("security.setup_over");
  const added = await addShown(ctx, sent, judged);
  if (added.ok) return added.value;
  const typed = { name: typedText(sent.typed, "name") };
  const setup = secret ? setupOf(ctx, secret) : null;
  const answer = { ...emptyAnswer, typed, refusal: added, setup };
  return data<Answer>(answer, { status: statusOf(added) });
}

export default function NewTotp() {
  const setup = useLoaderData<typeof loader>();
  const answer = useActionData<Partial<Answer & CodesAnswer>>();
  const { refusal, typed } = useAnswer();
  if (answer?.codes?.length) return <RecoveryCodesPage codes={answer.codes} />;
  return (
    <NewTotpPage setup={answer?.setup ?? setup} name={typedText(typed, "name")} refusal={refusal} />
  );
}
