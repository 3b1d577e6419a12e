import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { editContact } from "../../accounts/commands/edit-own.server";
import { changePassword } from "../../accounts/commands/reset-password.server";
import { changePasswordForm, contactForm } from "../../accounts/form";
import { readOwnAccount } from "../../accounts/queries/own.server";
import { AccountPage } from "../../accounts/view/account-page";
import { parseForm } from "../../platform/form";
import { refuse } from "../../platform/types";
import { refused, wrong } from "../answer.server";
import { requireMember, requireRecent } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";
import { guardedConfirmation } from "./session.server";

export const handle = { face: "member" };
export const meta = titled("common:nav.account");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireMember(args);
  const saved = new URL(args.request.url).searchParams.has("saved");
  return { account: await readOwnAccount(ctx), saved };
}

/** Contact at `/account`, password at `/account/password`. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireRecent(args);
  const { pathname } = new URL(args.request.url);
  const sent = await args.request.formData();
  if (pathname.startsWith("/account/password")) {
    const form = parseForm(changePasswordForm, sent);
    if (!form.ok) return wrong(form.typed, form.errors);
    const here = ctx.session?.publicId ?? null;
    const result = await guardedConfirmation(ctx, ctx.actor.personId, () =>
      changePassword(ctx, form.value, here),
    );
    return result?.ok ? redirect("/account?saved", 303) : refused({}, result ?? refuse("flood"));
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
