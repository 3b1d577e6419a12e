import { eq } from "drizzle-orm";
import { takeBack } from "../../../app/dispatch/commands/supply.server";
import { execute } from "../../../app/platform/command.server";
import { followUp } from "../../../drizzle/schema/resources";
import { at, value } from "../rota";
import { jobCtx, visitorCtx, type World } from "../world";
import { lent, reserved, verified } from "./dispatch";
import type { Examples } from "./example";

const thing = {
  kind: "generator",
  title: "Honda",
  quantity: "2",
  organisation: "",
  conditions: "Заправлений",
  district: "north",
  address: "вул. Наукова, 9",
  lat: "49.87",
  lon: "24.02",
  from: "",
  until: "2026-12-01T18:00",
  when: ["1-morning"],
};
const kind = {
  code: "boat",
  en: "Boat",
  uk: "Човен",
  unit: "piece",
  durable: "lent",
  attributes: "seats; number × 1 20; Seats",
  position: "9",
  active: "yes",
};

/** Something that came back short, for a coordinator to look into. */
async function short(world: World) {
  const { coordinator, id, reservation } = await lent(world);
  const back = { id, reservation, count: "1", note: "" };
  value(await execute(coordinator.ctx(at(2)), takeBack, back));
  const where = eq(followUp.reservationId, reservation);
  const [opened] = await world.db.select().from(followUp).where(where);
  return { ctx: coordinator.ctx(at(3)), followUp: opened!.id };
}

const administrator = async (world: World) => (await world.person({ administrator: true })).ctx();

export const resourceExamples: Examples = {
  "offer.make": async ({ db }) => ({
    ctx: visitorCtx(db),
    input: { ...thing, name: "Оля", phone: "067 111 22 33" },
  }),
  "offer.edit": async (world) => {
    const { owner, offer } = await verified(world);
    return { ctx: owner.ctx(), input: { ...thing, id: offer, version: "2" } };
  },
  "offer.set-state": async (world) => {
    const { owner, offer } = await verified(world);
    return { ctx: owner.ctx(), input: { id: offer, to: "paused", version: "2" } };
  },
  "offer.import": async (world) => {
    const { keeper } = await verified(world);
    const offer = { kind: "drinking", title: "Вода", quantity: "100", district: "north" };
    return { ctx: keeper.ctx(), input: { rows: [{ line: 2, row: "1 water", offer }] } };
  },
  "follow-up.close": async (world) => {
    const { ctx, followUp: id } = await short(world);
    return { ctx, input: { followUp: id, restored: "1" } };
  },
  "reservation.lapse": async (world) => {
    const { reservation } = await reserved(world);
    return { ctx: jobCtx(world.db, at(4)), input: { id: reservation } };
  },
  "stock.set-threshold": async (world) => {
    const { keeper } = await verified(world);
    return { ctx: keeper.ctx(), input: { district: "north", kind: "generator", least: "2" } };
  },
  "kind.add": async (world) => ({ ctx: await administrator(world), input: kind }),
  "kind.change": async (world) => {
    const changed = { ...kind, code: "drinking", en: "Drinking water", unit: "litre" };
    return {
      ctx: await administrator(world),
      input: { ...changed, durable: "used", version: "1" },
    };
  },
};
