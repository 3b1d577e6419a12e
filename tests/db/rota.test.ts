import { and, asc, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { record } from "../../app/audit/commands/record.server";
import type { RecordLine } from "../../app/audit/events";
import { execute } from "../../app/platform/command.server";
import { answerSlot } from "../../app/shifts/commands/answer-slot.server";
import { cancelShift } from "../../app/shifts/commands/cancel-shift.server";
import { changeShift } from "../../app/shifts/commands/change-shift.server";
import { fillSlot } from "../../app/shifts/commands/fill-slot.server";
import { leaveShift } from "../../app/shifts/commands/leave-shift.server";
import { markSlot } from "../../app/shifts/commands/mark-slot.server";
import { planShift } from "../../app/shifts/commands/plan-shift.server";
import { publishShift } from "../../app/shifts/commands/publish-shift.server";
import {
  beginShift,
  closeShift,
  endShift,
  fillSeries,
  remindOf,
  watchShift,
} from "../../app/shifts/commands/run-shift.server";
import { moveSignUp } from "../../app/shifts/commands/sign-ups.server";
import { takeSlot } from "../../app/shifts/commands/take-slot.server";
import { findFor, suggestFor } from "../../app/shifts/queries/candidates.server";
import { openShift, readWeek } from "../../app/shifts/queries/rota.server";
import { shiftReactions } from "../../app/shifts/reactions.server";
import { commitment, person } from "../../drizzle/schema/accounts";
import { shift, shiftRole, shiftSeries } from "../../drizzle/schema/shifts";
import { react } from "../factories/react";
import { at, makeRota, type Rota, value } from "../factories/rota";
import { jobCtx, makeWorld, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let app: FreshDatabase["app"];
let owner: FreshDatabase["owner"];
let world: World;
let rota: Rota;

beforeAll(async () => {
  ({ app, owner } = await freshDatabase());
  world = await makeWorld(app.db);
  rota = await makeRota(app.db, world);
});

const promiseOf = async (id: string) =>
  (await app.db.select().from(commitment).where(eq(commitment.sourceId, id)))[0] ?? null;
const versionOf = async (id: string) => (await rota.shiftOf(id)).version;

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

describe("a gap", () => {
  it("is filled by asking, or with somebody who has said yes; a soft reason needs a word", async () => {
    const { id, role } = await rota.published(2, 30, 34, ["care"]);
    const nurse = await rota.volunteer(["care"]);
    const other = await rota.volunteer();
    const filling = { role, how: "ask" };
    const { ctx } = rota.coordinator;
    value(await execute(ctx(), fillSlot, { ...filling, person: nurse.id }));
    const [asked] = await rota.rowsOf(role);
    expect(asked).toMatchObject({ state: "offered", reason: "asked" });
    const wish = { ...filling, how: "agreed", person: other.id };
    expect(await execute(ctx(), fillSlot, wish)).toMatchObject({ code: "shift.needs_word" });
    value(await execute(ctx(), fillSlot, { ...wish, word: "Мед. училище, третій курс" }));
    expect(await execute(ctx(), fillSlot, { ...wish, word: "так" })).toMatchObject({
      code: expect.stringMatching(/shift\.(already|overlaps)/),
    });
    const late = await rota.volunteer(["care"]);
    expect(await execute(ctx(), fillSlot, { ...filling, person: late.id })).toMatchObject({
      code: "shift.full",
    });
    value(await execute(nurse.ctx(), answerSlot, { id: asked!.id, answer: "yes" }));
    const week = { from: at(0), to: at(24 * 7) };
    const lines = await readWeek(ctx(), week, null);
    expect(lines.find((line) => line.shift.id === id)).toMatchObject({ coming: 2 });
  });

  it("is suggested to whoever is able, near and rested, and to nobody who is promised elsewhere", async () => {
    const { id, role } = await rota.published(1, 240, 244, ["care"]);
    const profile = { skills: ["care" as const], homeDistrictId: world.north };
    const near = await world.person({ standing: "verified", profile });
    const far = await world.person({
      standing: "verified",
      profile: { ...profile, homeDistrictId: world.south },
    });
    const tired = await world.person({ standing: "verified", profile });
    const busy = await world.person({ standing: "verified", profile });
    const unable = await world.person({
      standing: "verified",
      profile: { homeDistrictId: world.north },
    });
    await rota.placed((await rota.published(1, 228, 240)).role, 1, tired);
    await rota.placed((await rota.published(1, 242, 246)).role, 1, busy);
    const opened = await openShift(rota.coordinator.ctx(), id);
    const gap = opened!.roles.find((one) => one.id === role)!;
    const suggested = await suggestFor(rota.zoned(), opened!, gap);
    const placeOf = (who: { id: string }) => suggested.findIndex((one) => one.id === who.id);
    expect(placeOf(near)).toBe(0);
    expect(placeOf(far)).toBeGreaterThan(placeOf(near));
    expect(placeOf(busy)).toBe(-1);
    expect(suggested[placeOf(tired)]!.reasons).toEqual(["rest"]);
    expect(suggested[placeOf(unable)]!.reasons).toEqual(["skill"]);
    expect(suggested[placeOf(tired)]!.week).toBe(12);
    // Looked for by name, everybody is found, with what speaks against them.
    await app.db.update(person).set({ name: "Ольга 100%" }).where(eq(person.id, busy.id));
    const found = (name: string) => findFor(rota.zoned(), opened!, gap, name);
    expect(await found("ольга 100%")).toMatchObject([{ id: busy.id, reasons: ["overlaps"] }]);
    expect(await found("olga 100%")).toMatchObject([{ id: busy.id }]);
    expect(await found("ольга 100_")).toEqual([]);
  });
});

describe("the clock", () => {
  const ctxAt = (hours: number) => jobCtx(app.db, at(hours));

  it("begins a shift and ends it, once; whoever still waits waits no more, whoever forgot has gone at the end", async () => {
    const { id, role } = await rota.published(1, 24, 28);
    const there = await rota.placed(role);
    const waiting = await rota.placed(role);
    await execute(ctxAt(23), beginShift, { id });
    expect((await rota.shiftOf(id)).state).toBe("published");
    await Promise.all([
      execute(ctxAt(24), beginShift, { id }),
      execute(ctxAt(24), beginShift, { id }),
    ]);
    expect((await rota.shiftOf(id)).state).toBe("running");
    const row = await rota.rowOf(there.id);
    const came = { set: { checkedInAt: at(24) } };
    await app.db.transaction((tx) => moveSignUp(tx, there.ctx(at(24)), row, "checked_in", came));
    await Promise.all([execute(ctxAt(28), endShift, { id }), execute(ctxAt(28), endShift, { id })]);
    expect((await rota.shiftOf(id)).state).toBe("completed");
    expect(await rota.rowOf(waiting.id)).toMatchObject({ state: "withdrawn", reason: "over" });
    await execute(ctxAt(30), closeShift, { id });
    expect(await rota.rowOf(there.id)).toMatchObject({
      state: "checked_out",
      reason: "assumed",
      checkedOutAt: at(28),
    });
  });

  it("after an outage closes what it had not even ended", async () => {
    const { id, role } = await rota.published(1, 24, 28);
    const there = await rota.placed(role);
    const row = await rota.rowOf(there.id);
    const came = { set: { checkedInAt: at(24) } };
    await app.db.transaction((tx) => moveSignUp(tx, there.ctx(at(24)), row, "checked_in", came));
    await Promise.all([
      execute(ctxAt(40), closeShift, { id }),
      execute(ctxAt(40), endShift, { id }),
    ]);
    expect((await rota.shiftOf(id)).state).toBe("completed");
    expect(await rota.rowOf(there.id)).toMatchObject({ checkedOutAt: at(28), reason: "assumed" });
  });

  it("that comes late for the start finds the end", async () => {
    const { id } = await rota.published(1, 24, 28);
    await execute(ctxAt(40), endShift, { id });
    expect((await rota.linesOf(id)).map(({ toState }) => toState)).toEqual([
      "draft",
      "published",
      "running",
      "completed",
    ]);
  });

  it("of a moved shift does nothing at the old time", async () => {
    const { id } = await rota.published(1, 24, 28);
    const wish = { ...rota.wishOf(at(30), at(34)), version: await versionOf(id) };
    const [role] = await app.db.select().from(shiftRole).where(eq(shiftRole.shiftId, id));
    const roles = [{ ...wish.roles[0]!, id: role!.id }];
    value(await execute(rota.coordinator.ctx(), changeShift, { id, ...wish, roles }));
    await execute(ctxAt(24), beginShift, { id });
    expect((await rota.shiftOf(id)).state).toBe("published");
  });

  it("tells of too few people in time, and of enough nothing; everybody on it is reminded", async () => {
    const { id, role } = await rota.published(1, 24, 28);
    const types = async () => (await rota.linesOf(id)).map(({ type }) => type);
    await execute(ctxAt(1), watchShift, { id });
    expect(await types()).toContain("shift.thin");
    const full = await rota.published(1, 24, 28);
    await rota.placed(full.role);
    await execute(ctxAt(1), watchShift, { id: full.id });
    expect((await rota.linesOf(full.id)).map(({ type }) => type)).not.toContain("shift.thin");
    await rota.placed(role);
    await execute(ctxAt(1), remindOf, { id });
    await execute(ctxAt(25), remindOf, { id });
    expect((await types()).filter((type) => type === "shift.soon").length).toBe(1);
  });
});

describe("what the record says", () => {
  const said = async (line: RecordLine) => {
    const id = await app.db.transaction((tx) => record(tx, rota.coordinator, line));
    await react(shiftReactions, id, jobCtx(app.db));
  };

  it("a suspended volunteer holds no place any more, and the next is asked", async () => {
    const { role } = await rota.published(1, 48, 52);
    const holder = await rota.placed(role);
    const next = await rota.placed(role);
    await app.db
      .update(person)
      .set({ standing: "suspended" })
      .where(eq(person.id, holder.personId));
    await said({ type: "person.suspended", thingId: holder.personId });
    expect(await rota.rowOf(holder.id)).toMatchObject({ state: "withdrawn", reason: "released" });
    expect(await rota.stateOf(next.id)).toBe("offered");
  });

  it("of a cancelled shift: whoever waits elsewhere at the same time is looked at again", async () => {
    const { role } = await rota.published(1, 48, 52);
    const other = await rota.published(1, 50, 54);
    const holder = await rota.placed(role);
    const waiting = await rota.placed(role);
    const theirs = await rota.placed(other.role, 1, { ...waiting, id: waiting.personId });
    value(await execute(holder.ctx(), leaveShift, { id: holder.id }));
    expect(await rota.stateOf(waiting.id)).toBe("waitlisted");
    const wish = { version: 2, reason: "Немає світла" };
    value(await execute(rota.coordinator.ctx(), cancelShift, { ...wish, id: other.id }));
    const [line] = (await rota.linesOf(theirs.id)).slice(-1);
    await react(shiftReactions, line!.id, jobCtx(app.db));
    expect(await rota.stateOf(waiting.id)).toBe("offered");
  });

  it("a volunteer whose task has ended is looked at again", async () => {
    const { role } = await rota.published(1, 48, 52);
    const holder = await rota.placed(role);
    const waiting = await rota.placed(role);
    const busy = {
      personId: waiting.personId,
      kind: "task" as const,
      sourceId: crypto.randomUUID(),
      during: { from: at(47), to: at(53) },
    };
    await app.db.insert(commitment).values(busy);
    value(await execute(holder.ctx(), leaveShift, { id: holder.id }));
    expect(await rota.stateOf(waiting.id)).toBe("waitlisted");
    await app.db
      .delete(commitment)
      .where(and(eq(commitment.sourceId, busy.sourceId), eq(commitment.kind, "task")));
    const data = { person: waiting.personId };
    await said({ type: "assignment.done", thingId: busy.sourceId, data });
    expect(await rota.stateOf(waiting.id)).toBe("offered");
  });
});

describe("a shift that is to be published at once", () => {
  it("is published or was never made, also as a series", async () => {
    const { sql } = owner;
    const plan = (place: string, repeat: Record<string, unknown> = {}) =>
      execute(rota.coordinator.ctx(), planShift, {
        ...rota.wishOf(at(24 * 8), at(24 * 8 + 4), { place }),
        ...repeat,
        publish: "yes",
      });
    const repeat = { frequency: "weekly", weekdays: ["2", "4"] };
    const statesAt = async (place: string) =>
      (await app.db.select().from(shift).where(eq(shift.place, place))).map(({ state }) => state);

    await sql`create function no_publishing() returns trigger language plpgsql as
      $$ begin if new.state = 'published' then raise exception 'killed here'; end if; return new; end $$`;
    await sql`create trigger no_publishing before update on shift for each row execute function no_publishing()`;
    await expect(plan("Ані тут")).rejects.toThrow();
    await expect(plan("Ані там", repeat)).rejects.toThrow();
    await sql`drop function no_publishing cascade`;
    expect([...(await statesAt("Ані тут")), ...(await statesAt("Ані там"))]).toEqual([]);

    value(await plan("Отут"));
    value(await plan("Отам", repeat));
    expect(await statesAt("Отут")).toEqual(["published"]);
    const series = await statesAt("Отам");
    expect(series.length).toBeGreaterThan(4);
    expect(new Set(series)).toEqual(new Set(["published"]));
  });
});
