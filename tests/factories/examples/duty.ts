import { setDuty } from "../../../app/duty/commands/duty.server";
import { offerHandover } from "../../../app/duty/commands/handover.server";
import { SECTIONS } from "../../../app/duty/types";
import { execute } from "../../../app/platform/command.server";
import type { World } from "../world";
import type { Examples } from "./example";

const coordinator = async (world: World) =>
  (await world.person({ districts: [world.north] })).ctx();

/** Somebody on duty for the north. */
export async function onDuty(world: World) {
  const ctx = await coordinator(world);
  const begun = await execute(ctx, setDuty, { district: ["north"] });
  if (!begun.ok) throw new Error(begun.code);
  return ctx;
}

/** What they leave to the next; gives its id. */
export async function waitingHandover(world: World, note = "Call the hospital at five") {
  const ctx = await onDuty(world);
  const made = await execute(ctx, offerHandover, { note });
  if (!made.ok) throw new Error(made.code);
  return { ctx, id: made.value.id };
}

export const dutyExamples: Examples = {
  "duty.set": async (world) => ({ ctx: await coordinator(world), input: { district: ["north"] } }),
  "handover.offer": async (world) => ({ ctx: await onDuty(world), input: { note: "Quiet" } }),
  "handover.withdraw": async (world) => {
    const { ctx, id } = await waitingHandover(world);
    return { ctx, input: { id, version: 1 } };
  },
  "handover.take": async (world) => {
    const { id } = await waitingHandover(world);
    return { ctx: await coordinator(world), input: { id, version: 1, read: [...SECTIONS] } };
  },
};
