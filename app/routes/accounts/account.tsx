import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { revokeOtherSessions, revokeSession } from "../../accounts/adapter.server";
import { editContact } from "../../accounts/commands/edit-own.server";
import { changePassword } from "../../accounts/commands/reset-password.server";
import { changePasswordForm, contactForm } from "../../accounts/form";
import { readOwnAccount } from "../../accounts/queries/own.server";
import { AccountPage } from "../../accounts/view/account-page";
import { parseForm } from "../../platform/form";
import { refused, wrong } from "../answer.server";
import { requireMember } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const handle = { face: "member" };
export const meta = titled("common:nav.account");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireMember(args);
  const saved = new URL(args.request.url).searchParams.has("saved");
  return { account: await readOwnAccount(ctx), here: ctx.session?.publicId ?? "", saved };
}

/** Contact at `/account`, password at `/account/password`, sessions at `/account/sessions/:id`. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireMember(args);
  const { personId } = ctx.actor;
  const here = ctx.session?.publicId ?? null;
  const { pathname } = new URL(args.request.url);
  const { session } = args.params;
  if (session) {
    if (session === "others") await revokeOtherSessions(ctx.db, personId, here);
    else await revokeSession(ctx.db, personId, session);
    return redirect("/account#sessions", 303);
  }
  const sent = await args.request.formData();
  if (pathname.startsWith("/account/password")) {
    const form = parseForm(changePasswordForm, sent);
    if (!form.ok) return wrong(form.typed, form.errors);
    const result = await changePassword(ctx, form.value, here);
    return result.ok ? redirect("/account?saved", 303) : refused({}, result);
  }
  const form = parseForm(contactForm, sent);
  if (!form.ok) return wrong(form.typed, form.errors);
  const result = await editContact({ ...ctx, callingCode: ctx.city.callingCode }, form.value);
  return result.ok ? redirect("/account?saved", 303) : refused(form.typed, result);
}

export default function Account() {
  const { kept, ...answer } = useAnswer();
  return <AccountPage {...useLoaderData<typeof loader>()} {...answer} typed={kept} />;
}
