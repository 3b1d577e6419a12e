import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { createTask } from "../../app/dispatch/commands/create-task.server";
import { offerTask } from "../../app/dispatch/commands/offer.server";
import { execute } from "../../app/platform/command.server";
import { wallTime } from "../../app/platform/zone";
import { triage } from "../../app/requests/commands/triage.server";
import { person } from "../../drizzle/schema/accounts";
import { assignment, task } from "../../drizzle/schema/dispatch";
import { smsIn } from "../../drizzle/schema/messages";
import { request } from "../../drizzle/schema/requests";
import { at, value } from "../factories/rota";
import { newPhone, texting } from "../factories/texting";
import { CITY, makeWorld, NOON, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let database: FreshDatabase;
let world: World;

beforeAll(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
});

const { send, answersTo, lastAnswer, requestsOf, notesOf } = texting(() => database.app.db);

/** A volunteer with a number, and a task that is offered to them. */
async function offered(proven: Date | null = NOON) {
  const phone = newPhone();
  const coordinator = await world.person({ districts: [world.north] });
  const { id: served } = await world.request();
  const triaged = { priority: "high", category: "water", district: "north", people: "2" };
  value(await execute(coordinator.ctx(), triage, { ...triaged, id: served, version: 1 }));
  const wall = (hours: number) => wallTime(at(hours), CITY.zone);
  const form = { request: [served], from: wall(1), to: wall(3), teamSize: "1" };
  const id = value(await execute(coordinator.ctx(), createTask, form));
  const contact = { phone, phoneProvenAt: proven };
  const helper = await world.person({ standing: "verified", contact });
  const asked = { id, people: [helper.id], minutes: "60", word: "" };
  value(await execute(coordinator.ctx(), offerTask, asked));
  const part = async () => {
    const which = and(eq(assignment.taskId, id), eq(assignment.personId, helper.id));
    const [row] = await database.app.db.select().from(assignment).where(which);
    return row!;
  };
  return { phone, id, served, helper, part };
}

describe("a volunteer who texts", () => {
  it("says yes, on the way, there, done", async () => {
    const { phone, id, part } = await offered();
    for (const [text, state] of [
      ["1", "accepted"],
      ["Їду", "en_route"],
      ["на місці", "on_site"],
      ["Готово!", "done"],
    ] as const) {
      await send(phone, text);
      expect((await part()).state).toBe(state);
    }
    const [row] = await database.app.db.select().from(task).where(eq(task.id, id));
    expect(row!.state).toBe("done");
    expect(await requestsOf(phone)).toEqual([]);
    for (const { body } of await answersTo(phone)) expect(body).not.toMatch(/Наукова|Оксана|380/);
  });

  it("says that it is done without the steps before", async () => {
    const { phone, part } = await offered();
    await send(phone, "так");
    await send(phone, "готово");
    expect((await part()).state).toBe("done");
  });

  it("says no", async () => {
    const { phone, part } = await offered();
    await send(phone, "2");
    expect((await part()).state).toBe("declined");
    await send(phone, "1");
    expect((await part()).state).toBe("declined");
    expect(await lastAnswer(phone)).toMatchObject({ template: "answer.no_offer" });
  });

  it("with a number that is only claimed changes nothing", async () => {
    const { phone, part } = await offered(null);
    await send(phone, "1");
    expect((await part()).state).toBe("offered");
    expect(await lastAnswer(phone)).toMatchObject({ template: "answer.no_offer" });
  });

  it("who may not say yes is told why, and nothing of it stays", async () => {
    const { phone, part, helper } = await offered();
    await database.app.db
      .update(person)
      .set({ standing: "unverified" })
      .where(eq(person.id, helper.id));
    await send(phone, "1");
    expect((await part()).state).toBe("offered");
    expect(await lastAnswer(phone)).toMatchObject({ template: "answer.refused" });
    const [kept] = await database.app.db.select().from(smsIn).where(eq(smsIn.phone, phone));
    expect(kept).toMatchObject({ meaning: "answer", personId: helper.id });
  });

  it("in own words is read by whoever coordinates the request", async () => {
    const { phone, served, helper } = await offered();
    await send(phone, "1");
    await send(phone, "Двері зачинені, ніхто не відповідає");
    const notes = await notesOf(served);
    expect(notes).toMatchObject([{ author: "volunteer", personId: helper.id, forResident: false }]);
    const [row] = await database.app.db.select().from(request).where(eq(request.id, served));
    expect(row!.unread).toBe(1);
  });

  it("says yes once, however often and through whatever process it comes", async () => {
    const { phone, part } = await offered();
    await Promise.all(Array.from({ length: 6 }, () => send(phone, "1")));
    expect((await part()).state).toBe("accepted");
  });
});
