import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { revokeOtherSessions, revokeSession } from "../../accounts/adapter.server";
import { editContact } from "../../accounts/commands/edit-own.server";
import { sendProofAgain } from "../../accounts/commands/prove-email.server";
import { changePassword } from "../../accounts/commands/reset-password.server";
import { changePasswordForm, contactForm } from "../../accounts/form";
import { readOwnAccount } from "../../accounts/queries/own.server";
import { AccountPage } from "../../accounts/view/account-page";
import { parseForm } from "../../platform/form";
import { refuse } from "../../platform/types";
import { refused, wrong } from "../answer.server";
import { type MemberCtx, requireMember, requireRecent } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const handle = { face: "member" };
export const meta = titled("common:nav.account");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireRecent(args);
  const { searchParams } = new URL(args.request.url);
  const saved = searchParams.has("saved");
  const sent = searchParams.has("sent");
  return { account: await readOwnAccount(ctx), here: ctx.session?.publicId ?? "", saved, sent };
}

/** Contact at `/account`, its proof at `/account/proofs`, password at `/account/password`, sessions at `/account/sessions/:id`. */
export async function action(args: ActionFunctionArgs) {
  const { pathname } = new URL(args.request.url);
  const { session } = args.params;
  if (session) return endSession(await requireMember(args), session);
  const ctx = await requireRecent(args);
  if (pathname.startsWith("/account/proofs")) {
    const sent = await sendProofAgain(ctx);
    return sent.ok ? redirect("/account?sent", 303) : refused({}, sent);
  }
  const sent = await args.request.formData();
  if (pathname.startsWith("/account/password")) return newPassword(ctx, sent);
  const form = parseForm(contactForm, sent);
  if (!form.ok) return wrong(form.typed, form.errors);
  const result = await editContact({ ...ctx, callingCode: ctx.city.callingCode }, form.value);
  return result.ok ? redirect("/account?saved", 303) : refused(form.typed, result);
}

async function endSession(ctx: MemberCtx, publicId: string) {
  const { personId } = ctx.actor;
  const here = ctx.session?.publicId ?? null;
  if (publicId === "others") await revokeOtherSessions(ctx.db, personId, here);
  else await revokeSession(ctx.db, personId, publicId);
  return redirect("/account#sessions", 303);
}

/** Whoever found somebody's session open can't guess their password there without end. */
async function newPassword(ctx: MemberCtx, sent: FormData) {
  const form = parseForm(changePasswordForm, sent);
  if (!form.ok) return wrong(form.typed, form.errors);
  const { personId } = ctx.actor;
  if (!(await ctx.limits.ownPassword.consume(personId))) return refused({}, refuse("flood"));
  const result = await changePassword(ctx, form.value, ctx.session?.publicId ?? null);
  if (!result.ok) return refused({}, result);
  await ctx.limits.ownPassword.forget(personId);
  return redirect("/account?saved", 303);
}

export default function Account() {
  const { kept, ...answer } = useAnswer();
  return <AccountPage {...useLoaderData<typeof loader>()} {...answer} typed={kept} />;
}
