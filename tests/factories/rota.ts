import { eq } from "drizzle-orm";
import type { Skill } from "../../app/accounts/types";
import { execute } from "../../app/platform/command.server";
import type { Db } from "../../app/platform/database.server";
import type { Result } from "../../app/platform/types";
import { planShift } from "../../app/shifts/commands/plan-shift.server";
import { publishShift } from "../../app/shifts/commands/publish-shift.server";
import { takeSlot } from "../../app/shifts/commands/take-slot.server";
import { event } from "../../drizzle/schema/audit";
import { shift, shiftRole, signUp } from "../../drizzle/schema/shifts";
import { NOON, type World } from "./world";

/** Hours from noon. */
export const at = (hours: number) => new Date(NOON.getTime() + hours * 3_600_000);

export const value = <Value>(result: Result<Value>): Value => {
  if (!result.ok) throw new Error(result.code);
  return result.value;
};

type Wish = { capacity?: number; minimum?: number; skills?: Skill[]; place?: string };

/** Shifts of the northern district, published by its coordinator, and people to fill them. */
export async function makeRota(db: Db, world: World) {
  const coordinator = await world.person({ districts: [world.north] });
  const zoned = (now = NOON) => ({ ...coordinator.ctx(now), zone: "Europe/Kyiv" });

  const volunteer = (skills: Skill[] = []) =>
    world.person({ standing: "verified", profile: { skills } });

  /** What a form asks for, as another program sends it. */
  const wishOf = (from: Date, to: Date, wish: Wish = {}) => {
    const { capacity = 1, minimum = 1, skills = [], place = "Школа" } = wish;
    return {
      district: "north",
      place,
      from: from.toISOString(),
      to: to.toISOString(),
      leaveHours: 12,
      roles: [{ title: "Чай", skills, capacity, minimum }],
    };
  };

  async function published(capacity: number, from = 24, to = 28, skills: Skill[] = []) {
    const wish = wishOf(at(from), at(to), { capacity, skills });
    const id = value(await execute(coordinator.ctx(), planShift, wish));
    value(await execute(coordinator.ctx(), publishShift, { id, version: 1 }));
    const [role] = await db.select().from(shiftRole).where(eq(shiftRole.shiftId, id));
    return { id, role: role!.id };
  }

  /** Somebody who has taken a slot or waits for one. */
  async function placed(role: string, party = 1, some?: Awaited<ReturnType<typeof volunteer>>) {
    const who = some ?? (await volunteer());
    const { id, ...taken } = value(await execute(who.ctx(), takeSlot, { role, party }));
    return { ...who, ...taken, id, personId: who.id };
  }

  const rowsOf = (role: string) =>
    db.select().from(signUp).where(eq(signUp.roleId, role)).orderBy(signUp.queued);
  const rowOf = async (id: string) => (await db.select().from(signUp).where(eq(signUp.id, id)))[0]!;
  const stateOf = async (id: string) => (await rowOf(id)).state;
  const shiftOf = async (id: string) => (await db.select().from(shift).where(eq(shift.id, id)))[0]!;
  const linesOf = (thingId: string) =>
    db.select().from(event).where(eq(event.thingId, thingId)).orderBy(event.id);

  return {
    coordinator,
    zoned,
    volunteer,
    wishOf,
    published,
    placed,
    rowsOf,
    rowOf,
    stateOf,
    shiftOf,
    linesOf,
  };
}
export type Rota = Awaited<ReturnType<typeof makeRota>>;
