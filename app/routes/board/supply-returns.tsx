import { useOutletContext } from "@remix-run/react";
import { takeBack } from "../../dispatch/commands/supply.server";
import type { OpenTask } from "../../dispatch/view/task-page";
import { perform } from "../answer.server";
import { SupplyStep } from "../supply-step";
import { taskStep } from "./task.server";

export const action = taskStep((ctx, sent, id) => perform(ctx, takeBack, sent, { id }), {
  hash: "#supplies",
});

export default function SupplyReturns() {
  const { opened } = useOutletContext<{ opened: OpenTask }>();
  const { task, supplies } = opened;
  return <SupplyStep supplies={supplies} action={`/board/tasks/${task.id}/supplies/returns`} />;
}
