import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import {
  acceptInvitation,
  judgeInvitation,
  readInvitation,
} from "../../accounts/commands/accept-invitation.server";
import { linkPasswordForm } from "../../accounts/form";
import { InvitationPage } from "../../accounts/view/small-pages";
import { secretHash } from "../../platform/secret.server";
import { refuse } from "../../platform/types";
import { inputRefusal, perform, readSent, refused } from "../answer.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";
import { enterAfter } from "./session.server";

export const handle = { face: "member" };
export const meta = titled<{ invitation: unknown }>(({ invitation }) =>
  invitation ? "account:invitation.accept" : "account:over.title",
);

export async function loader({ params, context }: LoaderFunctionArgs) {
  const invitation = await readInvitation(context, params.token ?? "");
  return data({ invitation }, { status: invitation ? 200 : 404 });
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const { token = "" } = params;
  const sent = await readSent(request);
  const form = linkPasswordForm.safeParse(sent.typed);
  if (!form.success) return refused(sent.typed, inputRefusal(form.error));
  const { password } = form.data;
  // A link that opens nothing is no reason to count. Others count whether or not the try is right, so before the command.
  const open = await readInvitation(context, token);
  const counter = secretHash("invitation limit", token);
  if (open && !(await context.limits.ownPassword.consume(counter)))
    return refused(sent.typed, refuse("flood"));
  const judged = await judgeInvitation(context, token, password);
  const accepted = await perform({ ...context, judged }, acceptInvitation, sent, { token });
  return enterAfter(context, request, sent, accepted, { password, to: "/" });
}

export default function Invitation() {
  return <InvitationPage {...useAnswer()} {...useLoaderData<typeof loader>()} />;
}
