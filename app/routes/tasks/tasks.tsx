import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listOwnTasks } from "../../dispatch/queries/own-tasks.server";
import { OwnTasksPage } from "../../dispatch/view/own-tasks-page";
import { requireVolunteer } from "../gate.server";
import { titled } from "../titled";

export const handle = { face: "member" };
export const meta = titled("common:nav.myTasks");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireVolunteer(args);
  return { ...(await listOwnTasks(ctx)), standing: ctx.actor.standing };
}

export default function OwnTasks() {
  return <OwnTasksPage {...useLoaderData<typeof loader>()} />;
}
