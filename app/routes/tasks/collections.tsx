import { useOutletContext } from "@remix-run/react";
import { fetchSupply } from "../../dispatch/commands/supply.server";
import type { OpenedOwnTask } from "../../dispatch/views";
import { perform } from "../answer.server";
import { SupplyStep } from "../supply-step";
import { ownTaskStep } from "./own.server";

export const action = ownTaskStep((ctx, sent, id) => perform(ctx, fetchSupply, sent, { id }));

export default function Collections() {
  const { sheet } = useOutletContext<{ sheet: OpenedOwnTask }>();
  return <SupplyStep supplies={sheet.supplies} action={`/tasks/${sheet.id}/collections`} />;
}
