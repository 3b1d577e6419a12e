import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { invitationLink, invite } from "../../accounts/commands/invite.server";
import { readCoordinators } from "../../accounts/queries/coordinators.server";
import { CoordinatorsPage } from "../../accounts/view/coordinators-page";
import { newSecret } from "../../platform/secret.server";
import { emptyAnswer, type FormAnswer, perform, readSent, refused } from "../answer.server";
import { requireRecentAdministrator } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const meta = titled("admin:menu.coordinators");

export async function loader(args: LoaderFunctionArgs) {
  return readCoordinators(await requireRecentAdministrator(args));
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

type InvitationAnswer = FormAnswer & { link: string | null; made: boolean };

export default function Coordinators() {
  const answer = useActionData<Partial<InvitationAnswer>>();
  return (
    <CoordinatorsPage
      {...useLoaderData<typeof loader>()}
      {...useAnswer()}
      made={answer?.made ?? false}
      link={answer?.link ?? null}
    />
  );
}
