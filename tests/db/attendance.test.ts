import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { execute } from "../../app/platform/command.server";
import type { PersonId } from "../../app/platform/types";
import { cancelShift } from "../../app/shifts/commands/cancel-shift.server";
import { checkIn, checkOut } from "../../app/shifts/commands/check-in.server";
import { fillSlot } from "../../app/shifts/commands/fill-slot.server";
import { leaveNote } from "../../app/shifts/commands/leave-note.server";
import { leaveShift } from "../../app/shifts/commands/leave-shift.server";
import { correctTimes, markSlot } from "../../app/shifts/commands/mark-slot.server";
import { beginShift, endShift } from "../../app/shifts/commands/run-shift.server";
import { openOwnShift, readHours } from "../../app/shifts/queries/own-shift.server";
import { commitment } from "../../drizzle/schema/accounts";
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
    expect(await execute(one.ctx(at(22)), checkIn, { code })).toMatchObject({
      code: "shift.early",
    });
    expect(await execute(one.ctx(at(24)), checkOut, { id: one.id })).toMatchObject({
      code: "shift.not_here",
    });
    value(await execute(one.ctx(at(23.5)), checkIn, { code }));
    // The code is read twice: the same arrival.
    value(await execute(one.ctx(at(25)), checkIn, { code }));
    expect((await rota.rowOf(one.id)).checkedInAt).toEqual(at(23.5));
    value(await execute(one.ctx(at(27)), checkOut, { id: one.id }));
    value(await execute(one.ctx(at(28)), checkOut, { id: one.id }));
    expect(await rota.rowOf(one.id)).toMatchObject({ state: "checked_out", checkedOutAt: at(27) });
    // Whoever has gone home is free for something else.
    expect((await promisesOf(one.personId))[0]!.during.to).toEqual(at(27));
    const other = await rota.volunteer();
    expect(await execute(other.ctx(at(24)), checkIn, { code: "000000" })).toMatchObject({
      code: "shift.unknown",
    });
  });

  it("whoever comes without a place is a walk-in to a role with room", async () => {
    const { id, role } = await rota.published(1, 24, 28);
    const code = await codeOf(id);
    await execute(jobCtx(app.db, at(24)), beginShift, { id });
    const [first, second] = [await rota.volunteer(), await rota.volunteer()];
    expect(await execute(first.ctx(at(24.5)), checkIn, { code })).toMatchObject({
      code: "shift.role",
    });
    const both = await Promise.all([
      execute(first.ctx(at(24.5)), checkIn, { code, role }),
      execute(second.ctx(at(24.5)), checkIn, { code, role }),
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
    expect(await execute(waiting.ctx(at(23.5)), checkIn, { code })).toMatchObject({
      code: "shift.full",
    });
    value(await execute(holder.ctx(at(23.5)), leaveShift, { id: holder.id, word: "Хвора" }));
    value(await execute(waiting.ctx(at(23.6)), checkIn, { code }));
    expect(await rota.stateOf(waiting.id)).toBe("checked_in");
  });

  it("whoever is promised elsewhere at the time is told so", async () => {
    const { id } = await rota.published(1, 24, 28);
    const elsewhere = await rota.published(1, 25, 27);
    const busy = await rota.placed(elsewhere.role);
    const [role] = await rota.rowsOf(id);
    expect(role).toBeUndefined();
    const roles = await openOwnShift(busy.ctx(), id);
    expect(
      await execute(busy.ctx(at(24)), checkIn, {
        code: await codeOf(id),
        role: roles!.roles[0]!.id,
      }),
    ).toMatchObject({
      code: "shift.overlaps",
    });
  });
});

describe("the coordinator's list", () => {
  const { ctx } = { ctx: (hours: number) => rota.coordinator.ctx(at(hours)) };

  it("ticks off who comes, who goes, who did not come, and takes a wrong tick back", async () => {
    const { role } = await rota.published(3, 24, 28);
    const [here, absent] = [await rota.placed(role), await rota.placed(role)];
    expect(await execute(ctx(20), markSlot, { slot: here.id, mark: "check_in" })).toMatchObject({
      code: "shift.early",
    });
    expect(await execute(ctx(23.5), markSlot, { slot: here.id, mark: "no_show" })).toMatchObject({
      code: "shift.mark",
    });
    value(await execute(ctx(24.4), markSlot, { slot: here.id, mark: "check_in" }));
    value(await execute(ctx(24.4), markSlot, { slot: here.id, mark: "undo" }));
    expect(await rota.rowOf(here.id)).toMatchObject({ state: "signed_up", checkedInAt: null });
    value(await execute(ctx(24.4), markSlot, { slot: here.id, mark: "check_in" }));
    value(await execute(ctx(24.4), markSlot, { slot: absent.id, mark: "no_show" }));
    expect(await promisesOf(absent.personId)).toEqual([]);
    // They came after all.
    value(await execute(ctx(25), markSlot, { slot: absent.id, mark: "check_in" }));
    expect(await rota.stateOf(absent.id)).toBe("checked_in");
    value(await execute(ctx(27), markSlot, { slot: here.id, mark: "check_out" }));
    const walkIn = await rota.volunteer();
    value(await execute(ctx(25), fillSlot, { role, person: walkIn.id, how: "walk_in" }));
    const stranger = await world.person({ districts: [world.south] });
    expect(
      await execute(stranger.ctx(at(25)), markSlot, { slot: absent.id, mark: "check_out" }),
    ).toMatchObject({
      code: "shift.unknown",
    });
  });

  it("takes somebody marked absent back, by the list or by the code, unless their place is another's", async () => {
    const { role } = await rota.published(1, 24, 28);
    const absent = await rota.placed(role);
    value(await execute(ctx(24.5), markSlot, { slot: absent.id, mark: "no_show" }));
    const walkIn = await rota.volunteer();
    value(await execute(ctx(24.6), fillSlot, { role, person: walkIn.id, how: "walk_in" }));
    expect(await execute(ctx(24.7), markSlot, { slot: absent.id, mark: "check_in" })).toMatchObject(
      { code: "shift.full" },
    );
    const other = await rota.published(2, 24, 28);
    const late = await rota.placed(other.role);
    value(await execute(ctx(24.5), markSlot, { slot: late.id, mark: "no_show" }));
    value(await execute(late.ctx(at(24.6)), checkIn, { code: await codeOf(other.id) }));
    expect(await rota.rowsOf(other.role)).toMatchObject([{ id: late.id, state: "checked_in" }]);
    expect(await promisesOf(late.personId)).toHaveLength(1);
  });

  it("takes back that somebody has gone while the shift runs, unless they are needed elsewhere by then", async () => {
    const { id, role } = await rota.published(2, 24, 28);
    const [one, other] = [await rota.placed(role), await rota.placed(role)];
    const undo = (hours: number, slot: string) =>
      execute(ctx(hours), markSlot, { slot, mark: "undo" });
    for (const { id: slot } of [one, other]) {
      value(await execute(ctx(24), markSlot, { slot, mark: "check_in" }));
      value(await execute(ctx(25), markSlot, { slot, mark: "check_out" }));
    }
    value(await undo(25.1, one.id));
    expect(await rota.rowOf(one.id)).toMatchObject({
      state: "checked_in",
      checkedInAt: at(24),
      checkedOutAt: null,
    });
    expect(await promisesOf(one.personId)).toMatchObject([{ during: { to: at(28) } }]);
    const elsewhere = await rota.published(1, 26, 27);
    await rota.placed(elsewhere.role, 1, { ...other, id: other.personId as PersonId });
    expect(await undo(25.2, other.id)).toMatchObject({ code: "shift.overlaps" });
    // By the volunteer themselves it is taken back as well, but not once it is over.
    value(await execute(one.ctx(at(26)), checkOut, { id: one.id }));
    value(await undo(27, one.id));
    value(await execute(one.ctx(at(27)), checkOut, { id: one.id }));
    await execute(jobCtx(app.db, at(28)), endShift, { id });
    expect(await undo(28, one.id)).toMatchObject({ code: "shift.mark" });
  });

  it("asks about hours much longer than the shift, and refuses those of another shift", async () => {
    const [short, next] = [await rota.published(1, 24, 25), await rota.published(1, 30, 34)];
    const one = await rota.placed(short.role);
    const later = await rota.placed(next.role, 1, { ...one, id: one.personId as PersonId });
    const put = async (from: number, to: number, more = {}) => {
      const { version } = await rota.rowOf(one.id);
      const times = { in: at(from).toISOString(), out: at(to).toISOString(), word: "Ой", version };
      return execute(ctx(40), correctTimes, { slot: one.id, ...times, ...more });
    };
    for (const [slot, from, to] of [
      [one.id, 24, 25],
      [later.id, 30, 34],
    ] as const) {
      value(await execute(ctx(from), markSlot, { slot, mark: "check_in" }));
      value(await execute(ctx(to), markSlot, { slot, mark: "check_out" }));
    }
    // The day before by a slip of the finger.
    expect(await put(1, 25)).toMatchObject({ code: "shift.longer" });
    value(await put(23.5, 25.5));
    value(await put(24, 28, { longer: "yes" }));
    for (const [from, to] of [
      [24, 30.5],
      [31, 33],
      [33.5, 36],
    ] as const)
      expect(await put(from, to, { longer: "yes" })).toMatchObject({
        code: "shift.hours_overlap",
        params: { at: at(30).toISOString() },
      });
    value(await put(29, 30));
  });

  it("of a shift that is cancelled while it runs sends everybody home, with the hours until then", async () => {
    const { id, role } = await rota.published(2, 24, 28);
    const [here, coming] = [await rota.placed(role), await rota.placed(role)];
    value(await execute(ctx(24), markSlot, { slot: here.id, mark: "check_in" }));
    await execute(jobCtx(app.db, at(24)), beginShift, { id });
    const { version } = await rota.shiftOf(id);
    value(await execute(ctx(25), cancelShift, { id, version, reason: "Тривога" }));
    expect(await rota.rowOf(here.id)).toMatchObject({ state: "checked_out", checkedOutAt: at(25) });
    expect(await rota.rowOf(coming.id)).toMatchObject({ state: "withdrawn", reason: "cancelled" });
    expect(await promisesOf(coming.personId)).toHaveLength(1);
  });

  it("puts times right with a reason, which the volunteer reads with their hours", async () => {
    const { role } = await rota.published(2, 24, 28);
    const one = await rota.placed(role, 2);
    value(await execute(ctx(24), markSlot, { slot: one.id, mark: "check_in" }));
    value(await execute(ctx(28), markSlot, { slot: one.id, mark: "check_out" }));
    const { version } = await rota.rowOf(one.id);
    const right = {
      in: at(24).toISOString(),
      out: at(26).toISOString(),
      word: "Пішла раніше",
      version,
    };
    expect(
      await execute(ctx(30), correctTimes, { slot: one.id, ...right, word: " " }),
    ).toMatchObject({
      errors: { word: "word" },
    });
    expect(
      await execute(ctx(30), correctTimes, { slot: one.id, ...right, out: at(23).toISOString() }),
    ).toMatchObject({
      code: "shift.times",
    });
    expect(
      await execute(ctx(30), correctTimes, { slot: one.id, ...right, out: at(40).toISOString() }),
    ).toMatchObject({
      code: "shift.times",
    });
    const both = await Promise.all([
      execute(ctx(30), correctTimes, { ...right, slot: one.id }),
      execute(ctx(30), correctTimes, { slot: one.id, ...right, out: at(27).toISOString() }),
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
    value(await execute(one.ctx(at(27)), leaveNote, { id: early.id, body: "Закінчився чай" }));
    const read = await openOwnShift(two.ctx(at(27)), next.id);
    expect(read!.notes.map(({ body }) => body)).toEqual(["Закінчився чай"]);
    const passing = await rota.volunteer();
    expect((await openOwnShift(passing.ctx(at(27)), next.id))!.notes).toEqual([]);
    expect(
      await execute(passing.ctx(at(27)), leaveNote, { id: early.id, body: "Привіт" }),
    ).toMatchObject({
      code: "shift.unknown",
    });
  });
});
