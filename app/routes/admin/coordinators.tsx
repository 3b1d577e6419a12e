import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { invitationLink, invite } from "../../accounts/commands/invite.server";
import { readCoordinators } from "../../accounts/queries/coordinators.server";
import { reachOf } from "../../accounts/queries/reach-of.server";
import { CoordinatorsPage, type WantedReach } from "../../accounts/view/coordinators-page";
import { newSecret } from "../../platform/secret.server";
import { emptyAnswer, type FormAnswer, perform, readSent, refused } from "../answer.server";
import { type MemberCtx, requireRecentAdministrator } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const meta = titled("admin:menu.coordinators");

/** Whose reach was just made smaller, and what it was: one press gives it back. */
async function changedOf(ctx: MemberCtx, asked: URLSearchParams) {
  const now = await reachOf(ctx.db, asked.get("changed") ?? "");
  if (!now) return null;
  const { id, name, version } = now;
  const districts = (asked.get("districts") ?? "").split(",").filter(Boolean);
  return { id, name, version, districts, administrator: asked.get("administrator") === "yes" };
}

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireRecentAdministrator(args);
  const { searchParams } = new URL(args.request.url);
  const name = (searchParams.get("q") ?? "").slice(0, 100);
  const changed = await changedOf(ctx, searchParams);
  return { ...(await readCoordinators(ctx, name)), changed, named: name };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireRecentAdministrator(args);
  const sent = await readSent(args.request, ["districts"]);
  const secret = newSecret();
  const made = await perform({ ...ctx, secret }, invite, sent);
  if (!made.ok) return refused(sent.typed, made);
  // Shown once, for somebody whom mail does not reach: what is sent again has made no link.
  const link = made.repeated ? null : invitationLink(ctx.origin, secret);
  return data<InvitationAnswer>({ ...emptyAnswer, link, made: true });
}

export type ReachAnswer = FormAnswer & { wanted: WantedReach };
type InvitationAnswer = FormAnswer & { link: string | null; made: boolean };

export default function Coordinators() {
  const answer = useActionData<Partial<InvitationAnswer & ReachAnswer>>();
  return (
    <CoordinatorsPage
      {...useLoaderData<typeof loader>()}
      {...useAnswer()}
      made={answer?.made ?? false}
      link={answer?.link ?? null}
      wanted={answer?.wanted ?? null}
    />
  );
}
