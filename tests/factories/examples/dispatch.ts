import { eq } from "drizzle-orm";
import { answerOffer } from "../../../app/dispatch/commands/answer.server";
import { createTask } from "../../../app/dispatch/commands/create-task.server";
import { offerTask } from "../../../app/dispatch/commands/offer.server";
import { completeTask, reportProgress } from "../../../app/dispatch/commands/progress.server";
import { fetchSupply, reserveFor } from "../../../app/dispatch/commands/supply.server";
import { execute } from "../../../app/platform/command.server";
import { wallTime } from "../../../app/platform/zone";
import { endRequest } from "../../../app/requests/commands/end.server";
import { triage } from "../../../app/requests/commands/triage.server";
import { setOfferState } from "../../../app/resources/commands/change-offer.server";
import { assignment, task } from "../../../drizzle/schema/dispatch";
import { offerOf } from "../offers";
import { at, value } from "../rota";
import { CITY, jobCtx, type World } from "../world";
import type { Examples } from "./example";

const wall = (hours: number) => wallTime(at(hours), CITY.zone);
const window = { from: wall(1), to: wall(3) };

/** A coordinator of the north and a request that can be worked on. */
async function waiting(world: World) {
  const coordinator = await world.person({ districts: [world.north] });
  const { id: request } = await world.request();
  const form = { priority: "high", category: "water", district: "north", people: "2", version: 1 };
  const read = { ...form, quantity: "20", id: request };
  value(await execute(coordinator.ctx(), triage, read));
  return { coordinator, request };
}

/** A task for one request. */
async function open(world: World) {
  const { coordinator, request } = await waiting(world);
  const form = { request: [request], title: "", teamSize: "1", ...window };
  const id = value(await execute(coordinator.ctx(), createTask, form));
  return { coordinator, request, id };
}

/** A task that a volunteer has been asked to take. */
async function offered(world: World) {
  const made = await open(world);
  const volunteer = await world.person({ standing: "verified" });
  const offer = { id: made.id, people: [volunteer.id], minutes: "60", word: "" };
  value(await execute(made.coordinator.ctx(), offerTask, offer));
  const rows = world.db.select().from(assignment).where(eq(assignment.taskId, made.id));
  const [part] = await rows;
  return { ...made, volunteer, part: part!.id };
}

/** A task that a volunteer has taken. */
async function taken(world: World) {
  const made = await offered(world);
  value(await execute(made.volunteer.ctx(), answerOffer, { id: made.id, answer: "yes" }));
  return made;
}

/** A task that its volunteer is on the way to. */
async function underWay(world: World) {
  const made = await taken(world);
  value(await execute(made.volunteer.ctx(), reportProgress, { id: made.id, to: "en_route" }));
  return made;
}

/** A task that its volunteer says is done. */
async function done(world: World) {
  const made = await underWay(world);
  const report = { id: made.id, [`amount-${made.request}`]: "20" };
  value(await execute(made.volunteer.ctx(at(2)), completeTask, report));
  const [row] = await world.db.select().from(task).where(eq(task.id, made.id));
  return { ...made, version: row!.version };
}

/** Something that can be reserved. */
export async function verified(world: World) {
  const owner = await world.person({ standing: "verified" });
  const keeper = await world.person({ districts: [world.north] });
  const { id } = value(await offerOf(owner, "north"));
  value(await execute(keeper.ctx(), setOfferState, { id, to: "verified", version: 1 }));
  return { owner, keeper, offer: id };
}

/** Something that is reserved for a task with a volunteer. */
export async function reserved(world: World) {
  const made = await taken(world);
  const { offer } = await verified(world);
  const wish = { id: made.id, offer, quantity: "2", ...window };
  const reservation = value(await execute(made.coordinator.ctx(), reserveFor, wish));
  return { ...made, offer, reservation };
}

/** Something that the volunteer has fetched. */
export async function lent(world: World) {
  const made = await reserved(world);
  const { id, reservation, volunteer } = made;
  value(await execute(volunteer.ctx(at(1)), fetchSupply, { id, reservation, count: "2" }));
  return made;
}

export const dispatchExamples: Examples = {
  "task.create": async (world) => {
    const { coordinator, request } = await waiting(world);
    const words = { title: "", briefing: "Дзвонити двічі", checklist: "Ключі\nЛіхтар" };
    const form = { ...words, ...window, teamSize: "2", skills: ["driving"], district: "" };
    return { ctx: coordinator.ctx(), input: { ...form, request: [request] } };
  },
  "task.offer": async (world) => {
    const { coordinator, id } = await open(world);
    const { id: volunteer } = await world.person({ standing: "verified" });
    const input = { id, people: [volunteer], minutes: "60", word: "" };
    return { ctx: coordinator.ctx(), input };
  },
  "task.end": async (world) => {
    const { coordinator, id } = await open(world);
    const input = { id, to: "failed", reason: "nobody_there", version: "1" };
    return { ctx: coordinator.ctx(), input };
  },
  "task.confirm": async (world) => {
    const { coordinator, request, id, version } = await done(world);
    const input = { id, version, [`amount-${request}`]: "8,5" };
    return { ctx: coordinator.ctx(at(2)), input };
  },
  "task.return": async (world) => {
    const { coordinator, id, version } = await done(world);
    return { ctx: coordinator.ctx(at(2)), input: { id, version } };
  },
  "task.cancel-unneeded": async (world) => {
    const { coordinator, request, id } = await taken(world);
    const ending = { id: request, how: "cancel", reason: "not_needed", version: 3 };
    value(await execute(coordinator.ctx(), endRequest, ending));
    return { ctx: jobCtx(world.db), input: { task: id } };
  },
  "assignment.answer": async (world) => {
    const { volunteer, id } = await offered(world);
    return { ctx: volunteer.ctx(), input: { id, answer: "yes" } };
  },
  "assignment.withdraw": async (world) => {
    const { volunteer, id } = await taken(world);
    return { ctx: volunteer.ctx(), input: { id, reason: "unwell", note: "Захворіла" } };
  },
  "assignment.expire": async (world) => {
    const { part } = await offered(world);
    return { ctx: jobCtx(world.db, at(1)), input: { assignment: part } };
  },
  "assignment.release": async (world) => {
    const { coordinator, id, part } = await taken(world);
    return { ctx: coordinator.ctx(), input: { id, assignment: part } };
  },
  "assignment.release-suspended": async (world) => {
    const { part } = await taken(world);
    return { ctx: jobCtx(world.db), input: { assignment: part } };
  },
  "assignment.progress": async (world) => {
    const { volunteer, id } = await taken(world);
    return { ctx: volunteer.ctx(), input: { id, to: "en_route" } };
  },
  "assignment.complete": async (world) => {
    const { volunteer, request, id } = await underWay(world);
    const input = { id, [`outcome-${request}`]: "whole", ticked: ["0"], note: "Усе гаразд" };
    return { ctx: volunteer.ctx(at(2)), input };
  },
  "reservation.hold": async (world) => {
    const { coordinator, id } = await open(world);
    const { offer } = await verified(world);
    return { ctx: coordinator.ctx(), input: { id, offer, quantity: "1", ...window } };
  },
  "reservation.release": async (world) => {
    const { coordinator, id, reservation } = await reserved(world);
    return { ctx: coordinator.ctx(), input: { id, reservation } };
  },
  "reservation.hand-over": async (world) => {
    const { volunteer, id, reservation } = await reserved(world);
    return { ctx: volunteer.ctx(at(1)), input: { id, reservation, count: "1" } };
  },
  "reservation.bring-back": async (world) => {
    const { volunteer, id, reservation } = await lent(world);
    const input = { id, reservation, count: "1", condition: "damaged", note: "Одного немає" };
    return { ctx: volunteer.ctx(at(2)), input };
  },
  "reservation.take-back": async (world) => {
    const { coordinator, id, reservation } = await lent(world);
    return { ctx: coordinator.ctx(at(2)), input: { id, reservation, count: "2", note: "" } };
  },
};
