import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { createTask } from "../../../app/dispatch/commands/create-task.server";
import { reserveFor } from "../../../app/dispatch/commands/supply.server";
import { execute } from "../../../app/platform/command.server";
import { wallTime } from "../../../app/platform/zone";
import { addKind } from "../../../app/resources/commands/change-kind.server";
import { setOfferState } from "../../../app/resources/commands/change-offer.server";
import { handOver } from "../../../app/resources/commands/hand-over.server";
import { makeOffer } from "../../../app/resources/commands/make-offer.server";
import { lapseReservation } from "../../../app/resources/commands/reserve.server";
import { readTable } from "../../../app/resources/rules/table";
import { followUp } from "../../../drizzle/schema/resources";
import { at, value } from "../rota";
import { CITY, jobCtx, visitorCtx, type World } from "../world";
import type { Examples } from "./example";

const wall = (hours: number) => wallTime(at(hours), CITY.zone);

/** The form of an offer as its owner sends it. */
const form = {
  kind: "generator",
  title: "Honda",
  quantity: "3",
  organisation: "",
  conditions: "З оливою",
  district: "north",
  address: "вул. Наукова, 7",
  lat: "49.87",
  lon: "24.02",
  from: "",
  until: "",
  when: [],
};

/** The form of a kind as an administrator sends it, with a code that no other has. */
const kindForm = () => ({
  code: `k${randomUUID().replaceAll("-", "").slice(0, 20)}`,
  en: "Boat",
  et: "",
  uk: "Човен",
  ru: "",
  unit: "piece",
  durable: "lent",
  attributes: "seats; number × 1 12; Seats; Kohti; Місць; Мест",
  position: "9",
  active: "yes",
});

const coordinator = async (world: World) =>
  (await world.person({ districts: [world.north], name: "Ганна" })).ctx();
const administrator = async (world: World) =>
  (await world.person({ administrator: true, name: "Анна" })).ctx();

type Offered = { id: string; owner: Awaited<ReturnType<World["person"]>> | null };

/** Something that waits to be verified. */
async function offered(world: World) {
  const owner = await world.person({ standing: "verified" });
  const { id } = value(await execute(owner.ctx(), makeOffer, form));
  return { owner, id };
}

/** Something of somebody without an account, with their private link. */
async function linked(world: World) {
  const ctx = visitorCtx(world.db);
  const phone = `+38067${String(Math.random()).slice(2, 9)}`;
  const { id, token } = value(await execute(ctx, makeOffer, { ...form, phone }));
  return { ctx, id, token };
}

/** Something that is promised to a task: what is given, or of an owner with an account. */
async function promised(world: World, known?: Offered) {
  const ctx = await coordinator(world);
  const { id: offer, owner }: Offered = known ?? (await offered(world));
  value(await execute(ctx, setOfferState, { id: offer, to: "verified", version: 1 }));
  const errand = { title: "Світло", teamSize: "1", from: wall(1), to: wall(9), district: "north" };
  const id = value(await execute(ctx, createTask, errand));
  const wish = { id, offer, quantity: "2", from: wall(1), to: wall(9) };
  return { ctx, offer, owner, reservation: value(await execute(ctx, reserveFor, wish)) };
}

export const resourceExamples: Examples = {
  "offer.make": async (world) => ({
    ctx: (await world.person({ standing: "verified" })).ctx(),
    input: form,
  }),
  "offer.edit": async (world) => {
    const { owner, id } = await offered(world);
    const { kind: _, ...stands } = form;
    const times = { from: wall(1), until: wall(99), when: ["1-morning"] };
    return { ctx: owner.ctx(), input: { ...stands, ...times, id, quantity: "5", version: "1" } };
  },
  "offer.set-state": async (world) => {
    const { id } = await offered(world);
    return { ctx: await coordinator(world), input: { id, to: "verified", version: "1" } };
  },
  "offer.set-state-own": async (world) => {
    const { ctx, token } = await linked(world);
    return { ctx, input: { token, to: "paused", version: "1" } };
  },
  "offer.edit-own": async (world) => {
    const { ctx, token } = await linked(world);
    const { kind: _, ...stands } = form;
    return { ctx, input: { ...stands, token, quantity: "5", version: "1" } };
  },
  "offer.import": async (world) => {
    const csv = `kind,title,quantity,district\ngenerator,${randomUUID()},2,north\ndrinking,Вода,90,north\n`;
    const kinds = ["generator", "drinking"].map((code) => ({
      code,
      names: { en: code },
      unit: "litre",
      attributes: [],
    }));
    const north = { code: "north", names: { en: "North" }, kept: true };
    const read = readTable(csv, kinds, [north], CITY);
    if (!read.ok) throw new Error(read.code);
    return { ctx: await coordinator(world), input: { rows: read.rows } };
  },
  "reservation.lapse": async (world) => {
    const { reservation } = await promised(world);
    return { ctx: jobCtx(world.db, at(4)), input: { id: reservation } };
  },
  "reservation.overdue": async (world) => {
    const { ctx, reservation } = await promised(world);
    await world.db.transaction((tx) => handOver(tx, ctx, reservation, 1));
    return { ctx: jobCtx(world.db, at(4)), input: { id: reservation } };
  },
  "reservation.report-missing": async (world) => {
    const { ctx, reservation, offer, owner } = await promised(world);
    await world.db.transaction((tx) => handOver(tx, ctx, reservation, 1));
    return { ctx: owner!.ctx(at(10)), input: { id: offer, reservation } };
  },
  "reservation.report-missing-own": async (world) => {
    const { ctx, id, token } = await linked(world);
    const { ctx: carrier, reservation } = await promised(world, { id, owner: null });
    await world.db.transaction((tx) => handOver(tx, carrier, reservation, 1));
    return { ctx: { ...ctx, now: at(10) }, input: { token, reservation } };
  },
  "follow-up.close": async (world) => {
    const { ctx, reservation } = await promised(world);
    value(await execute(jobCtx(world.db, at(4)), lapseReservation, { id: reservation }));
    const [open] = await world.db
      .select()
      .from(followUp)
      .where(eq(followUp.reservationId, reservation));
    return { ctx, input: { followUp: open!.id } };
  },
  "stock.set-threshold": async (world) => ({
    ctx: await coordinator(world),
    input: { district: "north", kind: "generator", least: "2,5" },
  }),
  "kind.add": async (world) => ({ ctx: await administrator(world), input: kindForm() }),
  "kind.change": async (world) => {
    const ctx = await administrator(world);
    const kind = kindForm();
    value(await execute(ctx, addKind, kind));
    return { ctx, input: { ...kind, unit: "person", version: "1" } };
  },
};
