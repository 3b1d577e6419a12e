import { asc, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { execute } from "../../app/platform/command.server";
import { answerSlot } from "../../app/shifts/commands/answer-slot.server";
import { cancelShift } from "../../app/shifts/commands/cancel-shift.server";
import { changeShift } from "../../app/shifts/commands/change-shift.server";
import { markSlot } from "../../app/shifts/commands/mark-slot.server";
import { planShift } from "../../app/shifts/commands/plan-shift.server";
import { publishShift } from "../../app/shifts/commands/publish-shift.server";
import { fillSeries } from "../../app/shifts/commands/run-shift.server";
import { takeSlot } from "../../app/shifts/commands/take-slot.server";
import { commitment } from "../../drizzle/schema/accounts";
import { shift, shiftRole, shiftSeries } from "../../drizzle/schema/shifts";
import { at, makeRota, type Rota, value } from "../factories/rota";
import { jobCtx, makeWorld, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let app: FreshDatabase["app"];
let world: World;
let rota: Rota;

beforeAll(async () => {
  ({ app } = await freshDatabase());
  world = await makeWorld(app.db);
  rota = await makeRota(app.db, world);
});

const promiseOf = async (id: string) =>
  (await app.db.select().from(commitment).where(eq(commitment.sourceId, id)))[0] ?? null;

describe("a series", () => {
  // Kyiv's clocks: 12:00 UTC is 14:00. The first one is tomorrow, 24 November, from 08:00 to 12:00.
  const morning = () => rota.wishOf(at(18), at(22), { capacity: 2 });
  const weekly = { frequency: "weekly", weekdays: [2, 4], except: ["2026-12-24"] };
  const shiftsOf = async (first: string) => {
    const { seriesId } = await rota.shiftOf(first);
    const rows = await app.db
      .select()
      .from(shift)
      .where(eq(shift.seriesId, seriesId!))
      .orderBy(asc(shift.occurrence));
    return rows.map((row) => ({ ...row, day: row.occurrence!.slice(5, 10) }));
  };
  const roleOf = async (shiftId: string) =>
    (await app.db.select().from(shiftRole).where(eq(shiftRole.shiftId, shiftId)))[0]!;

  it("is made for eight weeks, without its exceptions, and grows with the weeks", async () => {
    const first = value(await execute(rota.zoned(), planShift, { ...morning(), ...weekly }));
    const made = await shiftsOf(first);
    expect(made.map(({ day }) => day)).toEqual([
      "11-24",
      "11-26",
      "12-01",
      "12-03",
      "12-08",
      "12-10",
      "12-15",
      "12-17",
      "12-22",
      "12-29",
      "12-31",
      "01-05",
      "01-07",
      "01-12",
      "01-14",
    ]);
    expect(new Set(made.map(({ state }) => state))).toEqual(new Set(["draft"]));
    value(await execute(rota.coordinator.ctx(), publishShift, { id: first, version: 1 }));
    expect(new Set((await shiftsOf(first)).map(({ state }) => state))).toEqual(
      new Set(["published"]),
    );
    const { seriesId } = await rota.shiftOf(first);
    const later = jobCtx(app.db, at(24 * 7));
    await Promise.all([
      execute(later, fillSeries, { id: seriesId! }),
      execute(later, fillSeries, { id: seriesId! }),
    ]);
    const grown = await shiftsOf(first);
    expect(grown.slice(15).map(({ day, state }) => [day, state])).toEqual([
      ["01-19", "published"],
      ["01-21", "published"],
    ]);
    expect(new Set(grown.map(({ code }) => code)).size).toBe(grown.length);
  });

  it("opens each of its shifts for sign-up as long before as the first", async () => {
    const wish = { ...morning(), ...weekly, opens: at(18 - 48).toISOString() };
    const first = value(await execute(rota.zoned(at(-60)), planShift, wish));
    const opens = (await shiftsOf(first)).map(({ opensAt, during }) => {
      const { from } = during;
      return (from.getTime() - opensAt!.getTime()) / 3_600_000;
    });
    expect(new Set(opens)).toEqual(new Set([48]));
  });

  it("without a single day is none, and nothing of it stays", async () => {
    const never = { frequency: "daily", count: 1, except: ["2026-11-24"] };
    const before = await app.db.$count(shiftSeries);
    await expect(
      execute(rota.zoned(), planShift, { ...morning(), ...never }),
    ).resolves.toMatchObject({
      code: "shift.never",
    });
    expect(await app.db.$count(shiftSeries)).toBe(before);
  });

  it("changes from one shift on: people keep their places, and are asked where the time is another", async () => {
    const first = value(await execute(rota.zoned(), planShift, { ...morning(), ...weekly }));
    value(await execute(rota.coordinator.ctx(), publishShift, { id: first, version: 1 }));
    const made = await shiftsOf(first);
    const [before, from, after] = [made[1]!, made[2]!, made[3]!];
    const early = await rota.placed((await roleOf(before.id)).id);
    const same = await rota.placed((await roleOf(from.id)).id);
    const late = await rota.placed((await roleOf(after.id)).id);
    // Every Tuesday and Thursday, an hour later, from 1 December on, and one slot more.
    const wish = {
      ...rota.wishOf(at(24 * 7 + 19), at(24 * 7 + 23), { capacity: 3 }),
      ...weekly,
      version: from.version,
    };
    value(await execute(rota.zoned(), changeShift, { ...wish, id: from.id, scope: "following" }));
    expect(await rota.stateOf(early.id)).toBe("signed_up");
    for (const one of [same, late]) {
      expect(await rota.rowOf(one.id)).toMatchObject({ state: "offered", reason: "moved" });
      expect(await promiseOf(one.id)).toBeNull();
      value(await execute(one.ctx(), answerSlot, { id: one.id, answer: "yes" }));
      expect(await promiseOf(one.id)).not.toBeNull();
    }
    const next = await shiftsOf(from.id);
    expect((await shiftsOf(first)).map(({ day }) => day)).toEqual(["11-24", "11-26"]);
    const days = made.slice(2).map(({ day }) => day);
    expect(next.map(({ day }) => day)).toEqual([...days, "01-19", "01-21"]);
    expect(next.every(({ occurrence }) => occurrence!.endsWith("T09:00"))).toBe(true);
    expect(new Set(next.map(({ state }) => state))).toEqual(new Set(["published"]));
    expect((await roleOf(after.id)).capacity).toBe(3);
    // The series before makes nothing any more, also by a job that comes late.
    const { seriesId } = await rota.shiftOf(first);
    await execute(jobCtx(app.db, at(24 * 20)), fillSeries, { id: seriesId! });
    expect((await shiftsOf(first)).length).toBe(2);
  });

  it("moves to other days as a whole, and a rarer rule cancels what it leaves out", async () => {
    const first = value(await execute(rota.zoned(), planShift, { ...morning(), ...weekly }));
    value(await execute(rota.coordinator.ctx(), publishShift, { id: first, version: 1 }));
    const made = await shiftsOf(first);
    const thursday = await rota.placed((await roleOf(made[1]!.id)).id);
    const nextWeek = await rota.placed((await roleOf(made[2]!.id)).id);
    // Wednesdays alone, from the first week on.
    const wish = {
      ...rota.wishOf(at(24 + 18), at(24 + 22), { capacity: 2 }),
      frequency: "weekly",
      version: made[0]!.version,
    };
    value(await execute(rota.zoned(), changeShift, { ...wish, id: first, scope: "following" }));
    expect(await rota.stateOf(thursday.id)).toBe("withdrawn");
    expect(await rota.rowOf(nextWeek.id)).toMatchObject({ state: "offered", reason: "moved" });
    expect((await rota.shiftOf(made[2]!.id)).occurrence).toBe("2026-12-02T08:00");
    expect((await rota.shiftOf(made[1]!.id)).state).toBe("cancelled");
    const live = (await shiftsOf(first)).filter(({ state }) => state === "published");
    expect(live.slice(0, 4).map(({ day }) => day)).toEqual(["11-25", "12-02", "12-09", "12-16"]);
  });

  it("is refused as a whole where a role holds more people than it would have places", async () => {
    const first = value(await execute(rota.zoned(), planShift, { ...morning(), ...weekly }));
    value(await execute(rota.coordinator.ctx(), publishShift, { id: first, version: 1 }));
    const made = await shiftsOf(first);
    const role = (await roleOf(made[4]!.id)).id;
    const held = [await rota.placed(role), await rota.placed(role)];
    const wish = { ...morning(), ...weekly, version: made[0]!.version };
    const fewer = { ...wish, roles: [{ ...wish.roles[0]!, capacity: 1 }] };
    expect(
      await execute(rota.zoned(), changeShift, { ...fewer, id: first, scope: "following" }),
    ).toMatchObject({
      code: "shift.fewer_on",
      params: { count: 2, role: "Чай", at: made[4]!.during.from.toISOString() },
    });
    expect((await shiftsOf(first)).length).toBe(made.length);
    for (const one of held) expect(await rota.stateOf(one.id)).toBe("signed_up");
  });

  it("is cancelled from one shift on, with a reason, and stays so", async () => {
    const first = value(await execute(rota.zoned(), planShift, { ...morning(), ...weekly }));
    value(await execute(rota.coordinator.ctx(), publishShift, { id: first, version: 1 }));
    const made = await shiftsOf(first);
    const from = made[3]!;
    const there = await rota.placed((await roleOf(made[5]!.id)).id);
    const wish = { version: from.version, reason: "Школу закрили" };
    expect(
      await execute(rota.zoned(), cancelShift, {
        id: from.id,
        scope: "following",
        ...wish,
        version: 99,
      }),
    ).toMatchObject({
      code: "conflict",
    });
    value(await execute(rota.zoned(), cancelShift, { ...wish, id: from.id, scope: "following" }));
    await execute(jobCtx(app.db, at(24 * 7)), fillSeries, { id: from.seriesId! });
    const states = (await shiftsOf(first)).map(({ state }) => state);
    expect(states).toEqual([...Array(3).fill("published"), ...Array(12).fill("cancelled")]);
    expect(await rota.rowOf(there.id)).toMatchObject({ state: "withdrawn", reason: "cancelled" });
    expect(await promiseOf(there.id)).toBeNull();
  });
});

describe("a change", () => {
  it("of several roles is made whole or not at all", async () => {
    const { id, role } = await rota.published(2, 48, 52);
    for (const _ of [1, 2]) await rota.placed(role);
    const known = { title: "Чай", skills: [], minimum: 1 };
    const added = { ...known, title: "Суп", capacity: 5 };
    const wish = { ...rota.wishOf(at(48), at(52)), version: 2 };
    const roles = [added, { ...known, id: role, capacity: 1 }];
    const { ctx } = rota.coordinator;
    expect(await execute(ctx(), changeShift, { id, ...wish, roles })).toMatchObject({
      code: "shift.fewer",
    });
    expect(await execute(ctx(), changeShift, { id, ...wish, roles: [added] })).toMatchObject({
      code: "shift.fewer",
    });
    expect(await app.db.$count(shiftRole, eq(shiftRole.shiftId, id))).toBe(1);
  });

  it("of the time asks everybody again and holds their places; who says no frees one for the next", async () => {
    const { id, role } = await rota.published(2, 48, 52);
    const [yes, no, next] = [
      await rota.placed(role),
      await rota.placed(role),
      await rota.placed(role),
    ] as const;
    const known = { id: role, title: "Чай", skills: [], capacity: 2, minimum: 1 };
    const moved = { ...rota.wishOf(at(50), at(54)), roles: [known], version: 2 };
    value(await execute(rota.coordinator.ctx(), changeShift, { ...moved, id }));
    for (const one of [yes, no]) expect(await rota.stateOf(one.id)).toBe("offered");
    expect(await rota.stateOf(next.id)).toBe("waitlisted");
    const elsewhere = await rota.published(1, 48, 50);
    // Free again at the old time, and asked for at the new one alone.
    value(await execute(no.ctx(), takeSlot, { role: elsewhere.role }));
    value(await execute(yes.ctx(), answerSlot, { id: yes.id, answer: "yes" }));
    value(await execute(no.ctx(), answerSlot, { id: no.id, answer: "no" }));
    expect(await rota.stateOf(next.id)).toBe("offered");
    expect((await promiseOf(yes.id))!.during.to).toEqual(at(54));
  });

  it("of the time is too late once somebody is there", async () => {
    const { id, role } = await rota.published(2, 24, 28);
    const there = await rota.placed(role);
    value(
      await execute(rota.coordinator.ctx(at(23.5)), markSlot, {
        slot: there.id,
        mark: "check_in",
      }),
    );
    const known = { id: role, title: "Чай", skills: [], capacity: 2, minimum: 1 };
    const wish = { ...rota.wishOf(at(26), at(30)), roles: [known], version: 2 };
    expect(
      await execute(rota.coordinator.ctx(at(23.6)), changeShift, { ...wish, id }),
    ).toMatchObject({
      code: "shift.begun_there",
    });
  });

  it("of anything else asks nobody, and tells a later writer who was first", async () => {
    const { id, role } = await rota.published(1, 48, 52);
    const there = await rota.placed(role);
    const known = { id: role, title: "Суп", skills: [], capacity: 2, minimum: 1 };
    const wish = { ...rota.wishOf(at(48), at(52)), briefing: "Ключ у сторожа", roles: [known] };
    const both = await Promise.all([
      execute(rota.coordinator.ctx(), changeShift, { id, ...wish, version: 2 }),
      execute(rota.coordinator.ctx(), changeShift, { id, ...wish, version: 2 }),
    ]);
    expect(both.filter(({ ok }) => ok).length).toBe(1);
    expect(both.find(({ ok }) => !ok)).toMatchObject({ code: "conflict" });
    expect(await rota.stateOf(there.id)).toBe("signed_up");
    expect((await rota.shiftOf(id)).briefing).toBe("Ключ у сторожа");
  });

  it("that makes room offers it to whoever waits", async () => {
    const { id, role } = await rota.published(1, 48, 52);
    await rota.placed(role);
    const waiting = await rota.placed(role);
    const known = { id: role, title: "Чай", skills: [], capacity: 2, minimum: 1 };
    const wish = { ...rota.wishOf(at(48), at(52)), roles: [known], version: 2 };
    value(await execute(rota.coordinator.ctx(), changeShift, { ...wish, id }));
    expect(await rota.stateOf(waiting.id)).toBe("offered");
  });

  it("is not another district's to make", async () => {
    const { id } = await rota.published(1, 48, 52);
    const stranger = await world.person({ districts: [world.south] });
    const wish = { ...rota.wishOf(at(48), at(52)), version: 2, district: "south" };
    expect(await execute(stranger.ctx(), changeShift, { ...wish, id })).toMatchObject({
      code: "shift.unknown",
    });
    expect(await execute(stranger.ctx(), planShift, rota.wishOf(at(48), at(52)))).toMatchObject({
      code: "forbidden",
    });
  });
});
