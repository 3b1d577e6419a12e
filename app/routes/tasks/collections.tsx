import { useOutletContext } from "@remix-run/react";
import { fetchSupply } from "../../dispatch/commands/supply.server";
import type { OwnSheet } from "../../dispatch/view/own-task-page";
import { perform } from "../answer.server";
import { SupplyStep } from "../supply-step";
import { ownTaskStep } from "./own.server";

export const action = ownTaskStep((ctx, sent, id) => perform(ctx, fetchSupply, sent, { id }));

export default function Collections() {
  const { sheet } = useOutletContext<{ sheet: OwnSheet }>();
  return <SupplyStep supplies={sheet.supplies} action={`/tasks/${sheet.id}/collections`} />;
}
