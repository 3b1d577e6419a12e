import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { acceptInvitation, readInvitation } from "../../accounts/commands/accept-invitation.server";
import { LONGEST_PASSWORD } from "../../accounts/rules/password";
import { InvitationPage } from "../../accounts/view/small-pages";
import { secretHash } from "../../platform/secret.server";
import { refuse } from "../../platform/types";
import { refused } from "../answer.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";
import { enter } from "./session.server";

export const handle = { face: "member" };
export const meta = titled("account:invitation.accept");

export async function loader({ params, context }: LoaderFunctionArgs) {
  const invitation = await readInvitation(context, params.token ?? "");
  return data({ invitation }, { status: invitation ? 200 : 404 });
}

export async function action({ params, request, context }: ActionFunctionArgs) {
  const { token = "" } = params;
  const password = String((await request.formData()).get("password") ?? "");
  if (password.length > LONGEST_PASSWORD) return refused({}, refuse("account.password_long"));
  // A link that opens nothing is no reason to count.
  if (!(await readInvitation(context, token))) return refused({}, refuse("account.link_over"));
  const key = secretHash("invitation limit", token);
  if (!(await context.limits.ownPassword.consume(key))) return refused({}, refuse("flood"));
  const result = await acceptInvitation(context, token, password);
  if (!result.ok) return refused({}, result);
  return enter(context, request, result.value, "/");
}

export default function Invitation() {
  return <InvitationPage {...useAnswer()} {...useLoaderData<typeof loader>()} />;
}
