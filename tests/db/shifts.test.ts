import { and, eq, inArray, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import type { Result } from "../../app/platform/types";
import { cancelShift, makeShift, publishShift } from "../../app/shifts/commands/keep-shift.server";
import {
  answerPlace,
  expirePlace,
  leaveShift,
  takePlace,
} from "../../app/shifts/commands/sign-up.server";
import { commitment, person } from "../../drizzle/schema/accounts";
import { shiftRole, signUp } from "../../drizzle/schema/shifts";
import { makeWorld, NOON, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let app: FreshDatabase["app"];
let world: World;
type Someone = Awaited<ReturnType<World["person"]>>;
let coordinator: Someone;

beforeAll(async () => {
  ({ app } = await freshDatabase());
  world = await makeWorld(app.db);
  coordinator = await world.person({ districts: [world.north] });
});

const at = (hours: number) => new Date(NOON.getTime() + hours * 3_600_000);
const value = <Value>(result: Result<Value>): Value => {
  if (!result.ok) throw new Error(result.code);
  return result.value;
};
const volunteer = (skills: ("care" | "driving")[] = []) =>
  world.person({ standing: "verified", profile: { skills } });

async function published(capacity: number, from = 24, to = 28, skills: "care"[] = []) {
  const id = value(
    await makeShift(coordinator.ctx(), {
      ...{ districtId: world.north, place: "Школа", address: "", briefing: "", contact: "" },
      ...{ window: { from: at(from), to: at(to) }, leaveHours: 12 },
      roles: [{ title: "Чай", skills, capacity, minimum: 1 }],
    }),
  );
  value(await publishShift(coordinator.ctx(), id, 1));
  const [role] = await app.db.select().from(shiftRole).where(eq(shiftRole.shiftId, id));
  return { id, role: role!.id };
}
const rowsOf = (role: string) =>
  app.db.select().from(signUp).where(eq(signUp.roleId, role)).orderBy(signUp.queued);
const stateOf = async (id: string) =>
  (await app.db.select().from(signUp).where(eq(signUp.id, id)))[0]!.state;

describe("a place", () => {
  it("is taken while there is one, then the waitlist begins, each with a number", async () => {
    const { role } = await published(1);
    const people = await Promise.all([volunteer(), volunteer(), volunteer()]);
    const taken = [];
    for (const one of people) taken.push(value(await takePlace(one.ctx(), role)));
    expect(taken.map(({ state, place }) => [state, place])).toEqual([
      ["signed_up", null],
      ["waitlisted", 1],
      ["waitlisted", 2],
    ]);
    expect(await takePlace(people[0]!.ctx(), role)).toMatchObject({ code: "shift.already" });
  });

  it("is refused with the reason: standing, skill, time, another promise", async () => {
    const { role } = await published(5, 24, 28, ["care"]);
    const unverified = await world.person({ standing: "unverified" });
    expect(await takePlace(unverified.ctx(), role)).toMatchObject({ code: "shift.not_verified" });
    expect(await takePlace((await volunteer()).ctx(), role)).toMatchObject({ code: "shift.skill" });
    const nurse = await volunteer(["care"]);
    expect(await takePlace(nurse.ctx(at(25)), role)).toMatchObject({ code: "shift.begun" });
    const { role: other } = await published(1, 26, 30);
    value(await takePlace(nurse.ctx(), other));
    expect(await takePlace(nurse.ctx(), role)).toMatchObject({
      ...{ code: "shift.overlaps", params: { at: at(26).toISOString() } },
    });
    const { role: after } = await published(1, 30, 32);
    value(await takePlace(nurse.ctx(), after));
  });

  it("that is freed goes to the first who can, and is held until they answer", async () => {
    const { role } = await published(1, 48, 52);
    const people = await Promise.all([volunteer(), volunteer(), volunteer(), volunteer()]);
    const ids: string[] = [];
    for (const one of people) ids.push(value(await takePlace(one.ctx(), role)).id);
    const [first, busy, next, last] = people as [Someone, Someone, Someone, Someone];
    const { role: clashing } = await published(1, 50, 54);
    const elsewhere = value(await takePlace(busy.ctx(), clashing)).id;
    value(await leaveShift(first.ctx(), ids[0]!, ""));
    expect(await Promise.all(ids.map(stateOf))).toEqual([
      ...["withdrawn", "waitlisted", "offered", "waitlisted"],
    ]);
    const newcomer = await volunteer();
    expect(value(await takePlace(newcomer.ctx(), role)).state).toBe("waitlisted");
    // Passed over while promised elsewhere, and first again once free.
    value(await leaveShift(busy.ctx(), elsewhere, ""));
    expect(await stateOf(ids[1]!)).toBe("waitlisted");
    value(await answerPlace(next.ctx(), ids[2]!, false));
    expect(await stateOf(ids[1]!)).toBe("offered");
    value(await answerPlace(busy.ctx(), ids[1]!, true));
    expect(await answerPlace(last.ctx(), ids[3]!, true)).toMatchObject({ code: "shift.answered" });
  });

  it("that nobody answers for goes on to the next", async () => {
    const { role } = await published(1, 72, 76);
    const people = await Promise.all([volunteer(), volunteer(), volunteer()]);
    const ids: string[] = [];
    for (const one of people) ids.push(value(await takePlace(one.ctx(), role)).id);
    value(await leaveShift(people[0]!.ctx(), ids[0]!, ""));
    await expirePlace({ db: app.db, now: at(1) }, ids[1]!);
    expect(await stateOf(ids[1]!)).toBe("offered");
    await expirePlace({ db: app.db, now: at(20) }, ids[1]!);
    expect([await stateOf(ids[1]!), await stateOf(ids[2]!)]).toEqual(["withdrawn", "offered"]);
    expect(await answerPlace(people[1]!.ctx(at(20)), ids[1]!, true)).toMatchObject({
      code: "shift.answered",
    });
  });

  it("is left shortly before the start with a word alone", async () => {
    const { role } = await published(1, 24, 28);
    const one = await volunteer();
    const { id } = value(await takePlace(one.ctx(), role));
    expect(await leaveShift(one.ctx(at(13)), id, " ")).toMatchObject({ code: "shift.word" });
    value(await leaveShift(one.ctx(at(13)), id, "Захворіла дитина"));
    expect(await leaveShift((await volunteer()).ctx(), id, "")).toMatchObject({
      code: "shift.unknown",
    });
  });

  it("is gone with its shift, and everybody is free again", async () => {
    const { id, role } = await published(2, 24, 28);
    const people = await Promise.all([volunteer(), volunteer(), volunteer()]);
    for (const one of people) value(await takePlace(one.ctx(), role));
    expect(await cancelShift(coordinator.ctx(), id, { version: 2, reason: " " })).toMatchObject({
      code: "shift.word",
    });
    value(await cancelShift(coordinator.ctx(), id, { version: 2, reason: "Немає світла" }));
    const { role: same } = await published(3, 24, 28);
    for (const one of people) value(await takePlace(one.ctx(), same));
  });
});

describe("the database", () => {
  it("refuses a place beyond the capacity and a sign-up without a promise", async () => {
    const { id, role } = await published(1, 96, 99);
    value(await takePlace((await volunteer()).ctx(), role));
    const values = { shiftId: id, roleId: role, personId: (await volunteer()).id };
    const over = app.db.insert(signUp).values({ ...values, state: "signed_up" });
    await expect(over).rejects.toMatchObject({
      cause: { constraint_name: "sign_up_capacity" },
    });
    const { id: other, role: empty } = await published(1, 96, 99);
    const bare = { ...values, shiftId: other, roleId: empty, state: "signed_up" as const };
    await expect(app.db.insert(signUp).values(bare)).rejects.toMatchObject({
      cause: { constraint_name: expect.stringMatching(/sign_up_(promised|recorded)/) },
    });
  });
});

describe("500 volunteers on 64 connections", () => {
  it("never fill a role beyond its places, leave one free beside somebody who could take it, or are in two places", async () => {
    const people = await app.db
      .insert(person)
      .values(
        Array.from({ length: 500 }, (_, i) => ({
          ...{ name: `V ${i}`, email: `race-${i}@people.example`, locale: "uk" as const },
          standing: "verified" as const,
        })),
      )
      .returning({ id: person.id });
    const ctxOf = (index: number) => {
      const personId = people[index]!.id as never;
      const actor = {
        ...coordinator.actor,
        personId,
        districts: [],
        standing: "verified" as const,
      };
      return { ...coordinator.ctx(), actor };
    };
    for (let round = 0; round < 50; round++) {
      // Three shifts, two of which overlap; each round has a day of its own.
      const day = 24 * (10 + round);
      const shifts = await Promise.all([
        published(1, day, day + 4),
        published(5, day + 2, day + 6),
        published(20, day + 6, day + 8),
      ]);
      const roles = shifts.map(({ role }) => role);
      const act = async (index: number) => {
        const random = ((round * 500 + index) * 2_654_435_761) % 4_294_967_296;
        const first = value0(await takePlace(ctxOf(index), roles[random % 3]!));
        if (random % 5 === 0 && first) await leaveShift(ctxOf(index), first.id, "");
        const second = value0(await takePlace(ctxOf(index), roles[(random >>> 4) % 3]!));
        if (random % 7 === 0 && second) await leaveShift(ctxOf(index), second.id, "");
      };
      // A tenth of the people a round, in turns, so that each round has its crowd and the test its end.
      const crowd = Array.from({ length: 50 }, (_, i) => (round * 50 + i) % 500);
      await Promise.all(crowd.map(act));
      await expectSound(roles, [1, 5, 20]);
    }
  }, 240_000);
});

const value0 = <Value>(result: Result<Value>): Value | null => {
  if (result.ok) return result.value;
  expect(result.code).toMatch(/^shift\.(overlaps|already)$/);
  return null;
};

async function expectSound(roles: string[], capacities: number[]) {
  for (const [i, role] of roles.entries()) {
    const rows = await rowsOf(role);
    const held = rows.filter(({ state }) => state === "signed_up" || state === "offered");
    expect(held.length).toBeLessThanOrEqual(capacities[i]!);
    const able = await app.db.execute<{ queued: string }>(sql`
      select w.queued from sign_up w join shift s on s.id = w.shift_id
      where w.role_id = ${role} and w.state = 'waitlisted' and not exists (
        select from commitment c where c.person_id = w.person_id and c.during && s.during)`);
    if (held.length < capacities[i]!) expect([...able]).toEqual([]);
  }
  const twice = await app.db.execute(sql`
    select from commitment a join commitment b
      on a.person_id = b.person_id and a.id < b.id and a.during && b.during`);
  expect(twice.length).toBe(0);
  const rows = await app.db
    .select({ id: signUp.id })
    .from(signUp)
    .where(and(inArray(signUp.roleId, roles), eq(signUp.state, "signed_up")));
  const promised = await app.db
    .select({ id: commitment.sourceId })
    .from(commitment)
    .where(inArray(commitment.sourceId, [...rows.map(({ id }) => id), roles[0]!]));
  expect(promised.length).toBe(rows.length);
}
