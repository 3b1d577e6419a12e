import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readFreeTime } from "../../accounts/queries/own.server";
import { readUsualVerification } from "../../accounts/queries/usual-verification.server";
import { FreeTime } from "../../accounts/view/free-time";
import { listOwnTasks } from "../../dispatch/queries/own-tasks.server";
import { OwnTasksPage } from "../../dispatch/view/own-tasks-page";
import { requireVolunteer } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const handle = { face: "member" };
export const meta = titled("common:nav.myTasks");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireVolunteer(args);
  const { standing } = ctx.actor;
  const [tasks, freeUntil, usual] = await Promise.all([
    listOwnTasks(ctx),
    readFreeTime(ctx),
    standing === "unverified" ? readUsualVerification(ctx) : null,
  ]);
  return { ...tasks, freeUntil, usual, standing, emergency: ctx.city.emergencyNumber };
}

export default function OwnTasks() {
  const { freeUntil, ...tasks } = useLoaderData<typeof loader>();
  return <OwnTasksPage {...tasks} free={<FreeTime until={freeUntil} {...useAnswer()} />} />;
}
