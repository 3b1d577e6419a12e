import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readMailbox } from "../../messages/queries/mailbox.server";
import { MailboxPage } from "../../messages/view/mailbox-page";
import { found } from "../gate.server";
import { titled } from "../titled";

export const handle = { face: "member" };
export const meta = titled("mail:mailbox.title");

/** Exists in a demo only. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  found(context.city.demo || null);
  const before = Number(new URL(request.url).searchParams.get("before"));
  return readMailbox(context.db, Number.isInteger(before) && before > 0 ? before : null);
}

export default function Mailbox() {
  return <MailboxPage {...useLoaderData<typeof loader>()} />;
}
