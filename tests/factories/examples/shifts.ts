import { eq } from "drizzle-orm";
import { execute } from "../../../app/platform/command.server";
import { wallTime } from "../../../app/platform/zone";
import { leaveShift } from "../../../app/shifts/commands/leave-shift.server";
import { markSlot } from "../../../app/shifts/commands/mark-slot.server";
import { planShift } from "../../../app/shifts/commands/plan-shift.server";
import { beginShift } from "../../../app/shifts/commands/run-shift.server";
import { answerSwap, proposeSwap } from "../../../app/shifts/commands/swap.server";
import { swap } from "../../../drizzle/schema/shifts";
import { at, makeRota, value } from "../rota";
import { CITY, jobCtx, type World } from "../world";
import type { Examples } from "./example";

const wall = (hours: number) => wallTime(at(hours), CITY.zone);

/** The form of a shift as a coordinator sends it. */
const form = {
  place: "Бібліотека",
  address: "вул. Наукова, 7",
  district: "north",
  from: wall(48),
  to: wall(52),
  opens: "",
  briefing: "",
  contact: "",
  leaveHours: "12",
  "role-1": "",
  "title-1": "Чай",
  "capacity-1": "2",
  "minimum-1": "1",
  "skill-1": "",
};
const weekly = { frequency: "weekly", interval: "1", weekdays: ["3"], until: "", count: "" };

const rotaOf = (world: World) => makeRota(world.db, world);

/** A shift for one, with somebody on it. */
async function held(world: World) {
  const rota = await rotaOf(world);
  const shift = await rota.published(1);
  return { rota, shift, holder: await rota.placed(shift.role) };
}

/** A shift for one, with somebody who has got the place that another has left. */
async function offered(world: World) {
  const { rota, shift, holder } = await held(world);
  const next = await rota.placed(shift.role);
  value(await execute(holder.ctx(), leaveShift, { id: holder.id }));
  return { rota, shift, next };
}

/** Somebody who has come to their shift. */
async function arrived(world: World) {
  const { rota, shift, holder } = await held(world);
  const mark = { slot: holder.id, mark: "check_in" };
  value(await execute(rota.coordinator.ctx(at(24)), markSlot, mark));
  return { rota, shift, holder };
}

/** A link by which a place is handed on, and a colleague with a place of their own. */
async function linked(world: World) {
  const { rota, holder } = await held(world);
  const other = await rota.published(1, 72, 76);
  const colleague = await rota.placed(other.role);
  const token = value(await execute(holder.ctx(), proposeSwap, { id: holder.id }));
  return { holder, colleague, token };
}

export const shiftExamples: Examples = {
  "shift.plan": async (world) => ({
    ctx: (await rotaOf(world)).coordinator.ctx(),
    input: { ...form, ...weekly, except: "2026-12-24", publish: "yes" },
  }),
  "shift.publish": async (world) => {
    const { ctx } = (await rotaOf(world)).coordinator;
    const id = value(await execute(ctx(), planShift, { ...form, ...weekly }));
    return { ctx: ctx(), input: { id, version: "1" } };
  },
  "shift.change": async (world) => {
    const { ctx } = (await rotaOf(world)).coordinator;
    const id = value(await execute(ctx(), planShift, { ...form, ...weekly }));
    const later = { from: wall(49), to: wall(53) };
    return {
      ctx: ctx(),
      input: { ...form, ...weekly, ...later, id, version: "1", scope: "following" },
    };
  },
  "shift.cancel": async (world) => {
    const { rota, shift } = await held(world);
    const input = { id: shift.id, version: "2", reason: "Немає світла" };
    return { ctx: rota.coordinator.ctx(), input };
  },
  "shift.note": async (world) => {
    const { shift, holder } = await held(world);
    return { ctx: holder.ctx(), input: { id: shift.id, body: "Закінчився чай" } };
  },
  "shift.begin": async (world) => {
    const { shift } = await held(world);
    return { ctx: jobCtx(world.db, at(24)), input: { id: shift.id } };
  },
  "shift.end": async (world) => {
    const { rota, shift } = await held(world);
    await rota.placed(shift.role);
    return { ctx: jobCtx(world.db, at(28)), input: { id: shift.id } };
  },
  "shift.close": async (world) => {
    const { shift } = await arrived(world);
    value(await execute(jobCtx(world.db, at(24)), beginShift, { id: shift.id }));
    return { ctx: jobCtx(world.db, at(30)), input: { id: shift.id } };
  },
  "shift.watch": async (world) => {
    const { id } = await (await rotaOf(world)).published(1);
    return { ctx: jobCtx(world.db), input: { id } };
  },
  "shift.remind": async (world) => {
    const { shift } = await held(world);
    return { ctx: jobCtx(world.db), input: { id: shift.id } };
  },
  "shift.offer-again": async (world) => {
    const { rota, shift, holder } = await held(world);
    const other = await rota.published(1);
    const waiting = await rota.placed(shift.role);
    // Committed elsewhere, they were passed over.
    const elsewhere = await rota.placed(other.role, 1, { ...waiting, id: waiting.personId });
    value(await execute(holder.ctx(), leaveShift, { id: holder.id }));
    value(await execute(waiting.ctx(), leaveShift, { id: elsewhere.id }));
    return { ctx: jobCtx(world.db), input: { id: shift.role } };
  },
  "series.fill": async (world) => {
    const { coordinator, shiftOf } = await rotaOf(world);
    const sent = { ...form, ...weekly, publish: "yes" };
    const { seriesId } = await shiftOf(value(await execute(coordinator.ctx(), planShift, sent)));
    return { ctx: jobCtx(world.db, at(24 * 14)), input: { id: seriesId } };
  },
  "sign-up.take": async (world) => {
    const rota = await rotaOf(world);
    const { role } = await rota.published(3);
    const input = { role, party: "2", partyName: "Сусіди" };
    return { ctx: (await rota.volunteer()).ctx(), input };
  },
  "sign-up.answer": async (world) => {
    const { next } = await offered(world);
    return { ctx: next.ctx(), input: { id: next.id, answer: "yes" } };
  },
  "sign-up.leave": async (world) => {
    const { rota, shift, holder } = await held(world);
    await rota.placed(shift.role);
    return { ctx: holder.ctx(at(20)), input: { id: holder.id, word: "Захворіла" } };
  },
  "sign-up.check-in": async (world) => {
    const rota = await rotaOf(world);
    const { id, role } = await rota.published(1);
    const { code } = await rota.shiftOf(id);
    return { ctx: (await rota.volunteer()).ctx(at(24)), input: { code, role } };
  },
  "sign-up.check-out": async (world) => {
    const { holder } = await arrived(world);
    return { ctx: holder.ctx(at(27)), input: { id: holder.id } };
  },
  "sign-up.fill": async (world) => {
    const rota = await rotaOf(world);
    const { role } = await rota.published(1);
    const input = { role, person: (await rota.volunteer()).id, how: "ask", word: "" };
    return { ctx: rota.coordinator.ctx(), input };
  },
  "sign-up.mark": async (world) => {
    const { rota, holder } = await held(world);
    const input = { slot: holder.id, mark: "check_in" };
    return { ctx: rota.coordinator.ctx(at(24)), input };
  },
  "sign-up.correct": async (world) => {
    const { rota, holder } = await arrived(world);
    const { version } = await rota.rowOf(holder.id);
    const times = { in: wall(24), out: wall(26), word: "Пішла раніше" };
    const input = { ...times, slot: holder.id, version: String(version) };
    return { ctx: rota.coordinator.ctx(at(30)), input };
  },
  "sign-up.expire": async (world) => {
    const { next } = await offered(world);
    return { ctx: jobCtx(world.db, at(20)), input: { id: next.id } };
  },
  "sign-up.release": async (world) => {
    const { rota, shift, holder } = await held(world);
    await rota.placed(shift.role);
    return { ctx: jobCtx(world.db), input: { id: holder.id } };
  },
  "calendar.open-own": async (world) => ({
    ctx: (await (await rotaOf(world)).volunteer()).ctx(),
    input: {},
  }),
  "calendar.open-place": async (world) => {
    const { rota, shift } = await held(world);
    return { ctx: rota.coordinator.ctx(), input: { id: shift.id } };
  },
  "swap.propose": async (world) => {
    const { holder } = await held(world);
    return { ctx: holder.ctx(), input: { id: holder.id } };
  },
  "swap.answer": async (world) => {
    const { colleague, token } = await linked(world);
    return { ctx: colleague.ctx(), input: { token, given: colleague.id } };
  },
  "swap.agree": async (world) => {
    const { holder, colleague, token } = await linked(world);
    value(await execute(colleague.ctx(), answerSwap, { token, given: colleague.id }));
    const [stands] = await world.db.select().from(swap).where(eq(swap.signUpId, holder.id));
    const input = { swap: stands!.id, other: colleague.id, answer: "yes" };
    return { ctx: holder.ctx(), input };
  },
};
