import { randomBytes, randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { execute } from "../../../app/platform/command.server";
import { cancelRequest } from "../../../app/requests/commands/cancel.server";
import { mergeRequest } from "../../../app/requests/commands/merge.server";
import { fulfil, startProgress } from "../../../app/requests/commands/progress.server";
import { setReminder } from "../../../app/requests/commands/remind.server";
import { triage } from "../../../app/requests/commands/triage.server";
import { hashOf } from "../../../app/requests/link.server";
import { request } from "../../../drizzle/schema/requests";
import { value } from "../rota";
import { jobCtx, NOON, visitorCtx, type World } from "../world";
import type { Examples } from "./example";

const help = {
  category: "water",
  details: "Вода на дев’ятий поверх",
  people: "2",
  district: "north",
  address: "вул. Наукова, 7",
  phone: "+380671234567",
};
const triaged = { priority: "high", category: "water", district: "north", people: "2" };

const coordinator = async (world: World) =>
  (await world.person({ districts: [world.north], name: "Ганна" })).ctx();

/** A coordinator and a request that waits for them. */
async function waiting(world: World) {
  const ctx = await coordinator(world);
  return { ctx, id: (await world.request()).id };
}

/** A request with its private link; `helped` as its coordinator has confirmed. */
async function linked(world: World, { helped = false } = {}) {
  const token = randomBytes(16).toString("base64url");
  const { id } = await world.request({ tokenHash: hashOf(token) });
  if (helped) await confirmHelp(world, id);
  return { ctx: visitorCtx(world.db), token };
}

async function confirmHelp(world: World, id: string) {
  const ctx = await coordinator(world);
  value(await execute(ctx, triage, { ...triaged, id, version: 1 }));
  await world.db.transaction(async (tx) => {
    await startProgress(tx, ctx, id);
    await fulfil(tx, ctx, id, { delivered: null, whole: true, others: false });
  });
}

async function merged(world: World) {
  const ctx = await coordinator(world);
  const [{ id }, into] = await Promise.all([world.request(), world.request()]);
  value(await execute(ctx, mergeRequest, { id, version: 1, code: into.code }));
  return { ctx, id, into: into.id };
}

async function flooded(world: World) {
  const flood = randomUUID().replaceAll("-", "");
  const { id } = await world.request({ flood });
  return { ctx: await coordinator(world), flood, id };
}

export const requestExamples: Examples = {
  "request.submit": async ({ db }) => ({
    ctx: { ...visitorCtx(db), flood: null } as never,
    input: help,
  }),
  "request.take": async (world) => ({
    ctx: await coordinator(world),
    input: { ...help, channel: "phone", locale: "uk" },
  }),
  "request.take-in": async (world) => ({
    ctx: await coordinator(world),
    input: { content: randomUUID(), number: "", locale: "uk", form: help },
  }),
  "request.triage": async (world) => {
    const { ctx, id } = await waiting(world);
    return { ctx, input: { ...triaged, id, version: 1 } };
  },
  "request.end": async (world) => {
    const { ctx, id } = await waiting(world);
    const ending = { how: "decline", reason: "out_of_scope", word: "На жаль, ні", version: 1 };
    return { ctx, input: { ...ending, id } };
  },
  "request.reopen": async (world) => {
    const { ctx, id } = await waiting(world);
    await confirmHelp(world, id);
    const [row] = await world.db.select().from(request).where(eq(request.id, id));
    return { ctx, input: { id, version: row!.version } };
  },
  "request.note": async (world) => {
    const { ctx, id } = await waiting(world);
    return { ctx, input: { id, note: "Зателефоную о шостій", forResident: "yes" } };
  },
  "request.merge": async (world) => {
    const { ctx, id } = await waiting(world);
    return { ctx, input: { id, code: (await world.request()).code, version: 1 } };
  },
  "request.change-several": async (world) => {
    const { ctx, id } = await waiting(world);
    return { ctx, input: { request: [id], what: "priority", priority: "high" } };
  },
  "request.join-several": async (world) => {
    const { ctx, id } = await waiting(world);
    const other = await world.request();
    return { ctx, input: { seen: [`${id}:1`, `${other.id}:1`], into: id } };
  },
  "request.say-open": async (world) => {
    const { ctx, id } = await waiting(world);
    return { ctx, input: { request: id } };
  },
  "board.seen": async (world) => ({ ctx: await coordinator(world), input: { line: "7" } }),
  "request.separate": async (world) => {
    const { id, ctx } = await merged(world);
    return { ctx, input: { id, version: 2 } };
  },
  "request.separate-joined": async (world) => {
    const { id, into } = await merged(world);
    return { ctx: jobCtx(world.db), input: { request: id, from: into } };
  },
  "request.take-in-flood": async (world) => {
    const { ctx, flood } = await flooded(world);
    return { ctx, input: { flood } };
  },
  "request.decline-flood": async (world) => {
    const { ctx, flood, id } = await flooded(world);
    return { ctx, input: { flood, seen: [id] } };
  },
  "request.cancel-own": async (world) => {
    const { ctx, token } = await linked(world);
    return { ctx, input: { token } };
  },
  "request.note-own": async (world) => {
    const { ctx, token } = await linked(world);
    return { ctx, input: { token, note: "Ще й ліки" } };
  },
  "request.correct-own": async (world) => {
    const { ctx, token } = await linked(world);
    return { ctx, input: { token, phone: "067 999 88 77", address: "Школа 5, укриття" } };
  },
  "request.take-back-own": async (world) => {
    const { ctx, token } = await linked(world);
    value(await execute(ctx, cancelRequest, { token }));
    return { ctx, input: { token } };
  },
  "request.tell-outcome": async (world) => {
    const { ctx, token } = await linked(world, { helped: true });
    return { ctx, input: { token, came: "no" } };
  },
  "request.answer-by-code": async (world) => {
    const { id, code } = await world.request({}, { phone: "+380670004711" });
    await confirmHelp(world, id);
    return {
      ctx: visitorCtx(world.db),
      input: { code, digits: "4711", came: "no", note: "Нікого не було" },
    };
  },
  "request.send-link": async (world) => {
    const { code } = await world.request({}, { phone: "+380670004711", email: "own@ex.ua" });
    return { ctx: visitorCtx(world.db), input: { code, digits: "4711" } };
  },
  "request.escalate": async (world) => {
    const { id } = await world.request({ priority: "critical" });
    // It began to wait by the database's clock.
    const later = new Date(Date.now() + 3_600_000);
    return { ctx: jobCtx(world.db, later), input: { request: id } };
  },
  "request.remind": async (world) => {
    const { ctx, id } = await waiting(world);
    return { ctx, input: { id, at: "05:00" } };
  },
  "request.clear-reminder": async (world) => {
    const { ctx, id } = await waiting(world);
    value(await execute(ctx, setReminder, { id, minutes: "10" }));
    return { ctx, input: { id } };
  },
  "request.reminder-due": async (world) => {
    const { ctx, id } = await waiting(world);
    value(await execute(ctx, setReminder, { id, minutes: "10" }));
    const [row] = await world.db.select().from(request).where(eq(request.id, id));
    const at = row!.remindAt!.toISOString();
    return { ctx: jobCtx(world.db), input: { request: id, at } };
  },
  "request.place-by-street": async (world) => {
    const { id } = await world.request();
    return { ctx: jobCtx(world.db), input: { request: [id] } };
  },
  "request.close-fulfilled": async (world) => {
    const { id } = await world.request();
    await confirmHelp(world, id);
    const later = new Date(NOON.getTime() + 49 * 3_600_000);
    return { ctx: jobCtx(world.db, later), input: { request: id, since: NOON.toISOString() } };
  },
};
