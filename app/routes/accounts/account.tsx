import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { editContact } from "../../accounts/commands/edit-own.server";
import { readOwnAccount } from "../../accounts/queries/own.server";
import { AccountPage } from "../../accounts/view/account-page";
import { answer, perform, readSent } from "../answer.server";
import { requireMember, requireRecent } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const handle = { face: "member" };
export const meta = titled("common:nav.account");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireMember(args);
  const { searchParams } = new URL(args.request.url);
  const saved = searchParams.has("saved");
  const sent = searchParams.has("sent");
  // A wrong code comes back to where it is asked.
  const coded = searchParams.has("code") || new URL(args.request.url).pathname.endsWith("proofs");
  const texts = Boolean(ctx.channels.sms.jobs.sms);
  return { account: await readOwnAccount(ctx), saved, sent, coded, texts };
}

/** Name, contact and language. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireRecent(args);
  const sent = await readSent(args.request);
  return answer(sent, await perform(ctx, editContact, sent), "/account?saved");
}

export default function Account() {
  const { kept, ...shown } = useAnswer();
  return <AccountPage {...useLoaderData<typeof loader>()} {...shown} typed={kept} />;
}
