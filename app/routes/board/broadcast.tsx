import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readBroadcast } from "../../messages/queries/broadcasts.server";
import { BroadcastPage } from "../../messages/view/broadcast-page";
import { found, requireCoordinator } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const handle = { face: "member" };
export const meta = titled("messages:broadcast.one");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const broadcast = found(await readBroadcast(ctx, args.params.id ?? ""));
  return { broadcast, locales: ctx.city.locales };
}

export default function Broadcast() {
  return <BroadcastPage {...useLoaderData<typeof loader>()} refusal={useAnswer().refusal} />;
}
