import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { withdraw } from "../../app/dispatch/commands/answer.server";
import { createTask } from "../../app/dispatch/commands/create-task.server";
import { moveToRequest } from "../../app/dispatch/commands/move.server";
import { releaseAssignment } from "../../app/dispatch/commands/offer.server";
import { reportProgress } from "../../app/dispatch/commands/progress.server";
import { openOwnTask } from "../../app/dispatch/queries/own-tasks.server";
import { listTasksOf, openTask } from "../../app/dispatch/queries/tasks.server";
import { execute } from "../../app/platform/command.server";
import { endRequest } from "../../app/requests/commands/end.server";
import { triage } from "../../app/requests/commands/triage.server";
import { assignment } from "../../drizzle/schema/dispatch";
import { type Someone, value } from "../factories/dispatch";
import { asText, NORTH, NORTH_TOO, placeSteps, SOUTH } from "../factories/places";
import { readMails } from "../factories/queue";
import { CITY, makeWorld, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let database: FreshDatabase;
let db: FreshDatabase["app"]["db"];
let world: World;
let north: Someone;
let south: Someone;

beforeAll(async () => {
  database = await freshDatabase();
  ({ db } = database.app);
  world = await makeWorld(db);
  north = await world.person({ districts: [world.north], name: "Ганна" });
  south = await world.person({ districts: [world.south], name: "Борис" });
});

const steps = placeSteps(() => ({ world, north }));
const { at, requestOf, taskOf, accept, place, placed, make, ask, send, settle, told } = steps;
const spotOf = async (id: string) => {
  const { districtId, lat, lon } = await taskOf(id);
  return { districtId, lat, lon };
};
const zone = CITY.zone;

describe("a task whose request is placed elsewhere", () => {
  it("goes with it: the other district's coordinator opens it, and the former one no more", async () => {
    const id = await placed();
    const taskId = await make([id]);
    const asked = await ask(taskId);
    await settle();
    value(await place(north, id, { district: "south", point: asText(SOUTH) }));
    await settle();
    expect(await spotOf(taskId)).toEqual({ districtId: world.south, ...SOUTH });
    expect(await openTask({ ...south.ctx(), zone }, taskId)).toMatchObject({ movedTo: null });
    expect(await openTask({ ...north.ctx(), zone }, taskId)).toBeNull();
    expect(await listTasksOf(south.ctx(), id)).toHaveLength(1);
    // Who is merely asked sees it on their page, and gets no second mail.
    const own = await openOwnTask(asked.ctx(), taskId);
    expect(own!.districtNames).toEqual({ en: "South" });
    expect(await told(asked, "task_moved")).toEqual([]);
  });

  it("tells once those who have accepted or are on the way, without the address", async () => {
    const id = await placed();
    const taskId = await make([id], 3);
    const accepted = await send(taskId);
    const second = await ask(taskId);
    value(await accept(second, taskId));
    const third = await ask(taskId);
    value(await accept(third, taskId));
    value(await execute(third.ctx(), reportProgress, { id: taskId, to: "en_route" }));
    await settle();
    const key = "the-same-triage-twice";
    const { version } = await requestOf(id);
    const form = { id, version, priority: "high", category: "water", people: 2 };
    const moved = { ...form, district: "south", point: asText(SOUTH) };
    const twice = await Promise.all([
      execute(north.ctx(), triage, moved, { key }),
      execute(north.ctx(), triage, moved, { key }),
    ]);
    expect(twice.map(({ ok }) => ok)).toEqual([true, true]);
    // And once more, as something else: its place stays.
    value(
      await place(south, id, { district: "south", point: asText(SOUTH), priority: "critical" }),
    );
    await settle();
    for (const who of [accepted, second, third])
      expect(await told(who, "task_moved")).toHaveLength(1);
    const mails = (await readMails(database.owner.sql))
      .map((mail) => ({ text: JSON.stringify(mail) }))
      .filter(({ text }) => text.includes("task_moved"));
    expect(mails.length).toBeGreaterThan(0);
    expect(mails.map(({ text }) => text).join()).not.toMatch(/Наукова|49\.82/);
    expect(mails[0]!.text).toContain("South");
  });

  it("follows a pin that moves within its district as well", async () => {
    const id = await placed();
    const taskId = await make([id]);
    const helper = await send(taskId, "en_route");
    value(await place(north, id, { district: "north", point: asText(NORTH_TOO) }));
    await settle();
    expect(await spotOf(taskId)).toEqual({ districtId: world.north, ...NORTH_TOO });
    expect(await told(helper, "task_moved")).toHaveLength(1);
  });

  it("stays where somebody has arrived; its coordinator is shown it and may send it after", async () => {
    const id = await placed();
    const taskId = await make([id]);
    const helper = await send(taskId, "en_route", "on_site");
    value(await place(north, id, { district: "south", point: asText(SOUTH) }));
    await settle();
    expect(await spotOf(taskId)).toEqual({ districtId: world.north, ...NORTH });
    const opened = await openTask({ ...north.ctx(), zone }, taskId);
    expect(opened).toMatchObject({ movedTo: { districtNames: { en: "South" } } });
    expect(await told(helper, "task_moved")).toEqual([]);
    const { version } = await taskOf(taskId);
    const stranger = await execute(south.ctx(), moveToRequest, { id: taskId, version });
    expect(stranger).toMatchObject({ code: "task.unknown" });
    value(await execute(north.ctx(), moveToRequest, { id: taskId, version }));
    await settle();
    expect(await spotOf(taskId)).toEqual({ districtId: world.south, ...SOUTH });
    expect(await told(helper, "task_moved")).toHaveLength(1);
    expect(await openTask({ ...south.ctx(), zone }, taskId)).toMatchObject({ movedTo: null });
  });

  it.each(["withdrawn", "released"])("follows once whoever had arrived is %s", async (ending) => {
    const id = await placed();
    const taskId = await make([id]);
    const helper = await send(taskId, "en_route", "on_site");
    value(await place(north, id, { district: "south", point: asText(SOUTH) }));
    await settle();
    const [part] = await db.select().from(assignment).where(eq(assignment.taskId, taskId));
    const ended =
      ending === "withdrawn"
        ? await execute(helper.ctx(), withdraw, { id: taskId, reason: "unwell" })
        : await execute(north.ctx(), releaseAssignment, { id: taskId, assignment: part!.id });
    value(ended);
    await settle();
    expect(await spotOf(taskId)).toEqual({ districtId: world.south, ...SOUTH });
  });

  it("of several requests follows the first that was chosen, and the next when that is over", async () => {
    // The first chosen is the younger of the two, and the later by its id half of the time.
    for (let round = 0; round < 4; round++) {
      const second = await placed("north", NORTH_TOO);
      const first = await placed();
      const taskId = await make([first, second]);
      value(await place(north, second, { district: "south", point: asText(SOUTH) }));
      await settle();
      expect(await spotOf(taskId)).toEqual({ districtId: world.north, ...NORTH });
      const opened = await openTask({ ...north.ctx(), zone }, taskId);
      expect(opened!.requests.map(({ id }) => id)).toEqual([first, second]);
      const { version } = await requestOf(first);
      const ending = { id: first, how: "cancel", reason: "not_needed", word: "", version };
      value(await execute(north.ctx(), endRequest, ending));
      await settle();
      expect(await spotOf(taskId)).toEqual({ districtId: world.south, ...SOUTH });
      expect((await taskOf(taskId)).state).toBe("open");
    }
  });

  it("that is over stays where it was", async () => {
    const id = await placed();
    const taskId = await make([id]);
    await database.owner.sql.begin(async (sql) => {
      await sql`alter table task disable trigger user`;
      await sql`update task set state = 'failed' where id = ${taskId}`;
      await sql`alter table task enable trigger user`;
    });
    value(await place(north, id, { district: "south", point: asText(SOUTH) }));
    await settle();
    expect(await spotOf(taskId)).toEqual({ districtId: world.north, ...NORTH });
  });

  it("while somebody accepts it: they have it, it is at the new place, and nobody is told twice", async () => {
    for (let round = 0; round < 8; round++) {
      const id = await placed();
      const taskId = await make([id]);
      const helper = await ask(taskId);
      await settle();
      const [yes, moved] = await Promise.all([
        accept(helper, taskId),
        place(north, id, { district: "south", point: asText(SOUTH) }).then(async (result) => {
          await settle();
          return result;
        }),
      ]);
      value(yes);
      value(moved);
      await settle();
      expect(await spotOf(taskId)).toEqual({ districtId: world.south, ...SOUTH });
      expect((await told(helper, "task_moved")).length).toBeLessThanOrEqual(1);
      expect((await openOwnTask(helper.ctx(), taskId))!.districtNames).toEqual({ en: "South" });
    }
  });

  it("that is made meanwhile is at the new place, whichever is first", async () => {
    for (let round = 0; round < 8; round++) {
      const id = await placed();
      const admin = await world.person({ administrator: true });
      const form = {
        request: [id],
        teamSize: 1,
        from: at(1).toISOString(),
        to: at(3).toISOString(),
      };
      const [made, moved] = await Promise.all([
        execute(admin.ctx(), createTask, form),
        place(admin, id, { district: "south", point: asText(SOUTH) }),
      ]);
      const taskId = value(made);
      // Whoever came second with the triage was told of the task, and looks again.
      if (!moved.ok) value(await place(admin, id, { district: "south", point: asText(SOUTH) }));
      await settle();
      expect(await spotOf(taskId)).toEqual({ districtId: world.south, ...SOUTH });
    }
  });
});
