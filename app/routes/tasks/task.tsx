import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useOutlet } from "@remix-run/react";
import { openOwnTask } from "../../dispatch/queries/own-tasks.server";
import { OwnTaskPage } from "../../dispatch/view/own-task-page";
import { found, requireVolunteer } from "../gate.server";
import { titled } from "../titled";

export const handle = { face: "member" };
export const meta = titled("tasks:one");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireVolunteer(args);
  const sheet = found(await openOwnTask(ctx, args.params.id ?? ""));
  return { sheet, emergency: ctx.city.emergencyNumber };
}

export default function OwnTask() {
  const { sheet, emergency } = useLoaderData<typeof loader>();
  return <OwnTaskPage sheet={sheet} emergency={emergency} form={useOutlet({ sheet })} />;
}
