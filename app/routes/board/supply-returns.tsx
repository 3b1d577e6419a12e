import { useOutletContext } from "@remix-run/react";
import { takeBack } from "../../dispatch/commands/supply.server";
import type { OpenedTask } from "../../dispatch/views";
import { perform } from "../answer.server";
import { SupplyStep } from "../supply-step";
import { taskStep } from "./task.server";

export const action = taskStep((ctx, sent, id) => perform(ctx, takeBack, sent, { id }), {
  hash: "#supplies",
});

export default function SupplyReturns() {
  const { opened } = useOutletContext<{ opened: OpenedTask }>();
  const { task, supplies } = opened;
  return <SupplyStep supplies={supplies} action={`/board/tasks/${task.id}/supplies/returns`} />;
}
