import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { record } from "../../app/audit/commands/record.server";
import type { RecordLine } from "../../app/audit/events";
import { execute } from "../../app/platform/command.server";
import { answerSlot } from "../../app/shifts/commands/answer-slot.server";
import { cancelShift } from "../../app/shifts/commands/cancel-shift.server";
import { changeShift } from "../../app/shifts/commands/change-shift.server";
import { fillSlot } from "../../app/shifts/commands/fill-slot.server";
import { leaveShift } from "../../app/shifts/commands/leave-shift.server";
import { planShift } from "../../app/shifts/commands/plan-shift.server";
import {
  beginShift,
  closeShift,
  endShift,
  remindOf,
  watchShift,
} from "../../app/shifts/commands/run-shift.server";
import { moveSignUp } from "../../app/shifts/commands/sign-ups.server";
import { findFor, suggestFor } from "../../app/shifts/queries/candidates.server";
import { openShift, readWeek } from "../../app/shifts/queries/rota.server";
import { shiftReactions } from "../../app/shifts/reactions.server";
import { commitment, person } from "../../drizzle/schema/accounts";
import { shift, shiftRole } from "../../drizzle/schema/shifts";
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

const versionOf = async (id: string) => (await rota.shiftOf(id)).version;

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

  it("is looked for by words in any order and by a number in any spelling, one's own district's alone", async () => {
    const { id, role } = await rota.published(1, 300, 304);
    const opened = await openShift(rota.coordinator.ctx(), id);
    const gap = opened!.roles.find((one) => one.id === role)!;
    const named = (home: string, phone: string) =>
      world.person({
        name: "Соломія Крушельницька",
        standing: "verified",
        contact: { phone },
        profile: { homeDistrictId: home },
      });
    const near = await named(world.north, "+380674445501");
    const far = await named(world.south, "+380674445502");
    const found = async (wanted: string) =>
      (await findFor(rota.zoned(), opened!, gap, wanted)).map((one) => one.id);
    for (const wanted of [
      "Крушельницька Соломія",
      "крушельницька,соломія",
      " Solomiia  Krushelnytska",
    ])
      expect((await found(wanted)).sort(), wanted).toEqual([near.id, far.id].sort());
    for (const wanted of [
      "00380 67 444 5501",
      "8 (067) 444-55-01",
      "380674445501",
      "+380 (0) 67 444 55 01",
      "5501",
    ])
      expect(await found(wanted), wanted).toEqual([near.id]);
    expect(await found("00380 67 444 5502")).toEqual([]);
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
