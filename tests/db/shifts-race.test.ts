import { and, eq, inArray, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { execute } from "../../app/platform/command.server";
import type { Result } from "../../app/platform/types";
import { lookAgainFor } from "../../app/shifts/commands/free-slots.server";
import { leaveShift } from "../../app/shifts/commands/leave-shift.server";
import { answerSwap, proposeSwap } from "../../app/shifts/commands/swap.server";
import { takeSlot } from "../../app/shifts/commands/take-slot.server";
import { commitment, person } from "../../drizzle/schema/accounts";
import { signUp } from "../../drizzle/schema/shifts";
import { makeRota, type Rota, value } from "../factories/rota";
import { jobCtx, makeWorld } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";
import { races } from "./races";

let app: FreshDatabase["app"];
let rota: Rota;

beforeAll(async () => {
  ({ app } = await freshDatabase());
  rota = await makeRota(app.db, await makeWorld(app.db));
});

describe("500 volunteers on 64 connections", () => {
  it("never fill a role beyond its places, leave one free beside somebody who could take it, or are in two places", async () => {
    const people = await app.db
      .insert(person)
      .values(
        Array.from({ length: 500 }, (_, i) => ({
          name: `V ${i}`,
          email: `race-${i}@people.example`,
          locale: "uk" as const,
          standing: "verified" as const,
        })),
      )
      .returning({ id: person.id });
    const ctxOf = (index: number) => {
      const personId = people[index]!.id as never;
      const actor = {
        ...rota.coordinator.actor,
        personId,
        districts: [],
        standing: "verified" as const,
      };
      return { ...rota.coordinator.ctx(), actor };
    };
    // With the job that follows from the record: whoever is free again is looked at where they wait.
    const leave = async (index: number, id: string) => {
      const left = await execute(ctxOf(index), leaveShift, { id });
      if (left.ok) await lookAgainFor(jobCtx(app.db), people[index]!.id);
    };
    for (let round = 0; round < races(50, 20); round++) {
      // Three shifts, two of which overlap; each round has a day of its own.
      const day = 24 * (10 + round);
      const shifts = await Promise.all([
        rota.published(1, day, day + 4),
        rota.published(5, day + 2, day + 6),
        rota.published(20, day + 6, day + 8),
      ]);
      const roles = shifts.map(({ role }) => role);
      const act = async (index: number) => {
        const random = ((round * 500 + index) * 2_654_435_761) % 4_294_967_296;
        const first = value0(
          await execute(ctxOf(index), takeSlot, { role: roles[(random >>> 4) % 3]! }),
        );
        if (random % 5 === 0 && first) await leave(index, first.id);
        if (random % 8 > 0) return;
        const second = value0(
          await execute(ctxOf(index), takeSlot, { role: roles[(random >>> 7) % 3]! }),
        );
        if (random % 7 === 0 && second) await leave(index, second.id);
      };
      await Promise.all(people.map((_, index) => act(index)));
      await expectSound(roles, [1, 5, 20]);
    }
  }, 1_800_000);
});

const value0 = <Value>(result: Result<Value>): Value | null => {
  if (result.ok) return result.value;
  expect(result.code).toMatch(/^shift\.(overlaps|already)$/);
  return null;
};

async function expectSound(roles: string[], capacities: number[]) {
  for (const [i, role] of roles.entries()) {
    const rows = await rota.rowsOf(role);
    const held = rows.filter(({ state }) => state === "signed_up" || state === "offered");
    expect(held.length).toBeLessThanOrEqual(capacities[i]!);
    const able = await app.db.execute<{ queued: string }>(sql`
      select w.queued from sign_up w join shift s on s.id = w.shift_id
      where w.role_id = ${role} and w.state = 'waitlisted' and not exists (
        select from commitment c where c.person_id = w.person_id and c.during && s.during)`);
    if (held.length < capacities[i]!) expect([...able]).toEqual([]);
  }
  // Whoever waits for nothing else could have come all the time: nobody who came later was asked before them.
  const passed = await app.db.execute(sql`
    select from sign_up w join sign_up l on l.role_id = w.role_id and l.state = 'offered' and l.queued > w.queued
    where w.role_id in ${roles} and w.state = 'waitlisted' and not exists (
      select from sign_up other where other.person_id = w.person_id and other.id <> w.id and other.role_id in ${roles})`);
  expect(passed.length).toBe(0);
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

describe("one place, handed on by link", () => {
  it("is taken by one of many who have the link", async () => {
    const { role } = await rota.published(1, 24 * 80, 24 * 80 + 4);
    const holder = await rota.placed(role);
    const token = value(await execute(holder.ctx(), proposeSwap, { id: holder.id }));
    const crowd = await Promise.all(Array.from({ length: 20 }, () => rota.volunteer()));
    const answers = await Promise.all(
      crowd.map((one) => execute(one.ctx(), answerSwap, { token })),
    );
    expect(answers.filter(({ ok }) => ok).length).toBe(1);
    expect(answers.filter((one) => !one.ok).map((one) => !one.ok && one.code)).toEqual(
      Array(19).fill("swap.gone"),
    );
    await expectSound([role], [1]);
  });
});
