import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { writeBroadcast } from "../../messages/commands/write-broadcast.server";
import { districtsToWriteTo, listBroadcasts } from "../../messages/queries/broadcasts.server";
import { BroadcastsPage } from "../../messages/view/broadcasts-page";
import { answer, perform, readSent } from "../answer.server";
import { requireCoordinator } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const handle = { face: "member" };
export const meta = titled("messages:broadcast.title");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const { administrator } = ctx.actor;
  const { searchParams } = new URL(args.request.url);
  const saved = searchParams.has("saved");
  const incident = searchParams.get("incident");
  const [listed, districts] = await Promise.all([listBroadcasts(ctx), districtsToWriteTo(ctx)]);
  return { ...listed, districts, administrator, incident, locales: ctx.city.locales, saved };
}

/** Writes one; it goes to nobody yet. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const sent = await readSent(args.request, ["groups", "district"]);
  return answer(sent, await perform(ctx, writeBroadcast, sent), (id) => `/board/broadcasts/${id}`);
}

export default function Broadcasts() {
  const { kept, errors, refusal } = useAnswer();
  const shown = useLoaderData<typeof loader>();
  return <BroadcastsPage {...shown} typed={kept} errors={errors} refusal={refusal} />;
}
