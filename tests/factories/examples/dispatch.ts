import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { answerOffer } from "../../../app/dispatch/commands/answer.server";
import { createTask } from "../../../app/dispatch/commands/create-task.server";
import { offerTask } from "../../../app/dispatch/commands/offer.server";
import { completeTask, reportProgress } from "../../../app/dispatch/commands/progress.server";
import { askSafety, noteSilence } from "../../../app/dispatch/commands/safety.server";
import { askComing } from "../../../app/dispatch/commands/still-coming.server";
import { fetchSupply, reserveFor } from "../../../app/dispatch/commands/supply.server";
import { lineOf, personOn } from "../../../app/dispatch/rules/plan-line";
import { execute } from "../../../app/platform/command.server";
import { wallTime } from "../../../app/platform/zone";
import { endRequest, reopenRequest } from "../../../app/requests/commands/end.server";
import { triage } from "../../../app/requests/commands/triage.server";
import { setOfferState } from "../../../app/resources/commands/change-offer.server";
import { makeOffer } from "../../../app/resources/commands/make-offer.server";
import { assignment, task } from "../../../drizzle/schema/dispatch";
import { category } from "../../../drizzle/schema/districts";
import { request } from "../../../drizzle/schema/requests";
import { at, value } from "../rota";
import { CITY, jobCtx, type World } from "../world";
import type { Examples } from "./example";

const wall = (hours: number) => wallTime(at(hours), CITY.zone);

/** A task of one request as its form sends it. */
const form = (ids: string[]) => ({
  request: ids,
  title: "",
  briefing: "Візок у під’їзді",
  checklist: "Ключі\nЛіхтар",
  from: wall(1),
  to: wall(3),
  teamSize: "1",
  skills: [],
  district: "",
});

/** A coordinator, and a request that waits for somebody to go. */
async function triaged(world: World) {
  const coordinator = await world.person({ districts: [world.north], name: "Ганна" });
  const { id } = await world.request();
  const placed = { priority: "high", category: "water", district: "north", people: "2" };
  value(await execute(coordinator.ctx(), triage, { ...placed, quantity: "8", id, version: 1 }));
  return { coordinator, served: id };
}

/** A task, and a volunteer to whom it is offered. */
async function offered(world: World) {
  const { coordinator, served } = await triaged(world);
  const id = value(await execute(coordinator.ctx(), createTask, form([served])));
  const helper = await world.person({ standing: "verified" });
  const asked = { id, people: [helper.id], minutes: "60", word: "" };
  value(await execute(coordinator.ctx(), offerTask, asked));
  const ofHelper = and(eq(assignment.taskId, id), eq(assignment.personId, helper.id));
  const [row] = await world.db.select().from(assignment).where(ofHelper);
  return { coordinator, served, id, helper, part: row!.id };
}

async function accepted(world: World) {
  const all = await offered(world);
  value(await execute(all.helper.ctx(), answerOffer, { id: all.id, answer: "yes" }));
  return all;
}

async function underWay(world: World) {
  const all = await accepted(world);
  value(await execute(all.helper.ctx(), reportProgress, { id: all.id, to: "en_route" }));
  return all;
}

/** Somebody has been at a door for longer than the task takes, and is asked whether they are all right. */
async function askedIfSafe(world: World) {
  const all = await underWay(world);
  value(await execute(all.helper.ctx(), reportProgress, { id: all.id, to: "on_site" }));
  value(await execute(jobCtx(world.db, at(4)), askSafety, { assignment: all.part }));
  return all;
}

/** A task whose request lies elsewhere by now. */
async function movedAway(world: World) {
  const all = await underWay(world);
  const { coordinator, served } = all;
  const [row] = await world.db.select().from(request).where(eq(request.id, served));
  const form = { priority: "high", category: "water", district: "south", people: "2" };
  const version = String(row!.version);
  value(await execute(coordinator.ctx(), triage, { ...form, id: served, version }));
  return all;
}

/** A task that its volunteer calls done, as it stands now. */
async function finished(world: World) {
  const all = await underWay(world);
  const told = { id: all.id, [`amount-${all.served}`]: "8" };
  value(await execute(all.helper.ctx(at(2)), completeTask, told));
  const [row] = await world.db.select().from(task).where(eq(task.id, all.id));
  return { ...all, version: row!.version };
}

/** A task on which somebody is, and what it could be lent. */
async function lendable(world: World) {
  const all = await accepted(world);
  const { coordinator } = all;
  const owner = await world.person({ standing: "verified", name: "Ольга" });
  const thing = { kind: "generator", title: "Honda", quantity: "3", address: "Двір 9" };
  const made = { ...thing, district: "north" };
  const { id: offer } = value(await execute(owner.ctx(), makeOffer, made));
  const verified = { id: offer, to: "verified", version: 1 };
  value(await execute(coordinator.ctx(), setOfferState, verified));
  return { ...all, wish: { id: all.id, offer, quantity: "2", from: wall(1), to: wall(3) } };
}

async function reserved(world: World) {
  const all = await lendable(world);
  const supply = value(await execute(all.coordinator.ctx(), reserveFor, all.wish));
  return { ...all, supply: { id: all.id, reservation: supply } };
}

async function lent(world: World) {
  const all = await reserved(world);
  value(await execute(all.helper.ctx(), fetchSupply, { ...all.supply, count: "2" }));
  return { ...all, back: { ...all.supply, count: "1", condition: "damaged", note: "Тріснув бак" } };
}

/** A task that one is asked for, and two who wait for their turn. */
async function inTurn(world: World) {
  const all = await offered(world);
  const { coordinator, id } = all;
  const next = [
    (await world.person({ standing: "verified" })).id,
    (await world.person({ standing: "verified" })).id,
  ];
  const picked = { id, people: next, minutes: "15", word: "Поруч", inTurn: "yes" };
  value(await execute(coordinator.ctx(), offerTask, picked));
  return { ...all, next };
}

export const dispatchExamples: Examples = {
  "category.set-usual": async (world) => {
    const code = `kind_${randomUUID().slice(0, 8).replaceAll("-", "")}`;
    const names = { en: "Wood" };
    await world.db.insert(category).values({ code, names, examples: names, position: 9 });
    const ctx = (await world.person({ administrator: true })).ctx();
    const input = { code, version: 0, skills: ["carrying"], teamSize: 2, hours: "3" };
    return { ctx, input: { ...input, thing: "generator", amount: "1,5", bulky: "yes" } };
  },
  "task.create": async (world) => {
    const { coordinator, served } = await triaged(world);
    return { ctx: coordinator.ctx(), input: form([served]) };
  },
  "task.change": async (world) => {
    const { coordinator, id } = await offered(world);
    const [found] = await world.db.select().from(task).where(eq(task.id, id));
    const { request: _, ...said } = form([]);
    return {
      ctx: coordinator.ctx(),
      input: { ...said, id, version: found!.version, title: "Два генератори", to: wall(5) },
    };
  },
  "task.offer": async (world) => {
    const { coordinator, id } = await offered(world);
    const people = [
      (await world.person({ standing: "verified" })).id,
      (await world.person({ standing: "verified" })).id,
    ];
    return { ctx: coordinator.ctx(), input: { id, people, minutes: "60", word: "Поруч" } };
  },
  "task.send": async (world) => {
    const { coordinator, served } = await triaged(world);
    const { id } = await world.person({ standing: "verified" });
    const input = { request: [served], people: [id], minutes: "15", said: "yes", word: "Поруч" };
    return { ctx: coordinator.ctx(), input };
  },
  "plan.accept": async (world) => {
    const { coordinator, served } = await triaged(world);
    const { id } = await world.person({ standing: "verified" });
    const line = lineOf("request", served);
    return { ctx: coordinator.ctx(), input: { line: [line], person: [personOn(line, id)] } };
  },
  "task.ask-next": async (world) => {
    const { helper, id } = await inTurn(world);
    value(await execute(helper.ctx(), answerOffer, { id, answer: "no" }));
    return { ctx: jobCtx(world.db), input: { task: id } };
  },
  "task.stop-chain": async (world) => {
    const { coordinator, id } = await inTurn(world);
    return { ctx: coordinator.ctx(), input: { id } };
  },
  "task.leave-out": async (world) => {
    const { coordinator, id, next } = await inTurn(world);
    return { ctx: coordinator.ctx(), input: { id, person: next[0] } };
  },
  "task.put-first": async (world) => {
    const { coordinator, id, next } = await inTurn(world);
    return { ctx: coordinator.ctx(), input: { id, person: next[1] } };
  },
  "task.confirm": async (world) => {
    const { coordinator, served, id, version } = await finished(world);
    const input = { id, version, [`amount-${served}`]: "6,5" };
    return { ctx: coordinator.ctx(at(3)), input };
  },
  "task.return": async (world) => {
    const { coordinator, id, version } = await finished(world);
    return { ctx: coordinator.ctx(at(2.5)), input: { id, version } };
  },
  "task.end": async (world) => {
    const { coordinator, id } = await reserved(world);
    const [row] = await world.db.select().from(task).where(eq(task.id, id));
    const input = { id, to: "failed", reason: "nobody_there", version: String(row!.version) };
    return { ctx: coordinator.ctx(), input };
  },
  "task.follow-place": async (world) => {
    const { id } = await movedAway(world);
    return { ctx: jobCtx(world.db), input: { task: id } };
  },
  "task.move": async (world) => {
    const { coordinator, id } = await movedAway(world);
    const [row] = await world.db.select().from(task).where(eq(task.id, id));
    return { ctx: coordinator.ctx(), input: { id, version: String(row!.version) } };
  },
  "task.drop-ended": async (world) => {
    const { coordinator, served, id } = await reserved(world);
    const [row] = await world.db.select().from(request).where(eq(request.id, served));
    const ending = { id: served, how: "cancel", reason: "not_needed", version: row!.version };
    value(await execute(coordinator.ctx(), endRequest, ending));
    return { ctx: jobCtx(world.db), input: { task: id, request: served } };
  },
  "task.take-up-again": async (world) => {
    const { coordinator, served, id } = await reserved(world);
    const [row] = await world.db.select().from(request).where(eq(request.id, served));
    const ending = { id: served, how: "cancel", reason: "not_needed", version: row!.version };
    value(await execute(coordinator.ctx(), endRequest, ending));
    const again = { id: served, version: row!.version + 1 };
    value(await execute(coordinator.ctx(), reopenRequest, again));
    return { ctx: jobCtx(world.db), input: { task: id, request: served } };
  },
  "assignment.answer": async (world) => {
    const { helper, id } = await offered(world);
    return { ctx: helper.ctx(), input: { id, answer: "yes" } };
  },
  "assignment.withdraw": async (world) => {
    const { helper, id } = await accepted(world);
    return { ctx: helper.ctx(), input: { id, reason: "unwell", note: "Температура" } };
  },
  "assignment.expire": async (world) => {
    const { part } = await offered(world);
    return { ctx: jobCtx(world.db, at(1)), input: { assignment: part } };
  },
  "assignment.release": async (world) => {
    const { coordinator, id, part } = await accepted(world);
    return { ctx: coordinator.ctx(), input: { id, assignment: part } };
  },
  "assignment.release-suspended": async (world) => {
    const { part } = await accepted(world);
    return { ctx: jobCtx(world.db), input: { assignment: part } };
  },
  "assignment.progress": async (world) => {
    const { helper, id } = await accepted(world);
    return { ctx: helper.ctx(), input: { id, to: "en_route" } };
  },
  "assignment.report-problem": async (world) => {
    const { helper, id } = await accepted(world);
    return { ctx: helper.ctx(), input: { id, problem: "nobody_there" } };
  },
  "assignment.ask-safety": async (world) => {
    const { helper, id, part } = await underWay(world);
    value(await execute(helper.ctx(), reportProgress, { id, to: "on_site" }));
    return { ctx: jobCtx(world.db, at(4)), input: { assignment: part } };
  },
  "assignment.note-silence": async (world) => {
    const { part } = await askedIfSafe(world);
    return { ctx: jobCtx(world.db, at(5)), input: { assignment: part } };
  },
  "assignment.report-safe": async (world) => {
    const { helper, id } = await askedIfSafe(world);
    return { ctx: helper.ctx(at(4)), input: { id } };
  },
  "assignment.confirm-reached": async (world) => {
    const { coordinator, id, part } = await askedIfSafe(world);
    value(await execute(jobCtx(world.db, at(5)), noteSilence, { assignment: part }));
    return { ctx: coordinator.ctx(at(5)), input: { id, assignment: part } };
  },
  "assignment.ask-coming": async (world) => {
    const { coordinator, id, part } = await underWay(world);
    return { ctx: coordinator.ctx(), input: { id, assignment: part } };
  },
  "assignment.report-coming": async (world) => {
    const { coordinator, helper, id, part } = await underWay(world);
    value(await execute(coordinator.ctx(), askComing, { id, assignment: part }));
    return { ctx: helper.ctx(), input: { id, minutes: "20" } };
  },
  "assignment.complete": async (world) => {
    const { helper, served, id } = await underWay(world);
    const input = { id, ticked: ["0", "1"], note: "Усе є", [`amount-${served}`]: "8" };
    return { ctx: helper.ctx(at(2)), input };
  },
  "reservation.hold": async (world) => {
    const { coordinator, wish } = await lendable(world);
    return { ctx: coordinator.ctx(), input: wish };
  },
  "reservation.release": async (world) => {
    const { coordinator, supply } = await reserved(world);
    return { ctx: coordinator.ctx(), input: supply };
  },
  "reservation.hand-over": async (world) => {
    const { helper, supply } = await reserved(world);
    return { ctx: helper.ctx(), input: { ...supply, count: "1" } };
  },
  "reservation.bring-back": async (world) => {
    const { helper, back } = await lent(world);
    return { ctx: helper.ctx(at(2)), input: back };
  },
  "reservation.take-back": async (world) => {
    const { coordinator, back } = await lent(world);
    return { ctx: coordinator.ctx(at(2)), input: back };
  },
};
