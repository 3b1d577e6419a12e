import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { setDuty } from "../../app/duty/commands/duty.server";
import { messageReactions } from "../../app/messages/reactions.server";
import { execute } from "../../app/platform/command.server";
import { answerSlot } from "../../app/shifts/commands/answer-slot.server";
import { cancelShift } from "../../app/shifts/commands/cancel-shift.server";
import { changeShift } from "../../app/shifts/commands/change-shift.server";
import { fillSlot } from "../../app/shifts/commands/fill-slot.server";
import { expireSlot } from "../../app/shifts/commands/free-slots.server";
import { leaveShift } from "../../app/shifts/commands/leave-shift.server";
import { endShift, remindOf, watchShift } from "../../app/shifts/commands/run-shift.server";
import { agreeSwap, answerSwap, proposeSwap } from "../../app/shifts/commands/swap.server";
import { takeSlot } from "../../app/shifts/commands/take-slot.server";
import { openOwnShift, openSwap } from "../../app/shifts/queries/own-shift.server";
import { openShift } from "../../app/shifts/queries/rota.server";
import { commitment } from "../../drizzle/schema/accounts";
import { event } from "../../drizzle/schema/audit";
import { notification } from "../../drizzle/schema/messages";
import { swap } from "../../drizzle/schema/shifts";
import { channelsOf } from "../factories/letters";
import { react } from "../factories/react";
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

const promisesOf = (personId: string) =>
  app.db.select().from(commitment).where(eq(commitment.personId, personId));

describe("a swap", () => {
  const swapOf = async (signUpId: string) =>
    (await app.db.select().from(swap).where(eq(swap.signUpId, signUpId))).at(-1)!;

  it("hands a place on to the colleague with the link", async () => {
    const { role } = await rota.published(1, 48, 52);
    const [holder, colleague] = [await rota.placed(role), await rota.volunteer()];
    const old = value(await execute(holder.ctx(), proposeSwap, { id: holder.id }));
    const token = value(await execute(holder.ctx(), proposeSwap, { id: holder.id }));
    expect(await execute(colleague.ctx(), answerSwap, { token: old })).toMatchObject({
      code: "swap.gone",
    });
    expect(await execute(holder.ctx(), answerSwap, { token })).toMatchObject({
      code: "swap.own",
    });
    value(await execute(colleague.ctx(), answerSwap, { token }));
    expect(await rota.rowOf(holder.id)).toMatchObject({ state: "withdrawn", reason: "swapped" });
    expect(await promisesOf(holder.personId)).toEqual([]);
    expect(await promisesOf(colleague.id)).toHaveLength(1);
    expect(await openSwap(colleague.ctx(), token)).toBeNull();
  });

  it("does not pass anybody over who waits: such a place can only be exchanged", async () => {
    const { role } = await rota.published(1, 48, 52);
    const other = await rota.published(1, 50, 54);
    const holder = await rota.placed(role);
    await rota.placed(role);
    const colleague = await rota.placed(other.role);
    const token = value(await execute(holder.ctx(), proposeSwap, { id: holder.id }));
    const friend = await rota.volunteer();
    expect(await execute(friend.ctx(), answerSwap, { token })).toMatchObject({
      code: "swap.waiting",
    });
    // The two overlap: without giving theirs, the colleague could not come.
    expect(await execute(colleague.ctx(), answerSwap, { token })).toMatchObject({
      code: "shift.overlaps",
    });
    value(await execute(colleague.ctx(), answerSwap, { token, given: colleague.id }));
    const answered = await swapOf(holder.id);
    const agreed = { other: colleague.id, answer: "yes" };
    expect(
      await execute(colleague.ctx(), agreeSwap, { ...agreed, swap: answered.id }),
    ).toMatchObject({
      code: "swap.gone",
    });
    value(await execute(holder.ctx(), agreeSwap, { ...agreed, swap: answered.id }));
    const standing = async (roleId: string) =>
      (await rota.rowsOf(roleId))
        .filter(({ state }) => state === "signed_up")
        .map(({ personId }) => personId);
    expect(await standing(role)).toEqual([colleague.personId]);
    expect(await standing(other.role)).toEqual([holder.personId]);
  });

  it("is declined and open again, and over where one of the two places is", async () => {
    const { role } = await rota.published(1, 48, 52);
    const other = await rota.published(1, 60, 64);
    const [holder, colleague] = [await rota.placed(role), await rota.placed(other.role)];
    const token = value(await execute(holder.ctx(), proposeSwap, { id: holder.id }));
    value(await execute(colleague.ctx(), answerSwap, { token, given: colleague.id }));
    const given = colleague.id;
    value(
      await execute(holder.ctx(), agreeSwap, {
        swap: (await swapOf(holder.id)).id,
        other: given,
        answer: "no",
      }),
    );
    value(await execute(colleague.ctx(), answerSwap, { token, given: colleague.id }));
    value(await execute(colleague.ctx(), leaveShift, { id: colleague.id }));
    const { id } = await swapOf(holder.id);
    expect(
      await execute(holder.ctx(), agreeSwap, { swap: id, other: given, answer: "yes" }),
    ).toMatchObject({
      code: "swap.gone",
    });
    expect(await rota.stateOf(holder.id)).toBe("signed_up");
  });

  it("gives the holder the shift that they have read of, though others answer the same link", async () => {
    const { role } = await rota.published(1, 48, 52);
    const read = await rota.published(1, 60, 64);
    const later = await rota.published(1, 72, 76);
    const [holder, first, second] = [
      await rota.placed(role),
      await rota.placed(read.role),
      await rota.placed(later.role),
    ];
    const token = value(await execute(holder.ctx(), proposeSwap, { id: holder.id }));
    value(await execute(first.ctx(), answerSwap, { token, given: first.id }));
    expect(await execute(second.ctx(), answerSwap, { token, given: second.id })).toMatchObject({
      code: "swap.answered",
    });
    // The first leaves what they offered, so the second may answer; the holder still reads of the first.
    value(await execute(first.ctx(), leaveShift, { id: first.id }));
    value(await execute(second.ctx(), answerSwap, { token, given: second.id }));
    const { id } = await swapOf(holder.id);
    const agree = (other: string) =>
      execute(holder.ctx(), agreeSwap, { swap: id, other, answer: "yes" });
    expect(await agree(first.id)).toMatchObject({ code: "swap.gone" });
    value(await agree(second.id));
    const rows = await rota.rowsOf(later.role);
    expect(rows.find(({ state }) => state === "signed_up")?.personId).toBe(holder.personId);
  });

  it("agreed to while the colleague leaves is whole or not at all", async () => {
    for (let round = 0; round < 10; round++) {
      const day = 24 * (10 + round);
      const one = await rota.published(1, day, day + 4);
      const other = await rota.published(1, day + 2, day + 6);
      const [holder, colleague] = [await rota.placed(one.role), await rota.placed(other.role)];
      const token = value(await execute(holder.ctx(), proposeSwap, { id: holder.id }));
      value(await execute(colleague.ctx(), answerSwap, { token, given: colleague.id }));
      const { id } = await swapOf(holder.id);
      const [agreed, left] = await Promise.all([
        execute(holder.ctx(), agreeSwap, { swap: id, other: colleague.id, answer: "yes" }),
        execute(colleague.ctx(), leaveShift, { id: colleague.id }),
      ]);
      const held = [...(await rota.rowsOf(one.role)), ...(await rota.rowsOf(other.role))].filter(
        ({ state }) => state === "signed_up",
      );
      expect(held).toHaveLength(agreed.ok ? 2 : 1);
      expect(agreed.ok || left.ok).toBe(true);
      for (const { personId } of held) expect(await promisesOf(personId)).toHaveLength(1);
    }
  });
});

describe("the mails of shifts", () => {
  /** Who was told what by the newest events of a thing, as `template address`. */
  async function told(thingId: string) {
    const lines = await app.db.select().from(event).where(eq(event.thingId, thingId));
    const messages = messageReactions(channelsOf(async () => {}));
    for (const { id } of lines) for (const _ of [1, 2]) await react(messages, id, jobCtx(app.db));
    const noted = await app.db
      .select({ template: notification.template, personId: notification.personId })
      .from(notification)
      .innerJoin(event, eq(event.id, notification.eventId))
      .where(eq(event.thingId, thingId));
    return noted.map(({ template, personId }) => `${template} ${personId}`).sort();
  }

  it("tell those who have to act, each once, however often the job comes", async () => {
    const { ctx, id: coordinatorId } = rota.coordinator;
    // Of two, the one who is on duty; the other has gone to bed.
    await world.person({ districts: [world.north] });
    const duty = (district: string[]) => execute(ctx(), setDuty, { district, sure: "yes" });
    value(await duty(["north"]));
    const { id, role } = await rota.published(1, 48, 52);
    const [holder, next] = [await rota.placed(role), await rota.placed(role)];
    value(await execute(holder.ctx(), leaveShift, { id: holder.id }));
    expect(await told(holder.id)).toEqual([`shift_left ${coordinatorId}`]);
    expect(await told(next.id)).toEqual([`shift_offered ${next.personId}`]);
    await execute(jobCtx(app.db, at(26)), watchShift, { id });
    expect(await told(id)).toEqual([`shift_thin ${coordinatorId}`]);
    const there = await rota.published(2, 48, 52);
    const on = [await rota.placed(there.role), await rota.placed(there.role)];
    await rota.placed(there.role);
    await execute(jobCtx(app.db, at(24)), remindOf, { id: there.id });
    expect(await told(there.id)).toEqual(on.map((one) => `shift_soon ${one.personId}`).sort());
    value(await execute(ctx(), cancelShift, { id: there.id, version: 2, reason: "Немає світла" }));
    expect(await told(on[0]!.id)).toEqual([`shift_cancelled ${on[0]!.personId}`]);
    value(await duty([]));
  });

  it("reach a district's coordinators also when none of them is on duty", async () => {
    const { id: coordinatorId } = rota.coordinator;
    const { role } = await rota.published(1, 48, 52);
    const holder = await rota.placed(role);
    value(await execute(holder.ctx(), leaveShift, { id: holder.id }));
    expect(await told(holder.id)).toContain(`shift_left ${coordinatorId}`);
  });

  it("tell the holder what a colleague has answered, and whoever's place has changed hands", async () => {
    const { role } = await rota.published(1, 48, 52);
    const other = await rota.published(1, 60, 64);
    const [holder, colleague] = [await rota.placed(role), await rota.placed(other.role)];
    const token = value(await execute(holder.ctx(), proposeSwap, { id: holder.id }));
    value(await execute(colleague.ctx(), answerSwap, { token, given: colleague.id }));
    const [{ id } = { id: "" }] = await app.db
      .select()
      .from(swap)
      .where(eq(swap.signUpId, holder.id));
    expect(await told(id)).toEqual([`swap_answered ${holder.personId}`]);
    value(await execute(holder.ctx(), agreeSwap, { swap: id, other: colleague.id, answer: "yes" }));
    expect(await told(id)).toEqual([
      `swap_answered ${holder.personId}`,
      `swap_done ${colleague.personId}`,
    ]);
  });

  it("tell who had said yes and who waits that a shift was moved, each in their own words", async () => {
    const { id, role } = await rota.published(1, 48, 52);
    const [holder, waiting] = [await rota.placed(role), await rota.placed(role)];
    const known = { id: role, title: "Чай", skills: [], capacity: 1, minimum: 1 };
    const moved = { ...rota.wishOf(at(50), at(54)), roles: [known], version: 2 };
    value(await execute(rota.coordinator.ctx(), changeShift, { ...moved, id }));
    expect(await told(holder.id)).toEqual([`shift_moved ${holder.personId}`]);
    expect(await told(id)).toEqual([`shift_moved_waiting ${waiting.personId}`]);
  });

  it("tell whoever has not answered yet that the shift has moved, each time", async () => {
    const { id, role } = await rota.published(2, 48, 52);
    const asked = await rota.volunteer();
    const ask = { role, how: "ask", person: asked.id };
    value(await execute(rota.coordinator.ctx(), fillSlot, ask));
    const [slot] = await rota.rowsOf(role);
    const holder = await rota.placed(role);
    const known = { id: role, title: "Чай", skills: [], capacity: 2, minimum: 1 };
    const move = async (from: number) => {
      const { version } = await rota.shiftOf(id);
      const moved = { ...rota.wishOf(at(from), at(from + 4)), roles: [known], version };
      value(await execute(rota.coordinator.ctx(), changeShift, { ...moved, id }));
    };
    const again = (personId: string) => `shift_asked_moved ${personId}`;
    await move(50);
    expect(await told(slot!.id)).toContain(again(asked.id));
    expect(await told(holder.id)).toEqual([`shift_moved ${holder.personId}`]);
    await move(54);
    // Who agreed to the first time has not answered about the second.
    expect(await told(holder.id)).toContain(again(holder.personId));
    expect((await told(slot!.id)).filter((one) => one === again(asked.id))).toHaveLength(2);
  });

  it("tell coordinators who was asked and does not come", async () => {
    const { id: coordinatorId, ctx } = rota.coordinator;
    const { id, role } = await rota.published(2, 48, 52);
    const [no, silent] = [await rota.volunteer(), await rota.volunteer()];
    const ask = { role, how: "ask" };
    for (const { id: personId } of [no, silent])
      value(await execute(ctx(), fillSlot, { ...ask, person: personId }));
    const [first, second] = await rota.rowsOf(role);
    value(await execute(no.ctx(), answerSlot, { id: first!.id, answer: "no" }));
    await execute(jobCtx(app.db, at(30)), expireSlot, { id: second!.id });
    for (const row of [first!, second!])
      expect(await told(row.id)).toContain(`shift_left ${coordinatorId}`);
    expect(await told(second!.id)).toContain(`shift_lapsed ${silent.id}`);
    expect((await openOwnShift(silent.ctx(at(30)), id))!.own).toMatchObject({
      state: "withdrawn",
      reason: "asked_silent",
    });
    expect((await openShift(ctx(), id))!.people.map(({ reason }) => reason)).toEqual([
      "asked_no",
      "asked_silent",
    ]);
  });

  it("tell all who wait that the first to answer has the place", async () => {
    const { id, role } = await rota.published(1, 24, 28);
    const holder = await rota.placed(role);
    const waiting = [await rota.placed(role), await rota.placed(role)];
    value(await execute(holder.ctx(at(20)), leaveShift, { id: holder.id, word: "Хвора" }));
    const once = waiting.map((one) => `shift_free ${one.personId}`).sort();
    expect(await told(id)).toEqual(once);
    // Somebody takes the slot and leaves it again: whoever waits knows of it already.
    for (let round = 0; round < 3; round++) {
      const hasty = (await rota.volunteer()).ctx(at(20));
      const taken = value(await execute(hasty, takeSlot, { role, party: 1, partyName: "" }));
      value(await execute(hasty, leaveShift, { id: taken.id, word: "Ой" }));
    }
    expect(await told(id)).toEqual(once);
    await execute(jobCtx(app.db, at(28)), endShift, { id });
    expect((await told(id)).length).toBe(2);
  });
});
