import { closeIncident, openIncident } from "../../../app/incidents/commands/keep-incident.server";
import { execute } from "../../../app/platform/command.server";
import { jobCtx, NOON, type World } from "../world";
import type { Examples } from "./example";

const administrator = async (world: World) => (await world.person({ administrator: true })).ctx();
const form = {
  name: "Blackout",
  starts: new Date(NOON.getTime() - 3_600_000).toISOString(),
  districts: ["north"],
};

async function opened(world: World) {
  const ctx = await administrator(world);
  const made = await execute(ctx, openIncident, form);
  if (!made.ok) throw new Error(made.code);
  return { ctx, id: made.value.id };
}

export const incidentExamples: Examples = {
  "incident.open": async (world) => ({ ctx: await administrator(world), input: form }),
  "incident.edit": async (world) => {
    const { ctx, id } = await opened(world);
    return { ctx, input: { ...form, id, version: 1, name: "Storm" } };
  },
  "incident.close": async (world) => {
    const { ctx, id } = await opened(world);
    return { ctx, input: { id, version: 1, ends: "" } };
  },
  "incident.reopen": async (world) => {
    const { ctx, id } = await opened(world);
    await execute(ctx, closeIncident, { id, version: 1, ends: "" });
    return { ctx, input: { id, version: 2 } };
  },
  "request.set-incident": async (world) => {
    const { ctx, id } = await opened(world);
    const { id: request, incidentId } = await world.request();
    return { ctx, input: { id: request, incident: incidentId === id ? "" : id } };
  },
  "request.take-into-incident": async (world) => {
    const { id: incident } = await opened(world);
    return { ctx: jobCtx(world.db), input: { incident } };
  },
  "shift.take-into-incident": async (world) => {
    const { id: incident } = await opened(world);
    return { ctx: jobCtx(world.db), input: { incident } };
  },
};
