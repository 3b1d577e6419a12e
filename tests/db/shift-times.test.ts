import { and, asc, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { execute } from "../../app/platform/command.server";
import type { Connection } from "../../app/platform/database.server";
import { changeShift } from "../../app/shifts/commands/change-shift.server";
import { planShift } from "../../app/shifts/commands/plan-shift.server";
import { publishShift } from "../../app/shifts/commands/publish-shift.server";
import { readWeek } from "../../app/shifts/queries/rota.server";
import { event } from "../../drizzle/schema/audit";
import { shift, shiftRole } from "../../drizzle/schema/shifts";
import { at, makeRota, value } from "../factories/rota";
import { makeWorld, type World } from "../factories/world";
import { freshDatabase } from "./fresh-database";

let app: Connection;
let world: World;
let rota: Awaited<ReturnType<typeof makeRota>>;

beforeAll(async () => {
  ({ app } = await freshDatabase());
  world = await makeWorld(app.db);
  rota = await makeRota(app.db, world);
});

const plan = (wish: object) => execute(rota.zoned(), planShift, wish);
const change = (wish: object) => execute(rota.zoned(), changeShift, wish);

describe("the times of a shift", () => {
  it("let people sign up before it begins", async () => {
    const wish = rota.wishOf(at(48), at(52));
    for (const opens of [at(48), at(60)])
      expect(await plan({ ...wish, opens: opens.toISOString() })).toMatchObject({
        errors: { opens: "opens" },
      });
    expect(await plan({ ...wish, opens: at(47).toISOString() })).toMatchObject({ ok: true });
  });

  it("are a week at most: a year that was put on is a slip of the finger", async () => {
    expect(await plan(rota.wishOf(at(48), at(48 + 24 * 365)))).toMatchObject({
      errors: { to: "long_shift" },
    });
    expect(await plan({ ...rota.wishOf(at(48), at(48 + 62)), overDay: "yes" })).toMatchObject({
      ok: true,
    });
  });

  it("over more than a day are asked about once: the day of the end may be the slip", async () => {
    const wish = rota.wishOf(at(48), at(48 + 62));
    expect(await plan(wish)).toMatchObject({ errors: { to: "over_day" } });
    const id = value(await plan({ ...wish, overDay: "yes" }));
    const { from, to } = (await rota.shiftOf(id)).during;
    expect([from, to]).toEqual([at(48), at(48 + 62)]);
    // From noon to noon in the night when the clocks go back.
    const noon = new Date("2027-10-30T09:00:00Z");
    const next = new Date("2027-10-31T10:00:00Z");
    expect(await plan(rota.wishOf(noon, next))).toMatchObject({ ok: true });
  });

  it("put a shift that began last week into this one while it runs", async () => {
    const { id } = await rota.published(1, 24 * 9, 24 * 9 + 8);
    const { during } = await rota.shiftOf(id);
    const midnight = new Date(during.from.getTime() + 4 * 3_600_000);
    const week = { from: midnight, to: new Date(midnight.getTime() + 7 * 86_400_000) };
    const of = async (window: typeof week) =>
      (await readWeek(rota.coordinator.ctx(), window, null)).map(({ shift: one }) => one.id);
    expect(await of(week)).toContain(id);
    expect(await of({ from: during.to, to: week.to })).not.toContain(id);
  });
});

describe("another address", () => {
  it("is told to whoever has signed up, and asked of them; another spelling of it is not", async () => {
    const { id, role } = await rota.published(2, 72, 76);
    const there = await rota.placed(role);
    const roles = [{ id: role, title: "Чай", skills: [], capacity: 2, minimum: 1 }];
    const { address, version } = await rota.shiftOf(id);
    const wish = { ...rota.wishOf(at(72), at(76)), roles, id };
    const spelt = ` ${address.toUpperCase()} `;
    value(await change({ ...wish, address: spelt, version }));
    expect(await rota.stateOf(there.id)).toBe("signed_up");
    value(await change({ ...wish, address: "вул. Нова, 5", version: version + 1 }));
    expect(await rota.rowOf(there.id)).toMatchObject({ state: "offered", reason: "moved" });
    const moved = and(eq(event.thingId, id), eq(event.type, "shift.moved"));
    expect(await app.db.$count(event, moved)).toBe(1);
  });
});

describe("a series that is changed from one shift on", () => {
  const weekly = { frequency: "weekly", weekdays: [2, 4] };
  const series = async () => {
    const wish = { ...rota.wishOf(at(18), at(22), { capacity: 2 }), ...weekly };
    const first = value(await plan(wish));
    value(await execute(rota.coordinator.ctx(), publishShift, { id: first, version: 1 }));
    const { seriesId } = await rota.shiftOf(first);
    const shifts = await app.db
      .select()
      .from(shift)
      .where(eq(shift.seriesId, seriesId!))
      .orderBy(asc(shift.occurrence));
    return { wish, shifts };
  };
  const rolesOf = async (id: string) =>
    (await app.db.select().from(shiftRole).where(eq(shiftRole.shiftId, id))).map((role) => ({
      id: role.id,
      title: role.title,
      skills: [],
      capacity: role.capacity,
      minimum: role.minimum,
    }));

  it("leaves a shift where it was moved to by itself, unless the time is what changes", async () => {
    const { wish, shifts } = await series();
    const [first, , third] = shifts;
    const { from, to } = third!.during;
    const later = (date: Date) => new Date(date.getTime() + 3 * 3_600_000);
    const alone = {
      ...rota.wishOf(later(from), later(to)),
      ...weekly,
      roles: await rolesOf(third!.id),
    };
    value(await change({ ...alone, id: third!.id, version: third!.version }));
    const moved = await rota.shiftOf(third!.id);
    const [role] = await rolesOf(third!.id);
    const there = await rota.placed(role!.id);
    const briefed = { ...wish, briefing: "Візьміть ліхтар.", id: first!.id, scope: "following" };
    const { version } = await rota.shiftOf(first!.id);
    value(await change({ ...briefed, version }));
    expect(await rota.shiftOf(third!.id)).toMatchObject({
      during: moved.during,
      briefing: "Візьміть ліхтар.",
    });
    expect(await rota.stateOf(there.id)).toBe("signed_up");
    const hour = (date: Date) => new Date(date.getTime() + 3_600_000);
    const timed = { ...wish, ...rota.wishOf(hour(at(18)), hour(at(22))), ...weekly };
    const next = await rota.shiftOf(first!.id);
    value(await change({ ...timed, id: first!.id, scope: "following", version: next.version }));
    expect((await rota.shiftOf(third!.id)).during.from).toEqual(hour(from));
    expect(await rota.stateOf(there.id)).toBe("offered");
  });

  it("leaves alone what was changed for one shift by itself: its roles and people, its place, its briefing", async () => {
    const { wish, shifts } = await series();
    const [first, second, third] = shifts;
    const [known] = await rolesOf(second!.id);
    const driver = { ...known!, id: undefined, title: "Водій" };
    const { from, to } = second!.during;
    const alone = { ...rota.wishOf(from, to, { place: "Музей" }), ...weekly };
    value(
      await change({
        ...alone,
        briefing: "Вхід із двору.",
        roles: [known, driver],
        id: second!.id,
        version: second!.version,
      }),
    );
    const added = (await rolesOf(second!.id)).find(({ title }) => title === "Водій")!;
    const there = await rota.placed(added.id);
    const contacted = { ...wish, contact: "Оля", id: first!.id, scope: "following" };
    const roles = await rolesOf(first!.id);
    value(await change({ ...contacted, roles, version: first!.version }));
    expect(await rota.shiftOf(second!.id)).toMatchObject({
      place: "Музей",
      briefing: "Вхід із двору.",
      contact: "Оля",
    });
    expect((await rolesOf(second!.id)).map(({ title }) => title).sort()).toEqual(["Водій", "Чай"]);
    expect(await rota.stateOf(there.id)).toBe("signed_up");
    // What is touched goes to all of them.
    const { version } = await rota.shiftOf(first!.id);
    const larger = roles.map((role) => ({ ...role, capacity: 3 }));
    value(await change({ ...contacted, place: "Спортзал", roles: larger, version }));
    for (const one of [second!, third!]) {
      expect((await rota.shiftOf(one.id)).place).toBe("Спортзал");
      const stands = await rolesOf(one.id);
      expect(stands.find(({ title }) => title === "Чай")?.capacity).toBe(3);
    }
    expect(await rota.stateOf(there.id)).toBe("offered");
  });

  it("from one that was itself moved alone, the others keep their time where it was not touched", async () => {
    const { wish, shifts } = await series();
    const [first, second] = shifts;
    const later = (date: Date) => new Date(date.getTime() + 2 * 3_600_000);
    const alone = { ...wish, ...rota.wishOf(later(at(18)), later(at(22)), { capacity: 2 }) };
    value(await change({ ...alone, id: first!.id, version: first!.version }));
    const [role] = await rolesOf(second!.id);
    const there = await rota.placed(role!.id);
    const { version, during } = await rota.shiftOf(first!.id);
    const briefed = { ...alone, briefing: "Візьміть ліхтар.", id: first!.id, scope: "following" };
    value(await change({ ...briefed, version }));
    expect((await rota.shiftOf(first!.id)).during).toEqual(during);
    expect(await rota.shiftOf(second!.id)).toMatchObject({
      during: second!.during,
      briefing: "Візьміть ліхтар.",
    });
    expect(await rota.stateOf(there.id)).toBe("signed_up");
  });

  it("and is to repeat no more is refused with the way to do it, and goes on", async () => {
    const { wish, shifts } = await series();
    const [first] = shifts;
    const ended = { ...wish, frequency: "", id: first!.id, scope: "following" };
    const { version } = await rota.shiftOf(first!.id);
    expect(await change({ ...ended, version })).toMatchObject({
      errors: { frequency: "no_more" },
    });
    expect((await rota.shiftOf(first!.id)).version).toBe(version);
  });
});
