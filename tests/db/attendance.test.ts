import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { messageReactions } from "../../app/messages/reactions.server";
import {
  checkIn,
  checkOut,
  correctTimes,
  enterWalkIn,
  markPlace,
} from "../../app/shifts/commands/attend.server";
import { changeShift } from "../../app/shifts/commands/change-shift.server";
import { fillPlace } from "../../app/shifts/commands/fill-place.server";
import { cancelShift } from "../../app/shifts/commands/keep-shift.server";
import { leaveNote } from "../../app/shifts/commands/leave-note.server";
import {
  beginShift,
  endShift,
  remindOf,
  watchShift,
} from "../../app/shifts/commands/run-shift.server";
import {
  answerPlace,
  expirePlace,
  leaveShift,
  takePlace,
} from "../../app/shifts/commands/sign-up.server";
import { agreeSwap, answerSwap, proposeSwap } from "../../app/shifts/commands/swap.server";
import { openOwnShift, openSwap, readHours } from "../../app/shifts/queries/own-shift.server";
import { openShift } from "../../app/shifts/queries/rota.server";
import { commitment, person } from "../../drizzle/schema/accounts";
import { event } from "../../drizzle/schema/audit";
import { notification } from "../../drizzle/schema/notifications";
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

const codeOf = async (id: string) => (await rota.shiftOf(id)).code!;
const promisesOf = (personId: string) =>
  app.db.select().from(commitment).where(eq(commitment.personId, personId));

describe("at the door", () => {
  it("a volunteer comes in by the code, an hour before the start at the earliest, and goes home", async () => {
    const { id, role } = await rota.published(1, 24, 28);
    const one = await rota.placed(role);
    const code = await codeOf(id);
    expect(await checkIn(one.ctx(at(22)), code, null)).toMatchObject({ code: "shift.early" });
    expect(await checkOut(one.ctx(at(24)), one.id)).toMatchObject({ code: "shift.not_here" });
    value(await checkIn(one.ctx(at(23.5)), code, null));
    // The code is read twice: the same arrival.
    value(await checkIn(one.ctx(at(25)), code, null));
    expect((await rota.rowOf(one.id)).checkedInAt).toEqual(at(23.5));
    value(await checkOut(one.ctx(at(27)), one.id));
    value(await checkOut(one.ctx(at(28)), one.id));
    expect(await rota.rowOf(one.id)).toMatchObject({ state: "checked_out", checkedOutAt: at(27) });
    // Whoever has gone home is free for something else.
    expect((await promisesOf(one.personId))[0]!.during).toContain("15:00");
    const other = await rota.volunteer();
    expect(await checkIn(other.ctx(at(24)), "000000", null)).toMatchObject({
      code: "shift.unknown",
    });
  });

  it("whoever comes without a place is a walk-in to a role with room", async () => {
    const { id, role } = await rota.published(1, 24, 28);
    const code = await codeOf(id);
    await beginShift({ db: app.db, now: at(24) }, id);
    const [first, second] = [await rota.volunteer(), await rota.volunteer()];
    expect(await checkIn(first.ctx(at(24.5)), code, null)).toMatchObject({ code: "shift.role" });
    const both = await Promise.all([
      checkIn(first.ctx(at(24.5)), code, role),
      checkIn(second.ctx(at(24.5)), code, role),
    ]);
    expect(both.map((one) => (one.ok ? "in" : one.code)).sort()).toEqual(["in", "shift.full"]);
    const [row] = await rota.rowsOf(role);
    expect(row).toMatchObject({ state: "checked_in", reason: "walk_in" });
  });

  it("whoever waits may come in where a place is free, and not where none is", async () => {
    const { id, role } = await rota.published(1, 24, 28);
    const holder = await rota.placed(role);
    const waiting = await rota.placed(role);
    const code = await codeOf(id);
    expect(await checkIn(waiting.ctx(at(23.5)), code, null)).toMatchObject({ code: "shift.full" });
    value(await leaveShift(holder.ctx(at(23.5)), holder.id, "Хвора"));
    value(await checkIn(waiting.ctx(at(23.6)), code, null));
    expect(await rota.stateOf(waiting.id)).toBe("checked_in");
  });

  it("whoever is promised elsewhere at the time is told so", async () => {
    const { id } = await rota.published(1, 24, 28);
    const elsewhere = await rota.published(1, 25, 27);
    const busy = await rota.placed(elsewhere.role);
    const [role] = await rota.rowsOf(id);
    expect(role).toBeUndefined();
    const roles = await openOwnShift(busy.ctx(), id);
    expect(await checkIn(busy.ctx(at(24)), await codeOf(id), roles!.roles[0]!.id)).toMatchObject({
      code: "shift.overlaps",
    });
  });
});

describe("the coordinator's list", () => {
  const { ctx } = { ctx: (hours: number) => rota.coordinator.ctx(at(hours)) };

  it("ticks off who comes, who goes, who did not come, and takes a wrong tick back", async () => {
    const { role } = await rota.published(3, 24, 28);
    const [here, absent] = [await rota.placed(role), await rota.placed(role)];
    expect(await markPlace(ctx(20), here.id, "check_in")).toMatchObject({ code: "shift.early" });
    expect(await markPlace(ctx(23.5), here.id, "no_show")).toMatchObject({ code: "shift.mark" });
    value(await markPlace(ctx(24.4), here.id, "check_in"));
    value(await markPlace(ctx(24.4), here.id, "undo"));
    expect(await rota.rowOf(here.id)).toMatchObject({ state: "signed_up", checkedInAt: null });
    value(await markPlace(ctx(24.4), here.id, "check_in"));
    value(await markPlace(ctx(24.4), absent.id, "no_show"));
    expect(await promisesOf(absent.personId)).toEqual([]);
    // They came after all.
    value(await markPlace(ctx(25), absent.id, "check_in"));
    expect(await rota.stateOf(absent.id)).toBe("checked_in");
    value(await markPlace(ctx(27), here.id, "check_out"));
    const walkIn = await rota.volunteer();
    value(await enterWalkIn(ctx(25), role, walkIn.id));
    const stranger = await world.person({ districts: [world.south] });
    expect(await markPlace(stranger.ctx(at(25)), absent.id, "check_out")).toMatchObject({
      code: "shift.unknown",
    });
  });

  it("takes somebody marked absent back, by the list or by the code, unless their place is another's", async () => {
    const { role } = await rota.published(1, 24, 28);
    const absent = await rota.placed(role);
    value(await markPlace(ctx(24.5), absent.id, "no_show"));
    const walkIn = await rota.volunteer();
    value(await enterWalkIn(ctx(24.6), role, walkIn.id));
    expect(await markPlace(ctx(24.7), absent.id, "check_in")).toMatchObject({ code: "shift.full" });
    const other = await rota.published(2, 24, 28);
    const late = await rota.placed(other.role);
    value(await markPlace(ctx(24.5), late.id, "no_show"));
    value(await checkIn(late.ctx(at(24.6)), await codeOf(other.id), null));
    expect(await rota.rowsOf(other.role)).toMatchObject([{ id: late.id, state: "checked_in" }]);
    expect(await promisesOf(late.personId)).toHaveLength(1);
  });

  it("of a shift that is cancelled while it runs sends everybody home, with the hours until then", async () => {
    const { id, role } = await rota.published(2, 24, 28);
    const [here, coming] = [await rota.placed(role), await rota.placed(role)];
    value(await markPlace(ctx(24), here.id, "check_in"));
    await beginShift({ db: app.db, now: at(24) }, id);
    const { version } = await rota.shiftOf(id);
    value(await cancelShift(ctx(25), id, { version, reason: "Тривога" }));
    expect(await rota.rowOf(here.id)).toMatchObject({ state: "checked_out", checkedOutAt: at(25) });
    expect(await rota.rowOf(coming.id)).toMatchObject({ state: "withdrawn", reason: "cancelled" });
    expect(await promisesOf(coming.personId)).toHaveLength(1);
  });

  it("puts times right with a reason, which the volunteer reads with their hours", async () => {
    const { role } = await rota.published(2, 24, 28);
    const one = await rota.placed(role, 2);
    value(await markPlace(ctx(24), one.id, "check_in"));
    value(await markPlace(ctx(28), one.id, "check_out"));
    const { version } = await rota.rowOf(one.id);
    const right = { in: at(24), out: at(26), word: "Пішла раніше", version };
    expect(await correctTimes(ctx(30), one.id, { ...right, word: " " })).toMatchObject({
      code: "shift.word",
    });
    expect(await correctTimes(ctx(30), one.id, { ...right, out: at(23) })).toMatchObject({
      code: "shift.times",
    });
    expect(await correctTimes(ctx(30), one.id, { ...right, out: at(40) })).toMatchObject({
      code: "shift.times",
    });
    const both = await Promise.all([
      correctTimes(ctx(30), one.id, right),
      correctTimes(ctx(30), one.id, { ...right, out: at(27) }),
    ]);
    expect(both.filter(({ ok }) => ok).length).toBe(1);
    expect(both.find(({ ok }) => !ok)).toMatchObject({ code: "conflict" });
    const [line] = await readHours(one.ctx());
    expect(line).toMatchObject({ correction: "Пішла раніше" });
    // Everybody counts their own hours, also whoever has brought a friend.
    expect([2, 3].map((hours) => hours * 3_600_000)).toContain(line!.served);
  });

  it("passes a word on to the next shift at the same place, and to no other", async () => {
    const early = await rota.published(1, 24, 28);
    const next = await rota.published(1, 28, 32);
    const [one, two] = [await rota.placed(early.role), await rota.placed(next.role)];
    value(await leaveNote(one.ctx(at(27)), early.id, "Закінчився чай"));
    const read = await openOwnShift(two.ctx(at(27)), next.id);
    expect(read!.notes.map(({ body }) => body)).toEqual(["Закінчився чай"]);
    const passing = await rota.volunteer();
    expect((await openOwnShift(passing.ctx(at(27)), next.id))!.notes).toEqual([]);
    expect(await leaveNote(passing.ctx(at(27)), early.id, "Привіт")).toMatchObject({
      code: "shift.unknown",
    });
  });
});

describe("a swap", () => {
  const swapOf = async (signUpId: string) =>
    (await app.db.select().from(swap).where(eq(swap.signUpId, signUpId))).at(-1)!;

  it("hands a place on to the colleague with the link", async () => {
    const { role } = await rota.published(1, 48, 52);
    const [holder, colleague] = [await rota.placed(role), await rota.volunteer()];
    const old = value(await proposeSwap(holder.ctx(), holder.id));
    const token = value(await proposeSwap(holder.ctx(), holder.id));
    expect(await answerSwap(colleague.ctx(), old, null)).toMatchObject({ code: "swap.gone" });
    expect(await answerSwap(holder.ctx(), token, null)).toMatchObject({ code: "swap.own" });
    value(await answerSwap(colleague.ctx(), token, null));
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
    const token = value(await proposeSwap(holder.ctx(), holder.id));
    const friend = await rota.volunteer();
    expect(await answerSwap(friend.ctx(), token, null)).toMatchObject({ code: "swap.waiting" });
    // The two overlap: without giving theirs, the colleague could not come.
    expect(await answerSwap(colleague.ctx(), token, null)).toMatchObject({
      code: "shift.overlaps",
    });
    value(await answerSwap(colleague.ctx(), token, colleague.id));
    const answered = await swapOf(holder.id);
    const agreed = { otherId: colleague.id, yes: true };
    expect(await agreeSwap(colleague.ctx(), answered.id, agreed)).toMatchObject({
      code: "swap.gone",
    });
    value(await agreeSwap(holder.ctx(), answered.id, agreed));
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
    const token = value(await proposeSwap(holder.ctx(), holder.id));
    value(await answerSwap(colleague.ctx(), token, colleague.id));
    const otherId = colleague.id;
    value(await agreeSwap(holder.ctx(), (await swapOf(holder.id)).id, { otherId, yes: false }));
    value(await answerSwap(colleague.ctx(), token, colleague.id));
    value(await leaveShift(colleague.ctx(), colleague.id, ""));
    const { id } = await swapOf(holder.id);
    expect(await agreeSwap(holder.ctx(), id, { otherId, yes: true })).toMatchObject({
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
    const token = value(await proposeSwap(holder.ctx(), holder.id));
    value(await answerSwap(first.ctx(), token, first.id));
    expect(await answerSwap(second.ctx(), token, second.id)).toMatchObject({
      code: "swap.answered",
    });
    // The first leaves what they offered, so the second may answer; the holder still reads of the first.
    value(await leaveShift(first.ctx(), first.id, ""));
    value(await answerSwap(second.ctx(), token, second.id));
    const { id } = await swapOf(holder.id);
    const agree = (otherId: string) => agreeSwap(holder.ctx(), id, { otherId, yes: true });
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
      const token = value(await proposeSwap(holder.ctx(), holder.id));
      value(await answerSwap(colleague.ctx(), token, colleague.id));
      const { id } = await swapOf(holder.id);
      const [agreed, left] = await Promise.all([
        agreeSwap(holder.ctx(), id, { otherId: colleague.id, yes: true }),
        leaveShift(colleague.ctx(), colleague.id, ""),
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
    const offDuty = await world.person({ districts: [world.north] });
    await app.db.update(person).set({ onDuty: false }).where(eq(person.id, offDuty.id));
    const { id, role } = await rota.published(1, 48, 52);
    const [holder, next] = [await rota.placed(role), await rota.placed(role)];
    value(await leaveShift(holder.ctx(), holder.id, ""));
    expect(await told(holder.id)).toEqual([`shift_left ${coordinatorId}`]);
    expect(await told(next.id)).toEqual([`shift_offered ${next.personId}`]);
    await watchShift({ db: app.db, now: at(26) }, id);
    expect(await told(id)).toEqual([`shift_thin ${coordinatorId}`]);
    const there = await rota.published(2, 48, 52);
    const on = [await rota.placed(there.role), await rota.placed(there.role)];
    await rota.placed(there.role);
    await remindOf({ db: app.db, now: at(24) }, there.id);
    expect(await told(there.id)).toEqual(on.map((one) => `shift_soon ${one.personId}`).sort());
    value(await cancelShift(ctx(), there.id, { version: 2, reason: "Немає світла" }));
    expect(await told(on[0]!.id)).toEqual([`shift_cancelled ${on[0]!.personId}`]);
  });

  it("reach a district's coordinators also when none of them is on duty", async () => {
    const { id: coordinatorId } = rota.coordinator;
    const duty = (onDuty: boolean) =>
      app.db.update(person).set({ onDuty }).where(eq(person.id, coordinatorId));
    await duty(false);
    const { role } = await rota.published(1, 48, 52);
    const holder = await rota.placed(role);
    value(await leaveShift(holder.ctx(), holder.id, ""));
    expect(await told(holder.id)).toContain(`shift_left ${coordinatorId}`);
    await duty(true);
  });

  it("tell the holder what a colleague has answered, and whoever's place has changed hands", async () => {
    const { role } = await rota.published(1, 48, 52);
    const other = await rota.published(1, 60, 64);
    const [holder, colleague] = [await rota.placed(role), await rota.placed(other.role)];
    const token = value(await proposeSwap(holder.ctx(), holder.id));
    value(await answerSwap(colleague.ctx(), token, colleague.id));
    const [{ id } = { id: "" }] = await app.db
      .select()
      .from(swap)
      .where(eq(swap.signUpId, holder.id));
    expect(await told(id)).toEqual([`swap_answered ${holder.personId}`]);
    value(await agreeSwap(holder.ctx(), id, { otherId: colleague.id, yes: true }));
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
    value(await changeShift(rota.coordinator.ctx(), id, moved));
    expect(await told(holder.id)).toEqual([`shift_moved ${holder.personId}`]);
    expect(await told(id)).toEqual([`shift_moved_waiting ${waiting.personId}`]);
  });

  it("tell coordinators who was asked and does not come", async () => {
    const { id: coordinatorId, ctx } = rota.coordinator;
    const { id, role } = await rota.published(2, 48, 52);
    const [no, silent] = [await rota.volunteer(), await rota.volunteer()];
    const ask = { roleId: role, how: "ask" as const, word: "" };
    for (const { id: personId } of [no, silent])
      value(await fillPlace(ctx(), { ...ask, personId }));
    const [first, second] = await rota.rowsOf(role);
    value(await answerPlace(no.ctx(), first!.id, false));
    await expirePlace({ db: app.db, now: at(30) }, second!.id);
    for (const row of [first!, second!])
      expect(await told(row.id)).toContain(`shift_left ${coordinatorId}`);
    expect((await openShift(ctx(), id))!.people.map(({ reason }) => reason)).toEqual([
      "asked_no",
      "asked_silent",
    ]);
  });

  it("tell all who wait that the first to answer has the place", async () => {
    const { id, role } = await rota.published(1, 24, 28);
    const holder = await rota.placed(role);
    const waiting = [await rota.placed(role), await rota.placed(role)];
    value(await leaveShift(holder.ctx(at(20)), holder.id, "Хвора"));
    const once = waiting.map((one) => `shift_free ${one.personId}`).sort();
    expect(await told(id)).toEqual(once);
    // Somebody takes the place and leaves it again: whoever waits knows of it already.
    for (let round = 0; round < 3; round++) {
      const hasty = (await rota.volunteer()).ctx(at(20));
      const taken = value(await takePlace(hasty, role, { party: 1, partyName: "" }));
      value(await leaveShift(hasty, taken.id, "Ой"));
    }
    expect(await told(id)).toEqual(once);
    await endShift({ db: app.db, now: at(28) }, id);
    expect((await told(id)).length).toBe(2);
  });
});
