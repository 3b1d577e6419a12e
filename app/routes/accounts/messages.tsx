import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { setMessages } from "../../messages/commands/set-messages.server";
import { readOwnMessages } from "../../messages/queries/own-messages.server";
import { MessagesPage } from "../../messages/view/messages-page";
import { answer, perform, readSent } from "../answer.server";
import { requireMember } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const handle = { face: "member" };
export const meta = titled("messages:own.title");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireMember(args);
  const { searchParams } = new URL(args.request.url);
  const own = await readOwnMessages(ctx, ctx.channels.push.key);
  const { demo } = ctx.city;
  return { own, saved: searchParams.has("saved"), tried: searchParams.has("tried"), demo };
}

/** By what, and when not. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireMember(args);
  const sent = await readSent(args.request, ["of", "by", "on"]);
  return answer(sent, await perform(ctx, setMessages, sent), "/account/messages?saved");
}

export default function Messages() {
  const { kept, ...shown } = useAnswer();
  return <MessagesPage {...useLoaderData<typeof loader>()} {...shown} typed={kept} />;
}
