import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listTasks } from "../../dispatch/queries/tasks.server";
import { TasksPage } from "../../dispatch/view/tasks-page";
import { BoardKeys } from "../../ui/board-keys";
import { requireCoordinator } from "../gate.server";
import { titled } from "../titled";

export const handle = { face: "board" };
export const meta = titled("common:nav.tasks");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const over = new URL(args.request.url).searchParams.get("show") === "over";
  const group = over ? ("over" as const) : ("live" as const);
  return { tasks: await listTasks(ctx, group), group };
}

export default function Tasks() {
  return (
    <>
      <TasksPage {...useLoaderData<typeof loader>()} />
      <BoardKeys />
    </>
  );
}
