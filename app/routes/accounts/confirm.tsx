import { createHmac } from "node:crypto";
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { factorKinds } from "../../accounts/commands/enter.server";
import { offerPasskey, showPasskey } from "../../accounts/commands/passkey.server";
import { hasPassword, showPassword } from "../../accounts/commands/show-again.server";
import { showCode } from "../../accounts/commands/show-second.server";
import { LONGEST_PASSWORD } from "../../accounts/rules/password";
import type { Assurance } from "../../accounts/types";
import { ConfirmPage } from "../../accounts/view/confirm-page";
import { ownPath } from "../../platform/own-path";
import { isSecret } from "../../platform/secret-field";
import { done, type Result, refuse } from "../../platform/types";
import { Script } from "../../ui/script";
import { emptyAnswer, type FormAnswer } from "../answer.server";
import { type MemberCtx, requireMember, statusOf } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";
import { guardedConfirmation } from "./session.server";

export const handle = { face: "member" };
export const meta = titled("security:confirm.title");

type Fields = [name: string, value: string][];
type Answer = FormAnswer & { fields: Fields | null };

const targetOf = (request: Request) => ownPath(new URL(request.url).searchParams.get("to"));

/** Whoever has a second factor shows it: a password alone gives nothing back. */
const needsSecond = ({ session }: MemberCtx) => Boolean(session?.hasSecondFactor);

/** Whose form travels: another person's, on the same phone, is not sent on in this one's name. */
const tagOf = ({ keys, actor }: MemberCtx) =>
  createHmac("sha256", keys.signing("carried form")).update(actor.personId).digest("base64url");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireMember(args);
  const { personId } = ctx.actor;
  const { relyingParty } = ctx;
  const [kinds, password, options] = await Promise.all([
    factorKinds(ctx, personId),
    hasPassword(ctx),
    relyingParty && offerPasskey(ctx, relyingParty, "confirm", personId),
  ]);
  return {
    to: targetOf(args.request),
    asksPassword: password && !needsSecond(ctx),
    hasApp: kinds.includes("totp"),
    hasFactor: kinds.length > 0,
    options,
    tag: tagOf(ctx),
  };
}

/**
 * A form of another page that came too late (307) is kept as hidden fields; after the proof the browser sends them on
 * to where they were meant for (307 again). Files do not travel.
 */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireMember(args);
  const sent = await args.request.formData();
  const step = sent.get("confirm_step");
  const texts = [...sent].filter((pair): pair is [string, string] => typeof pair[1] === "string");
  const carried: Fields = texts.filter(([name]) => !name.startsWith("confirm_"));
  // A secret never travels in a page: what was typed there is typed again.
  const hasSecret = carried.some(([name]) => isSecret(name));
  const isOwn = step !== "send" || sent.get("confirm_for") === tagOf(ctx);
  const fields = step === "open" || hasSecret || !isOwn ? null : carried;
  if (step !== "open" && step !== "send") return data<Answer>({ ...emptyAnswer, fields });
  const { personId } = ctx.actor;
  const result = await guardedConfirmation(ctx, personId, () => prove(ctx, sent));
  const cookie =
    result?.ok && ctx.session
      ? await ctx.sessions.renew(ctx.session.sessionId, result.value)
      : null;
  if (result?.ok && cookie) {
    ctx.setHeader("Set-Cookie", cookie);
    const to = targetOf(args.request);
    return fields ? redirect(to, 307) : redirect(to === "/" ? "/start" : to, 303);
  }
  // Right, but the session has ended meanwhile.
  if (result?.ok) return redirect("/sign-in", 303);
  const refusal = result ?? refuse("flood");
  return data<Answer>({ ...emptyAnswer, refusal, fields }, { status: statusOf(refusal) });
}

async function prove(ctx: MemberCtx, sent: FormData): Promise<Result<Assurance>> {
  const text = (name: string) => String(sent.get(name) ?? "");
  const { personId } = ctx.actor;
  const response = text("confirm_secret_response");
  const code = text("confirm_secret_code");
  if (response && ctx.relyingParty) {
    const shown = await showPasskey(ctx, ctx.relyingParty, response, "confirm", personId);
    return shown.ok ? done("second") : shown;
  }
  if (code) {
    const shown = await showCode(ctx, personId, code);
    return shown.ok ? done("second") : shown;
  }
  const password = text("confirm_password");
  if (password.length > LONGEST_PASSWORD || needsSecond(ctx))
    return refuse("account.wrong_password");
  const shown = await showPassword(ctx, password);
  return shown.ok ? done("password") : shown;
}

export default function Confirm() {
  const { refusal } = useAnswer();
  const answer = useActionData<Answer>();
  return (
    <>
      <ConfirmPage
        {...useLoaderData<typeof loader>()}
        fields={answer?.fields ?? null}
        refusal={refusal}
      />
      <Script name="passkey" />
    </>
  );
}
