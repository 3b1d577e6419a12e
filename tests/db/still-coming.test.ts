import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { reportProblem } from "../../app/dispatch/commands/progress.server";
import { askComing, reportComing } from "../../app/dispatch/commands/still-coming.server";
import { whoIsComing } from "../../app/dispatch/queries/coming.server";
import { openOwnTask } from "../../app/dispatch/queries/own-tasks.server";
import { listPeople } from "../../app/dispatch/queries/people.server";
import { messageReactions } from "../../app/messages/reactions.server";
import { execute } from "../../app/platform/command.server";
import { event } from "../../drizzle/schema/audit";
import { assignment } from "../../drizzle/schema/dispatch";
import { notification } from "../../drizzle/schema/messages";
import { dispatchSteps, type Someone, value } from "../factories/dispatch";
import { channelsOf } from "../factories/letters";
import { react } from "../factories/react";
import { newPhone, texting } from "../factories/texting";
import { CITY, jobCtx, makeWorld, type World } from "../factories/world";
import { freshDatabase } from "./fresh-database";

let world: World;
let coordinator: Someone;
let second: Someone;

beforeAll(async () => {
  const { app } = await freshDatabase();
  world = await makeWorld(app.db);
  coordinator = await world.person({ districts: [world.north], name: "Ганна" });
  second = await world.person({ districts: [world.north], name: "Борис" });
});

const steps = dispatchSteps(() => ({ world, coordinator }));
const { at, triaged, make, offer, accept, progress, end, partsOf, taskOf } = steps;
const { send, lastAnswer } = texting(() => world.db);

/** Somebody who set out at noon. */
async function onTheWay(some: Parameters<World["person"]>[0] = {}) {
  const requestId = await triaged();
  const id = await make({ requests: [requestId] });
  const helper = await world.person({ standing: "verified", name: "Олена", ...some });
  await offer(id, [helper]);
  value(await accept(helper, id));
  value(await progress(helper, id, "en_route"));
  const part = (await partsOf(id))[0]!.id;
  const now = async () => (await partsOf(id))[0]!;
  const ask = (hours: number, who = coordinator) =>
    execute(who.ctx(at(hours)), askComing, { id, assignment: part });
  const say = (hours: number, minutes?: string, who = helper) =>
    execute(who.ctx(at(hours)), reportComing, { id, minutes });
  const types = async () => {
    const lines = await world.db.select().from(event).where(eq(event.thingId, part));
    return lines.sort((a, b) => a.id - b.id).map(({ type }) => type.replace("assignment.", ""));
  };
  const shown = async (hours: number) =>
    (await whoIsComing(coordinator.ctx(at(hours)), [requestId])).get(requestId)![0]!;
  return { id, requestId, helper, part, now, ask, say, types, shown };
}

describe("whoever is on the way", () => {
  it("is asked if they are still coming, and answers by one press, with a time or without", async () => {
    const { id, helper, ask, say, now, types, shown } = await onTheWay();
    value(await ask(1));
    expect(await now()).toMatchObject({ comingAskedAt: at(1), comingSaidAt: null });
    expect(await openOwnTask(helper.ctx(at(1)), id)).toMatchObject({ comingAskedAt: at(1) });
    expect(await shown(1)).toMatchObject({ comingAskedAt: at(1), comingSaidAt: null });
    value(await say(1.1, ""));
    expect(await now()).toMatchObject({ comingSaidAt: at(1.1), arrivesAt: null, signAt: at(1.1) });
    value(await say(1.2, "30"));
    expect(await shown(1.2)).toMatchObject({ comingSaidAt: at(1.2), arrivesAt: at(1.7) });
    expect((await types()).slice(-3)).toEqual(["coming_asked", "coming", "coming"]);
    value(await progress(helper, id, "on_site"));
    expect(await now()).toMatchObject({ comingAskedAt: null, comingSaidAt: null, arrivesAt: null });
  });

  it("is no more late by their answer, and is again a quarter of an hour after the time they said", async () => {
    const { helper, ask, say, shown } = await onTheWay();
    const stale = async (hours: number) => {
      const { staleFrom } = await shown(hours);
      const near = { readiness: "coming", skill: null, near: null } as const;
      const { people } = await listPeople({ ...coordinator.ctx(at(hours)), city: CITY }, near);
      const isStale = staleFrom! <= at(hours);
      expect(people.find((one) => one.id === helper.id)?.stale).toBe(isStale);
      return isStale;
    };
    expect(await stale(2)).toBe(true);
    value(await ask(2));
    expect(await stale(2)).toBe(true);
    value(await say(2.1));
    expect(await stale(2.1)).toBe(false);
    value(await say(2.1, "60"));
    expect(await stale(3.3)).toBe(false);
    expect(await stale(3.4)).toBe(true);
  });

  it("is not asked again within ten minutes, whoever asks, and hears of it once", async () => {
    const { helper, part, ask, say, types } = await onTheWay();
    const both = await Promise.all([ask(1), ask(1, second), ask(1), ask(1, second)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    for (const one of both.filter(({ ok }) => !ok))
      expect(one).toMatchObject({
        code: "assignment.asked_lately",
        params: { at: at(1).toISOString() },
      });
    expect((await types()).filter((type) => type === "coming_asked")).toHaveLength(1);
    value(await say(1.05));
    expect(await ask(1.16)).toMatchObject({ code: "assignment.asked_lately" });
    const [line] = (await world.db.select().from(event).where(eq(event.thingId, part))).filter(
      ({ type }) => type === "assignment.coming_asked",
    );
    const ctx = { ...jobCtx(world.db), origin: "https://n.example", city: CITY };
    for (let turn = 0; turn < 2; turn++)
      await react(messageReactions(channelsOf(async () => {})), line!.id, ctx);
    const told = await world.db
      .select({ template: notification.template })
      .from(notification)
      .where(eq(notification.personId, helper.id));
    expect(told.filter(({ template }) => template === "coming_check")).toHaveLength(1);
    value(await ask(1.17));
  });

  it("answers while they arrive, or are taken off, without an answer that outlives it", async () => {
    for (let round = 0; round < 5; round++) {
      const { id, helper, part, ask, say, now } = await onTheWay();
      value(await ask(1));
      const ends = round % 2 ? progress(helper, id, "on_site") : steps.release(id, part);
      const [said] = await Promise.all([say(1.1, "20"), ends]);
      expect(said.ok || said.code === "assignment.not_asked").toBe(true);
      expect(await now()).toMatchObject({
        comingAskedAt: null,
        comingSaidAt: null,
        arrivesAt: null,
      });
    }
  });

  it("is asked by their own coordinators alone, and nobody else answers for them", async () => {
    const { id, part, ask, say, now } = await onTheWay();
    const south = await world.person({ districts: [world.south] });
    const other = await onTheWay();
    const refused = { code: "task.unknown" };
    expect(await ask(1, south)).toMatchObject(refused);
    const crossed = { id: other.id, assignment: part };
    expect(await execute(coordinator.ctx(), askComing, crossed)).toMatchObject({
      code: "assignment.unknown",
    });
    const forged = await execute(other.helper.ctx() as never, askComing, { id, assignment: part });
    expect(forged.ok).toBe(false);
    value(await ask(1));
    expect(await say(1.1, "", other.helper)).toMatchObject(refused);
    expect(await say(1.1, "", coordinator)).toMatchObject({ ok: false });
    for (const minutes of ["0", "-5", "1441", "1e3", "soon", "\u0000"])
      expect(await say(1.1, minutes)).toMatchObject({ errors: { minutes: expect.anything() } });
    expect(await now()).toMatchObject({ comingAskedAt: at(1), comingSaidAt: null });
  });

  it("is asked nothing once they are there or gone, and an answer after the end is none", async () => {
    const there = await onTheWay();
    value(await progress(there.helper, there.id, "on_site"));
    expect(await there.ask(1)).toMatchObject({ code: "assignment.not_coming" });
    const over = await onTheWay();
    value(await over.ask(1));
    const { version } = await taskOf(over.id);
    value(await end(over.id, { to: "cancelled", version }));
    expect(await over.say(1.1)).toMatchObject({ code: "assignment.not_asked" });
    expect(await over.ask(2)).toMatchObject({ code: "assignment.not_coming" });
    const unasked = await onTheWay();
    value(await unasked.say(1, "20"));
    expect(await unasked.now()).toMatchObject({ comingSaidAt: null, arrivesAt: null });
  });

  it("who can't go on has answered with that", async () => {
    const { id, helper, ask, now } = await onTheWay();
    value(await ask(1));
    value(await execute(helper.ctx(at(1.1)), reportProblem, { id, problem: "not_enough" }));
    expect(await now()).toMatchObject({
      comingAskedAt: null,
      signAt: at(1.1),
      problem: "not_enough",
    });
  });

  it("answers by text message: yes is coming, no is leaving", async () => {
    const phone = newPhone();
    const { ask, now } = await onTheWay({ contact: { phone, phoneProvenAt: at(0) } });
    value(await ask(0));
    await send(phone, "Так", { now: at(0.1) });
    expect(await now()).toMatchObject({ comingSaidAt: at(0.1), arrivesAt: null });
    expect(await lastAnswer(phone)).toMatchObject({ template: "answer.coming" });
    value(await ask(1));
    await send(phone, "Ні", { now: at(1.1) });
    expect(await now()).toMatchObject({ state: "withdrawn", comingAskedAt: null });
    expect(await lastAnswer(phone)).toMatchObject({ template: "answer.cant_come" });
  });
});

it("the database keeps no answer without a question", async () => {
  const { part } = await onTheWay();
  const set = (values: Partial<typeof assignment.$inferInsert>) =>
    world.db.update(assignment).set(values).where(eq(assignment.id, part));
  await expect(set({ comingSaidAt: at(1) })).rejects.toThrow();
  await expect(set({ comingAskedAt: at(1), arrivesAt: at(2) })).rejects.toThrow();
});
