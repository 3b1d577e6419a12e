import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { setGrace } from "../../accounts/commands/require-second.server";
import { graceForm } from "../../accounts/form";
import { readStaffSecurity } from "../../accounts/queries/staff-security.server";
import { StaffSecurityPage } from "../../accounts/view/staff-security-page";
import { parseForm } from "../../platform/form";
import { refused, wrong } from "../answer.server";
import { requireRecentAdministrator } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const meta = titled("security:title");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireRecentAdministrator(args);
  return {
    ...(await readStaffSecurity(ctx)),
    now: ctx.now,
    demo: ctx.city.demo,
    reader: ctx.actor.personId,
    saved: new URL(args.request.url).searchParams.has("saved"),
  };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireRecentAdministrator(args);
  const form = parseForm(graceForm, await args.request.formData());
  if (!form.ok) return wrong(form.typed, form.errors);
  const result = await setGrace(ctx, form.value, ctx.session?.assurance ?? "password");
  return result.ok ? redirect("/admin/security?saved", 303) : refused(form.typed, result);
}

export default function StaffSecurity() {
  return <StaffSecurityPage {...useLoaderData<typeof loader>()} {...useAnswer()} />;
}
