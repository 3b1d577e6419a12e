import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
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
import { guardedConfirmation } from "./session.server";

export const handle = { face: "member" };
export const meta = titled("common:nav.account");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireMember(args);
  const { searchParams } = new URL(args.request.url);
  const saved = searchParams.has("saved");
  const sent = searchParams.has("sent");
  return { account: await readOwnAccount(ctx), saved, sent };
}

/** Contact at `/account`, its proof at `/account/proofs`, password at `/account/password`. */
export async function action(args: ActionFunctionArgs) {
  const { pathname } = new URL(args.request.url);
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

/** Whoever found somebody's session open can't guess their password there without end. */
async function newPassword(ctx: MemberCtx, sent: FormData) {
  const form = parseForm(changePasswordForm, sent);
  if (!form.ok) return wrong(form.typed, form.errors);
  const here = ctx.session?.publicId ?? null;
  const result = await guardedConfirmation(ctx, ctx.actor.personId, () =>
    changePassword(ctx, form.value, here),
  );
  return result?.ok ? redirect("/account?saved", 303) : refused({}, result ?? refuse("flood"));
}

export default function Account() {
  const { kept, ...answer } = useAnswer();
  return <AccountPage {...useLoaderData<typeof loader>()} {...answer} typed={kept} />;
}
