import { beforeAll, describe, expect, it } from "vitest";
import { execute } from "../../app/platform/command.server";
import { answerSlot } from "../../app/shifts/commands/answer-slot.server";
import { cancelShift } from "../../app/shifts/commands/cancel-shift.server";
import { expireSlot } from "../../app/shifts/commands/free-slots.server";
import { leaveShift } from "../../app/shifts/commands/leave-shift.server";
import { takeSlot } from "../../app/shifts/commands/take-slot.server";
import { signUp } from "../../drizzle/schema/shifts";
import { at, makeRota, type Rota, value } from "../factories/rota";
import { jobCtx, makeWorld, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let app: FreshDatabase["app"];
let world: World;
let rota: Rota;
let coordinator: Rota["coordinator"];
type Someone = Awaited<ReturnType<World["person"]>>;

beforeAll(async () => {
  ({ app } = await freshDatabase());
  world = await makeWorld(app.db);
  rota = await makeRota(app.db, world);
  coordinator = rota.coordinator;
});

const published: Rota["published"] = (...wish) => rota.published(...wish);
const volunteer: Rota["volunteer"] = (...skills) => rota.volunteer(...skills);
const stateOf = (id: string) => rota.stateOf(id);

describe("a slot", () => {
  it("is taken while there is one, then the waitlist begins, each with a number", async () => {
    const { role } = await published(1);
    const people = await Promise.all([volunteer(), volunteer(), volunteer()]);
    const taken = [];
    for (const one of people) taken.push(value(await execute(one.ctx(), takeSlot, { role })));
    expect(taken.map(({ state, position }) => [state, position])).toEqual([
      ["signed_up", null],
      ["waitlisted", 1],
      ["waitlisted", 2],
    ]);
    // Pressed twice, it is the same place.
    for (const [index, one] of people.entries())
      expect(value(await execute(one.ctx(), takeSlot, { role }))).toEqual(taken[index]);
  });

  it("is refused with the reason: standing, skill, time, another promise", async () => {
    const { role } = await published(5, 24, 28, ["care"]);
    const unverified = await world.person({ standing: "unverified" });
    expect(await execute(unverified.ctx(), takeSlot, { role })).toMatchObject({
      code: "shift.not_verified",
    });
    expect(await execute((await volunteer()).ctx(), takeSlot, { role })).toMatchObject({
      code: "shift.skill",
    });
    const nurse = await volunteer(["care"]);
    expect(await execute(nurse.ctx(at(25)), takeSlot, { role })).toMatchObject({
      code: "shift.begun",
    });
    const { role: other } = await published(1, 26, 30);
    value(await execute(nurse.ctx(), takeSlot, { role: other }));
    expect(await execute(nurse.ctx(), takeSlot, { role })).toMatchObject({
      code: "shift.overlaps",
      params: { at: at(26).toISOString() },
    });
    const { role: after } = await published(1, 30, 32);
    value(await execute(nurse.ctx(), takeSlot, { role: after }));
  });

  it("that is freed goes to the first who can, and is held until they answer", async () => {
    const { role } = await published(1, 48, 52);
    const people = await Promise.all([volunteer(), volunteer(), volunteer(), volunteer()]);
    const ids: string[] = [];
    for (const one of people) ids.push(value(await execute(one.ctx(), takeSlot, { role })).id);
    const [first, busy, next, last] = people as [Someone, Someone, Someone, Someone];
    const { role: clashing } = await published(1, 50, 54);
    const elsewhere = value(await execute(busy.ctx(), takeSlot, { role: clashing })).id;
    value(await execute(first.ctx(), leaveShift, { id: ids[0]! }));
    expect(await Promise.all(ids.map(stateOf))).toEqual([
      "withdrawn",
      "waitlisted",
      "offered",
      "waitlisted",
    ]);
    const newcomer = await volunteer();
    expect(value(await execute(newcomer.ctx(), takeSlot, { role })).state).toBe("waitlisted");
    // Passed over while promised elsewhere, and first again once free.
    value(await execute(busy.ctx(), leaveShift, { id: elsewhere }));
    expect(await stateOf(ids[1]!)).toBe("waitlisted");
    value(await execute(next.ctx(), answerSlot, { id: ids[2]!, answer: "no" }));
    expect(await stateOf(ids[1]!)).toBe("offered");
    value(await execute(busy.ctx(), answerSlot, { id: ids[1]!, answer: "yes" }));
    expect(await execute(last.ctx(), answerSlot, { id: ids[3]!, answer: "yes" })).toMatchObject({
      code: "shift.answered",
    });
  });

  it("that nobody answers for goes on to the next", async () => {
    const { role } = await published(1, 72, 76);
    const people = await Promise.all([volunteer(), volunteer(), volunteer()]);
    const ids: string[] = [];
    for (const one of people) ids.push(value(await execute(one.ctx(), takeSlot, { role })).id);
    value(await execute(people[0]!.ctx(), leaveShift, { id: ids[0]! }));
    await execute(jobCtx(app.db, at(1)), expireSlot, { id: ids[1]! });
    expect(await stateOf(ids[1]!)).toBe("offered");
    await execute(jobCtx(app.db, at(20)), expireSlot, { id: ids[1]! });
    expect([await stateOf(ids[1]!), await stateOf(ids[2]!)]).toEqual(["withdrawn", "offered"]);
    expect(
      await execute(people[1]!.ctx(at(20)), answerSlot, { id: ids[1]!, answer: "yes" }),
    ).toMatchObject({
      code: "shift.answered",
    });
  });

  it("is left shortly before the start with a word alone", async () => {
    const { role } = await published(1, 24, 28);
    const one = await volunteer();
    const { id } = value(await execute(one.ctx(), takeSlot, { role }));
    expect(await execute(one.ctx(at(13)), leaveShift, { id, word: " " })).toMatchObject({
      code: "shift.word",
    });
    value(await execute(one.ctx(at(13)), leaveShift, { id, word: "Захворіла дитина" }));
    expect(await execute((await volunteer()).ctx(), leaveShift, { id })).toMatchObject({
      code: "shift.unknown",
    });
  });

  it("is gone with its shift, and everybody is free again", async () => {
    const { id, role } = await published(2, 24, 28);
    const people = await Promise.all([volunteer(), volunteer(), volunteer()]);
    for (const one of people) value(await execute(one.ctx(), takeSlot, { role }));
    expect(
      await execute(coordinator.ctx(), cancelShift, { id, version: 2, reason: " " }),
    ).toMatchObject({
      errors: { reason: "word" },
    });
    value(
      await execute(coordinator.ctx(), cancelShift, { id, version: 2, reason: "Немає світла" }),
    );
    const { role: same } = await published(3, 24, 28);
    for (const one of people) value(await execute(one.ctx(), takeSlot, { role: same }));
  });
});

describe("the database", () => {
  it("refuses a place beyond the capacity and a sign-up without a promise", async () => {
    const { id, role } = await published(1, 96, 99);
    value(await execute((await volunteer()).ctx(), takeSlot, { role }));
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

describe("a party", () => {
  it("takes as many places as people come, and waits when fewer are left", async () => {
    const { role } = await published(4, 24, 28);
    expect((await rota.placed(role, 3)).state).toBe("signed_up");
    const two = await rota.placed(role, 2);
    expect(two).toMatchObject({ state: "waitlisted", position: 1 });
    const whole = await volunteer();
    expect(await execute(whole.ctx(), takeSlot, { role, party: 5, partyName: "" })).toMatchObject({
      code: "shift.party_large",
    });
    // The one slot beside the waiting pair is no use to them: it is everybody's.
    expect((await rota.placed(role)).state).toBe("signed_up");
  });

  it("is passed over while too few places are free, and comes first when enough are", async () => {
    const { role } = await published(3, 24, 28);
    const [single, pair] = [await rota.placed(role), await rota.placed(role, 2)];
    const [two, one] = [await rota.placed(role, 2), await rota.placed(role)];
    value(await execute(single.ctx(), leaveShift, { id: single.id }));
    expect([await stateOf(two.id), await stateOf(one.id)]).toEqual(["waitlisted", "offered"]);
    value(await execute(pair.ctx(), leaveShift, { id: pair.id }));
    expect(await stateOf(two.id)).toBe("offered");
  });
});

describe("on the day itself", () => {
  it("a freed place is held for nobody: all who wait hear of it, and the first to answer has it", async () => {
    const { id, role } = await published(1, 24, 28);
    const holder = await rota.placed(role);
    const waiting = [await rota.placed(role), await rota.placed(role), await rota.placed(role)];
    value(await execute(holder.ctx(at(15)), leaveShift, { id: holder.id, word: "Хвора" }));
    for (const one of waiting) expect(await stateOf(one.id)).toBe("waitlisted");
    expect((await rota.linesOf(id)).map(({ type }) => type)).toContain("shift.place_free");
    const answers = await Promise.all(
      waiting.map((one) => execute(one.ctx(at(15)), answerSlot, { id: one.id, answer: "yes" })),
    );
    expect(answers.filter(({ ok }) => ok).length).toBe(1);
    expect(answers.filter((one) => !one.ok && one.code === "shift.gone").length).toBe(2);
  });

  it("a newcomer may take it as well as those who wait", async () => {
    const { role } = await published(1, 24, 28);
    const holder = await rota.placed(role);
    const waiting = await rota.placed(role);
    value(await execute(holder.ctx(at(20)), leaveShift, { id: holder.id, word: "Хвора" }));
    const newcomer = await volunteer();
    expect(value(await execute(newcomer.ctx(at(20)), takeSlot, { role })).state).toBe("signed_up");
    expect(
      await execute(waiting.ctx(at(20)), answerSlot, { id: waiting.id, answer: "yes" }),
    ).toMatchObject({
      code: "shift.gone",
    });
  });
});
