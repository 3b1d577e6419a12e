import { and, eq, inArray, sql } from "drizzle-orm";
import { beforeAll, expect, it } from "vitest";
import { execute } from "../../app/platform/command.server";
import type { Result } from "../../app/platform/types";
import { answerSlot } from "../../app/shifts/commands/answer-slot.server";
import { cancelShift } from "../../app/shifts/commands/cancel-shift.server";
import { changeShift } from "../../app/shifts/commands/change-shift.server";
import { checkIn } from "../../app/shifts/commands/check-in.server";
import { fillSlot } from "../../app/shifts/commands/fill-slot.server";
import { expireSlot, releaseAllOf } from "../../app/shifts/commands/free-slots.server";
import { leaveShift } from "../../app/shifts/commands/leave-shift.server";
import { markSlot } from "../../app/shifts/commands/mark-slot.server";
import { agreeSwap, answerSwap, proposeSwap } from "../../app/shifts/commands/swap.server";
import { takeSlot } from "../../app/shifts/commands/take-slot.server";
import { shiftReactions } from "../../app/shifts/reactions.server";
import { event } from "../../drizzle/schema/audit";
import { shift, shiftRole, signUp, swap } from "../../drizzle/schema/shifts";
import { react } from "../factories/react";
import { at, makeRota, type Rota } from "../factories/rota";
import { jobCtx, makeWorld } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let app: FreshDatabase["app"];
let rota: Rota;

beforeAll(async () => {
  ({ app } = await freshDatabase());
  rota = await makeRota(app.db, await makeWorld(app.db));
});

/** Numbers that look random and are the same in each run (a linear congruence after Numerical Recipes). */
function dice(seed: number) {
  let state = seed;
  return (sides: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

it("everything that can be done to shifts, done at once, ends without a deadlock and keeps every promise", async () => {
  const roll = dice(11);
  const one = <T>(of: readonly T[]): T => of[roll(of.length)]!;
  const people = await Promise.all(Array.from({ length: 30 }, () => rota.volunteer()));
  const shifts = await Promise.all(
    [1, 2, 3, 2, 1, 3].map((capacity, i) => rota.published(capacity, 48 + 3 * i, 52 + 3 * i)),
  );
  const tokens: string[] = [];
  const rows = () => app.db.select().from(signUp);
  const holderOf = (personId: string) => people.find(({ id }) => id === personId)!;
  const codes = new Set<string>();
  const done = (result: Result<unknown>) => void codes.add(result.ok ? "done" : result.code);

  const ACTS: (() => Promise<unknown>)[] = [
    async () => done(await execute(one(people).ctx(), takeSlot, { role: one(shifts).role })),
    async () => done(await execute(one(people).ctx(), takeSlot, { role: one(shifts).role })),
    async () =>
      done(
        await execute(one(people).ctx(), takeSlot, {
          role: one(shifts).role,
          party: 2,
          partyName: "",
        }),
      ),
    async () => {
      const row = one(await rows());
      if (row)
        done(await execute(holderOf(row.personId).ctx(), leaveShift, { id: row.id, word: "так" }));
    },
    async () => {
      const row = one((await rows()).filter(({ state }) => state === "offered"));
      if (row)
        done(
          await execute(holderOf(row.personId).ctx(), answerSlot, {
            id: row.id,
            answer: roll(2) > 0 ? "yes" : "no",
          }),
        );
    },
    async () => {
      const row = one((await rows()).filter(({ state }) => state === "signed_up"));
      const made =
        row && (await execute(holderOf(row.personId).ctx(), proposeSwap, { id: row.id }));
      if (made?.ok) tokens.push(made.value);
    },
    async () => {
      const who = one(people);
      const mine = (await rows()).find(
        (row) => row.personId === who.id && row.state === "signed_up",
      );
      const token = one(tokens);
      if (token)
        done(
          await execute(who.ctx(), answerSwap, {
            token,
            given: (roll(2) > 0 && mine?.id) || null,
          }),
        );
    },
    async () => {
      const open = one(await app.db.select().from(swap).where(eq(swap.state, "answered")));
      const [row] = open
        ? await app.db.select().from(signUp).where(eq(signUp.id, open.signUpId))
        : [];
      if (!open || !row) return;
      const answer = { other: open.otherId ?? "", answer: roll(3) > 0 ? "yes" : "no" };
      done(await execute(holderOf(row.personId).ctx(), agreeSwap, { ...answer, swap: open.id }));
    },
    async () => {
      const { role } = one(shifts);
      const filling = { role, person: one(people).id, word: "так" };
      done(
        await execute(rota.coordinator.ctx(), fillSlot, {
          ...filling,
          how: roll(2) > 0 ? "ask" : "agreed",
        }),
      );
    },
    async () => {
      const { id } = one(shifts);
      const { version } = await rota.shiftOf(id);
      const [role] = await app.db.select().from(shiftRole).where(eq(shiftRole.shiftId, id));
      const from = 48 + roll(20);
      const wish = rota.wishOf(at(from), at(from + 4));
      const roles = [{ ...wish.roles[0]!, id: role!.id, capacity: 1 + roll(4) }];
      done(await execute(rota.coordinator.ctx(), changeShift, { id, ...wish, roles, version }));
    },
    async () => {
      const row = one((await rows()).filter(({ state }) => state === "offered"));
      if (row) await execute(jobCtx(app.db, at(40)), expireSlot, { id: row.id });
    },
    () => (roll(4) > 0 ? Promise.resolve() : releaseAllOf(jobCtx(app.db, at(0)), one(people).id)),
    async () => {
      const { code } = await rota.shiftOf(one(shifts).id);
      done(await execute(one(people).ctx(at(48)), checkIn, { code }));
    },
    async () => {
      const row = one(await rows());
      const mark = one(["check_in", "check_out", "no_show", "undo"] as const);
      if (row)
        done(await execute(rota.coordinator.ctx(at(47.5)), markSlot, { slot: row.id, mark }));
    },
  ];
  // Twenty hands that never rest.
  let left = 1_500;
  const hand = async () => {
    while (left-- > 0) await one(ACTS)();
  };
  await Promise.all(Array.from({ length: 20 }, hand));
  const last = shifts[0]!.id;
  const { version } = await rota.shiftOf(last);
  done(
    await execute(rota.coordinator.ctx(at(47.5)), cancelShift, {
      id: last,
      version,
      reason: "Кінець",
    }),
  );

  // The worker's part: whoever has become free is looked at again.
  for (const { id } of await app.db.select({ id: event.id }).from(event).orderBy(event.id))
    await react(shiftReactions, id, jobCtx(app.db, at(0)));

  expect([...codes].length).toBeGreaterThan(8);
  // Nothing came to the constraints: whoever locks in the same order is told why not.
  expect([...codes]).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/^(input|taken)$/)]),
  );
  const over = await app.db.execute(sql`
    select r.id from shift_role r join sign_up s on s.role_id = r.id
    where s.state in ('signed_up', 'offered', 'checked_in', 'checked_out') group by r.id having sum(s.party) > r.capacity`);
  expect([...over]).toEqual([]);
  // Who has said yes is promised, and nobody is promised for a slot that they do not hold.
  const broken = await app.db.execute(sql`
    select s.id from sign_up s join shift on shift.id = s.shift_id full join commitment c on c.source_id = s.id
    where (s.state in ('signed_up', 'checked_in') and (c.during is null or not c.during @> shift.during))
      or (s.state in ('waitlisted', 'offered', 'withdrawn', 'no_show') and c.during && tstzrange(${at(47).toISOString()}, null))`);
  expect([...broken]).toEqual([]);
  const idle = await app.db
    .select({ id: signUp.id })
    .from(signUp)
    .innerJoin(shift, eq(shift.id, signUp.shiftId))
    .innerJoin(shiftRole, eq(shiftRole.id, signUp.roleId))
    .where(
      and(
        eq(signUp.state, "waitlisted"),
        inArray(shift.state, ["published"]),
        sql`sign_up.party <= shift_role.capacity - (select coalesce(sum(h.party), 0) from sign_up h
          where h.role_id = shift_role.id and h.state in ('signed_up', 'offered', 'checked_in', 'checked_out'))`,
        sql`not exists (select from commitment c where c.person_id = sign_up.person_id and c.during && shift.during)`,
      ),
    );
  expect(idle).toEqual([]);
});
