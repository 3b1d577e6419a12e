import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { changeTask } from "../../app/dispatch/commands/change-task.server";
import { offerTask } from "../../app/dispatch/commands/offer.server";
import { messageReactions } from "../../app/messages/reactions.server";
import { execute } from "../../app/platform/command.server";
import { wallTime } from "../../app/platform/zone";
import { commitment } from "../../drizzle/schema/accounts";
import { event } from "../../drizzle/schema/audit";
import { task } from "../../drizzle/schema/dispatch";
import { notification } from "../../drizzle/schema/messages";
import { at, dispatchSteps, type Someone, value } from "../factories/dispatch";
import { channelsOf } from "../factories/letters";
import { react } from "../factories/react";
import { CITY, jobCtx, makeWorld, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let app: FreshDatabase["app"];
let world: World;
let coordinator: Someone;
let other: Someone;

beforeAll(async () => {
  ({ app } = await freshDatabase());
  world = await makeWorld(app.db);
  coordinator = await world.person({ districts: [world.north], name: "Ганна" });
  other = await world.person({ districts: [world.south] });
});
const steps = dispatchSteps(() => ({ world, coordinator }));
const { make, offer, accept, progress, volunteer, taskOf, partsOf, triaged, end, release } = steps;

const wall = (hours: number) => wallTime(at(hours), CITY.zone);
/** The task's form as its page has it, with what is changed of it. */
async function change(id: string, said: object, who = coordinator, hours = 0) {
  const { version, title, briefing, checklist, during, teamSize, skills } = await taskOf(id);
  const stands = { version, title, briefing, checklist: checklist.join("\n"), teamSize, skills };
  const times = { from: wallTime(during.from, CITY.zone), to: wallTime(during.to, CITY.zone) };
  return execute(who.ctx(at(hours)), changeTask, { id, ...stands, ...times, ...said });
}
const promiseOf = async (who: Someone) =>
  (await app.db.select().from(commitment).where(eq(commitment.personId, who.id))).map(
    ({ during }) => during,
  );
/** Who is told of the last change of a task. */
async function toldOf(id: string) {
  const lines = await app.db.select().from(event).where(eq(event.thingId, id)).orderBy(event.id);
  const line = lines.findLast(({ type }) => type === "task.changed")!;
  await react(messageReactions(channelsOf(async () => {})), line.id, jobCtx(app.db));
  const rows = await app.db.select().from(notification).where(eq(notification.eventId, line.id));
  return rows.map(({ template, personId }) => `${template} ${personId}`).sort();
}

describe("a task that is changed", () => {
  it("is promised for its new time by whoever has said yes, and they and whoever is asked are told", async () => {
    const id = await make({ teamSize: 2 });
    const [going, asked] = [await volunteer(), await volunteer()];
    await offer(id, [going, asked]);
    value(await accept(going, id));
    value(await change(id, { from: wall(4), to: wall(6) }));
    expect((await taskOf(id)).during).toEqual({ from: at(4), to: at(6) });
    expect(await promiseOf(going)).toEqual([{ from: at(4), to: at(6) }]);
    expect(await toldOf(id)).toEqual(
      [`task_changed ${going.id}`, `task_changed ${asked.id}`].sort(),
    );
  });

  it("tells nobody of what does not concern them", async () => {
    const id = await make({ teamSize: 2 });
    const going = await volunteer();
    await offer(id, [going]);
    value(await accept(going, id));
    value(await change(id, { teamSize: "1", title: "Інша назва" }));
    expect(await toldOf(id)).toEqual([]);
    value(await change(id, { briefing: "Код 12" }));
    expect(await toldOf(id)).toEqual([`task_changed ${going.id}`]);
  });

  it("that was sent at a second, or is late, keeps its time where only its words are changed", async () => {
    const id = await make({ from: 0, to: 2 });
    const during = { from: new Date(+at(0) + 31_500), to: new Date(+at(2) + 31_500) };
    await app.db.update(task).set({ during }).where(eq(task.id, id));
    const going = await volunteer();
    await offer(id, [going]);
    value(await accept(going, id));
    value(await change(id, { title: "Інша назва" }, coordinator, 3));
    expect((await taskOf(id)).during).toEqual(during);
    expect(await toldOf(id)).toEqual([]);
    value(await change(id, { to: wall(4) }, coordinator, 3));
    expect((await taskOf(id)).during).toEqual({ from: during.from, to: at(4) });
  });

  it("goes on for whoever is on the way from when it began", async () => {
    const id = await make({ from: 0, to: 2 });
    const going = await volunteer();
    await offer(id, [going]);
    value(await accept(going, id));
    value(await progress(going, id, "en_route"));
    value(await change(id, { from: wall(0), to: wall(5) }, coordinator, 1));
    expect(await promiseOf(going)).toEqual([{ from: at(0), to: at(5) }]);
    expect((await taskOf(id)).state).toBe("under_way");
  });

  it("is whole, or open again, as its team is", async () => {
    const id = await make({ teamSize: 2 });
    const going = await volunteer();
    await offer(id, [going]);
    value(await accept(going, id));
    value(await change(id, { teamSize: 1 }));
    expect((await taskOf(id)).state).toBe("assigned");
    value(await change(id, { teamSize: 3 }));
    expect((await taskOf(id)).state).toBe("open");
  });

  it("is not moved onto another promise of anybody's, and nothing of it stays", async () => {
    const [id, second] = [await make(), await make({ from: 5, to: 7 })];
    const going = await volunteer();
    for (const one of [id, second]) {
      await offer(one, [going]);
      value(await accept(going, one));
    }
    const before = await taskOf(id);
    expect(await change(id, { from: wall(4), to: wall(6), briefing: "нове" })).toMatchObject({
      code: "task.not_free",
      params: { at: at(5).toISOString() },
    });
    expect(await taskOf(id)).toEqual(before);
    expect(await promiseOf(going)).toContainEqual({ from: at(1), to: at(3) });
  });

  it.each([
    ["fewer places than people", { teamSize: 1 }, "task.team_small"],
    ["an end before its start", { from: wall(3), to: wall(2) }, "task.window"],
    ["a time that is over", { from: wall(-4), to: wall(-2) }, "task.window"],
    ["a month", { to: wall(24 * 30) }, "task.long"],
    ["a slip of the year", { from: wall(24 * 365), to: wall(24 * 365 + 1) }, "task.distant"],
    ["a name that says nothing, without a request", { title: " " }, "task.nameless"],
    ["a page that is old", { version: 77 }, "conflict"],
    ["a team that is none", { teamSize: "0" }, "input"],
    ["a skill that is none", { skills: ["flying"] }, "input"],
  ])("is refused: %s", async (_, said, code) => {
    const id = await make({ teamSize: 2 });
    await offer(id, [await volunteer(), await volunteer()]);
    expect(await change(id, said)).toMatchObject({ ok: false, code });
  });

  it("is not for one where somebody on it, asked or waiting goes only together, whatever word a team was sent with", async () => {
    const pair = { standing: "verified", profile: { onlyTogether: true } } as const;
    const [going, asked] = [await world.person(pair), await world.person(pair)];
    const id = await make({ teamSize: 2 });
    await offer(id, [asked]);
    expect(await change(id, { teamSize: 1 })).toMatchObject({ code: "task.together" });
    value(await change(id, { teamSize: 3 }));
    const alone = await make();
    const asks = { id: alone, people: [going.id], minutes: 60 };
    expect(await execute(coordinator.ctx(), offerTask, asks)).toMatchObject({
      code: "assignment.needs_word",
    });
    value(await execute(coordinator.ctx(), offerTask, { ...asks, word: "йде з братом" }));
    value(await change(alone, { title: "Дрова" }));
    const [asksTeam, waits] = [await make({ teamSize: 2 }), await make({ teamSize: 2 })];
    await offer(waits, [await volunteer(), await volunteer()]);
    for (const team of [asksTeam, waits]) {
      const far = { id: team, people: [going.id], minutes: 60, word: "далеко, але їде" };
      value(await execute(coordinator.ctx(), offerTask, { ...far, inTurn: "yes" }));
    }
    value(await release(waits, (await partsOf(waits))[0]!.id));
    for (const team of [asksTeam, waits])
      expect(await change(team, { teamSize: 1 })).toMatchObject({ code: "task.together" });
  });

  it("needs no name where it serves a request, and is nobody else's to change", async () => {
    const id = await make({ requests: [await triaged()] });
    value(await change(id, { title: "" }));
    expect(await change(id, { title: "x" }, other)).toMatchObject({ code: "task.unknown" });
    value(await end(id, { to: "cancelled", version: (await taskOf(id)).version }));
    expect(await change(id, { title: "x" })).toMatchObject({ code: "task.over" });
  });

  it("and an answer at the same moment end in a promise for the time that the task has", async () => {
    for (let round = 0; round < 12; round++) {
      const id = await make();
      const going = await volunteer();
      await offer(id, [going]);
      await Promise.all([accept(going, id), change(id, { from: wall(8), to: wall(9) })]);
      const [part] = await partsOf(id);
      const { during } = await taskOf(id);
      expect(await promiseOf(going)).toEqual(part!.state === "accepted" ? [during] : []);
    }
  });
});
