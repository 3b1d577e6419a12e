import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { answerOffer } from "../../app/dispatch/commands/answer.server";
import { createTask } from "../../app/dispatch/commands/create-task.server";
import { offerTask } from "../../app/dispatch/commands/offer.server";
import { completeTask, reportProgress } from "../../app/dispatch/commands/progress.server";
import { namesAtTheDoor } from "../../app/dispatch/queries/at-the-door.server";
import { execute } from "../../app/platform/command.server";
import { submitRequest } from "../../app/requests/commands/submit.server";
import { triage } from "../../app/requests/commands/triage.server";
import { volunteerProfile } from "../../drizzle/schema/accounts";
import { assignment, task } from "../../drizzle/schema/dispatch";
import { request } from "../../drizzle/schema/requests";
import type { Someone } from "../factories/dispatch";
import { at, value } from "../factories/rota";
import { makeWorld, visitorCtx, type World } from "../factories/world";
import { freshDatabase } from "./fresh-database";

let world: World;
let coordinator: Someone;

beforeAll(async () => {
  const { app } = await freshDatabase();
  world = await makeWorld(app.db);
  coordinator = await world.person({ districts: [world.north] });
});

const form = {
  category: "water",
  details: "Вода",
  people: "1",
  district: "north",
  phone: "0671230000",
};

/** A request that these volunteers have said yes to. */
async function accepted(names: string[], consents = true) {
  const ctx = { ...visitorCtx(world.db), flood: null };
  const { id: requestId, token } = value(await execute(ctx, submitRequest, form));
  const read = {
    id: requestId,
    priority: "normal",
    people: "1",
    category: "water",
    district: "north",
    version: 1,
  };
  value(await execute(coordinator.ctx(), triage, read));
  const wish = {
    request: [requestId],
    teamSize: names.length,
    from: at(1).toISOString(),
    to: at(3).toISOString(),
  };
  const id = value(await execute(coordinator.ctx(), createTask, wish));
  const people = await Promise.all(
    names.map((name) =>
      world.person({ name, standing: "verified", profile: { homeDistrictId: world.north } }),
    ),
  );
  for (const one of people) {
    await world.db
      .update(volunteerProfile)
      .set({ namesThemselves: consents })
      .where(eq(volunteerProfile.personId, one.id));
    value(
      await execute(coordinator.ctx(), offerTask, { id, people: [one.id], minutes: 60, word: "" }),
    );
    value(await execute(one.ctx(), answerOffer, { id, answer: "yes" }));
  }
  const step = async (who: Someone, to: string) => execute(who.ctx(), reportProgress, { id, to });
  return { id, requestId, token, people, step };
}
const stateOf = async (id: string) =>
  (await world.db.select().from(task).where(eq(task.id, id)))[0]!.state;
const coverOf = async (id: string) =>
  (await world.db.select().from(request).where(eq(request.id, id)))[0]!.cover;

describe("a first name at the door", () => {
  it("is read by who waits, from when somebody sets out until they are done", async () => {
    const { id, token, people, step } = await accepted(["Олена Левченко"]);
    const names = () => namesAtTheDoor(world.db, token);
    expect(await names()).toEqual([]);
    value(await step(people[0]!, "en_route"));
    expect(await names()).toEqual(["Олена"]);
    value(await step(people[0]!, "on_site"));
    expect(await names()).toEqual(["Олена"]);
    value(await execute(people[0]!.ctx(), completeTask, { id }));
    expect(await names()).toEqual([]);
  });

  it("is nobody's who has not said so, and nobody's to read without the link", async () => {
    const { token, people, step } = await accepted(["Petro Bondar"], false);
    value(await step(people[0]!, "en_route"));
    expect(await namesAtTheDoor(world.db, token)).toEqual([]);
    const other = await accepted(["Vera Volunteer"]);
    value(await other.step(other.people[0]!, "en_route"));
    for (const wrong of ["", "x".repeat(22), other.requestId])
      expect(await namesAtTheDoor(world.db, wrong)).toEqual([]);
  });

  it("is that of each who is on the way", async () => {
    const { token, people, step } = await accepted(["Anna Maria Tamm", "Juri"]);
    value(await step(people[0]!, "en_route"));
    expect(await namesAtTheDoor(world.db, token)).toEqual(["Anna"]);
    value(await step(people[1]!, "en_route"));
    expect(await namesAtTheDoor(world.db, token)).toEqual(["Anna", "Juri"]);
  });
});

describe("a step that was pressed by mistake", () => {
  it("is taken back: nobody is on the way, and the task has not begun", async () => {
    const { id, requestId, token, people, step } = await accepted(["Vera Volunteer"]);
    value(await step(people[0]!, "en_route"));
    expect([await stateOf(id), await coverOf(requestId)]).toEqual(["under_way", "on_the_way"]);
    value(await step(people[0]!, "accepted"));
    value(await step(people[0]!, "accepted"));
    expect([await stateOf(id), await coverOf(requestId)]).toEqual(["assigned", "accepted"]);
    expect(await namesAtTheDoor(world.db, token)).toEqual([]);
    value(await step(people[0]!, "en_route"));
    expect(await stateOf(id)).toBe("under_way");
  });

  it("leaves the task under way while another is", async () => {
    const { id, people, step } = await accepted(["Vera Volunteer", "Petro Bondar"]);
    for (const one of people) value(await step(one, "en_route"));
    value(await step(people[0]!, "accepted"));
    expect(await stateOf(id)).toBe("under_way");
  });

  it("is none once somebody is there, has not answered or is done", async () => {
    const { id, people, step } = await accepted(["Vera Volunteer"]);
    value(await step(people[0]!, "en_route"));
    value(await step(people[0]!, "on_site"));
    expect(await step(people[0]!, "accepted")).toMatchObject({ code: "assignment.over" });
    const asked = await world.person({
      standing: "verified",
      profile: { homeDistrictId: world.north },
    });
    const wish = {
      title: "Світло",
      teamSize: 1,
      district: "north",
      from: at(1).toISOString(),
      to: at(3).toISOString(),
    };
    const other = value(await execute(coordinator.ctx(), createTask, wish));
    value(
      await execute(coordinator.ctx(), offerTask, {
        id: other,
        people: [asked.id],
        minutes: 60,
        word: "",
      }),
    );
    expect(await execute(asked.ctx(), reportProgress, { id: other, to: "accepted" })).toMatchObject(
      {
        code: "assignment.over",
      },
    );
    const [part] = await world.db.select().from(assignment).where(eq(assignment.taskId, id));
    expect(part!.state).toBe("on_site");
  });
});
