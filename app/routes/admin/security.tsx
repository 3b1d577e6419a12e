import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { setGrace } from "../../accounts/commands/require-second.server";
import { readStaffSecurity } from "../../accounts/queries/staff-security.server";
import { StaffSecurityPage } from "../../accounts/view/staff-security-page";
import { answer, perform, readSent } from "../answer.server";
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
  const sent = await readSent(args.request);
  const shown = ctx.session?.assurance ?? "password";
  return answer(sent, await perform({ ...ctx, shown }, setGrace, sent), "/admin/security?saved");
}

export default function StaffSecurity() {
  return <StaffSecurityPage {...useLoaderData<typeof loader>()} {...useAnswer()} />;
}
