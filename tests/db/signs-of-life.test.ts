import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { endFree, sayFree } from "../../app/accounts/commands/free-time.server";
import { readFreeTime } from "../../app/accounts/queries/own.server";
import { returnTask } from "../../app/dispatch/commands/conclude.server";
import { offerTask } from "../../app/dispatch/commands/offer.server";
import { reportProblem } from "../../app/dispatch/commands/progress.server";
import {
  askSafety,
  confirmReached,
  noteSilence,
  reportSafe,
} from "../../app/dispatch/commands/safety.server";
import { rankCandidates, readTaskFacts } from "../../app/dispatch/queries/candidates.server";
import { countFree } from "../../app/dispatch/queries/free.server";
import { openOwnTask } from "../../app/dispatch/queries/own-tasks.server";
import { listPeople } from "../../app/dispatch/queries/people.server";
import { listSilent } from "../../app/dispatch/queries/silent.server";
import { messageReactions } from "../../app/messages/reactions.server";
import { execute } from "../../app/platform/command.server";
import { triage } from "../../app/requests/commands/triage.server";
import { LANES } from "../../app/requests/states";
import { volunteerProfile } from "../../drizzle/schema/accounts";
import { event } from "../../drizzle/schema/audit";
import { request, requestNote } from "../../drizzle/schema/requests";
import { dispatchSteps, type Someone, triageForm, value } from "../factories/dispatch";
import { channelsOf } from "../factories/letters";
import { readMails, readQueue } from "../factories/queue";
import { react } from "../factories/react";
import { newPhone, texting } from "../factories/texting";
import { CITY, jobCtx, makeWorld, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let database: FreshDatabase;
let world: World;
let coordinator: Someone;

beforeAll(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
  coordinator = await world.person({ districts: [world.north], name: "Ганна" });
});

const steps = dispatchSteps(() => ({ world, coordinator }));
const { at, triaged, make, offer, accept, progress, complete, partsOf, requestOf, taskOf } = steps;
const { send, lastAnswer } = texting(() => world.db);

/** Somebody who is there since noon; the task is from one to three. */
async function there(some: Parameters<World["person"]>[0] = {}) {
  const requestId = await triaged();
  const id = await make({ requests: [requestId] });
  const helper = await world.person({ standing: "verified", name: "Олена", ...some });
  await offer(id, [helper]);
  value(await accept(helper, id));
  value(await progress(helper, id, "en_route"));
  value(await progress(helper, id, "on_site"));
  const [part] = await partsOf(id);
  const now = async () => (await partsOf(id))[0]!;
  const ask = async (hours: number) =>
    value(await execute(jobCtx(world.db, at(hours)), askSafety, { assignment: part!.id }));
  const listen = async (hours: number) =>
    value(await execute(jobCtx(world.db, at(hours)), noteSilence, { assignment: part!.id }));
  /** When it is looked next whether they have to be asked. */
  const nextLook = async () => {
    const jobs = await readQueue<{ assignment: string }>(database.owner.sql, "safety-check");
    return jobs.find(({ payload }) => payload.assignment === part!.id)?.runAt;
  };
  const types = async () => {
    const lines = await world.db.select().from(event).where(eq(event.thingId, part!.id));
    return lines.sort((a, b) => a.id - b.id).map(({ type }) => type.replace("assignment.", ""));
  };
  return { id, requestId, helper, part: part!.id, now, ask, listen, nextLook, types };
}
const laneOf = async (id: string) => LANES[(await requestOf(id)).lane! - 1];

describe("whoever is at a stranger's for long", () => {
  it("is asked a while after the task should be done, not before, and once", async () => {
    const { now, ask, nextLook, types } = await there();
    expect(new Date((await nextLook())!)).toEqual(at(0.5));
    await ask(0.5);
    expect((await now()).safetyAskedAt).toBeNull();
    // By night they would be asked sooner: at noon UTC it is day in the city.
    expect(new Date((await nextLook())!)).toEqual(at(3.25));
    await ask(3.2);
    expect((await now()).safetyAskedAt).toBeNull();
    await ask(3.25);
    await ask(3.5);
    expect((await now()).safetyAskedAt).toEqual(at(3.25));
    expect((await types()).slice(-2)).toEqual(["on_site", "safety_asked"]);
  });

  it("answers by one press, and is asked again only an hour later", async () => {
    const { id, helper, now, ask, listen, nextLook } = await there();
    await ask(4);
    expect((await openOwnTask(helper.ctx(at(4)), id))?.safetyAsked).toBe(true);
    value(await execute(helper.ctx(at(4.05)), reportSafe, { id }));
    value(await execute(helper.ctx(at(4.06)), reportSafe, { id }));
    expect(await now()).toMatchObject({ safetyAskedAt: null, signAt: at(4.05) });
    await listen(5);
    expect((await now()).silentAt).toBeNull();
    await ask(4.6);
    expect(new Date((await nextLook())!)).toEqual(at(5.05));
    await ask(5.05);
    expect((await now()).safetyAskedAt).toEqual(at(5.05));
  });

  it("is not asked once they have left, and a step or a problem is a sign of life", async () => {
    const done = await there();
    value(await complete(done.helper, done.id, 1));
    await done.ask(4);
    expect((await done.now()).safetyAskedAt).toBeNull();
    const stuck = await there();
    await stuck.ask(4);
    const told = { id: stuck.id, problem: "not_enough" };
    value(await execute(stuck.helper.ctx(at(4.1)), reportProblem, told));
    await stuck.listen(5);
    expect(await stuck.now()).toMatchObject({ safetyAskedAt: null, silentAt: null });
    expect(new Date((await stuck.nextLook())!)).toEqual(at(4.6));
  });

  it("is looked after again when a coordinator says that it is not done", async () => {
    const { id, helper, nextLook, now } = await there();
    value(await complete(helper, id, 3.5));
    const { version } = await taskOf(id);
    value(await execute(coordinator.ctx(at(4)), returnTask, { id, version }));
    expect(await now()).toMatchObject({ state: "on_site", signAt: null });
    expect(new Date((await nextLook())!)).toEqual(at(4.5));
  });

  it("nobody else answers for them", async () => {
    const { id, ask, now } = await there();
    await ask(4);
    const other = await world.person({ standing: "verified" });
    expect(await execute(other.ctx(at(4)), reportSafe, { id })).toMatchObject({
      code: "task.unknown",
    });
    expect((await now()).safetyAskedAt).not.toBeNull();
  });
});

describe("whoever was asked and does not answer", () => {
  async function silent(some: Parameters<World["person"]>[0] = {}) {
    const all = await there(some);
    await all.ask(4);
    await all.listen(4.1);
    expect(await laneOf(all.requestId)).toBe("moving");
    await all.listen(4.2);
    await all.listen(4.3);
    return all;
  }

  /** Is asked, and does not answer. */
  async function quiet(assignment: string, from: number) {
    value(await execute(jobCtx(world.db, at(from)), askSafety, { assignment }));
    value(await execute(jobCtx(world.db, at(from + 1)), noteSilence, { assignment }));
  }

  it("comes before the coordinators, who can call them, until they answer", async () => {
    const { id, requestId, helper, types } = await silent({ contact: { phone: "+380671112233" } });
    expect(await laneOf(requestId)).toBe("broken");
    expect(await requestOf(requestId)).toMatchObject({ trouble: "silent", cover: "there" });
    expect(await listSilent(coordinator.ctx(at(4.5)), requestId)).toMatchObject([
      { name: "Олена", phone: "+380671112233", silentSince: at(0) },
    ]);
    expect((await types()).filter((type) => type === "silent")).toHaveLength(1);
    const stranger = await world.person({ districts: [world.south] });
    expect(await listSilent(stranger.ctx(at(4.5)), requestId)).toEqual([]);
    value(await execute(helper.ctx(at(4.6)), reportSafe, { id }));
    expect(await laneOf(requestId)).toBe("moving");
    expect(await listSilent(coordinator.ctx(at(4.7)), requestId)).toEqual([]);
  });

  it("is set right by a coordinator of the district who has reached them", async () => {
    const { id, requestId, part, now, types } = await silent();
    const reached = { id, assignment: part };
    const stranger = await world.person({ districts: [world.south] });
    const refused = await execute(stranger.ctx(at(5)), confirmReached, reached);
    expect(refused).toMatchObject({ code: "task.unknown" });
    value(await execute(coordinator.ctx(at(5)), confirmReached, reached));
    expect(await now()).toMatchObject({ safetyAskedAt: null, silentAt: null, signAt: at(5) });
    expect((await requestOf(requestId)).trouble).toBeNull();
    expect((await types()).at(-1)).toBe("reached");
    const again = await execute(coordinator.ctx(at(5)), confirmReached, reached);
    expect(again).toMatchObject({ code: "assignment.over" });
  });

  it("stays before them while the request is read anew, and not once they are done", async () => {
    const { id, requestId, helper } = await silent();
    const { version } = await requestOf(requestId);
    const read = { ...triageForm, id: requestId, version };
    value(await execute(coordinator.ctx(at(5)), triage, read));
    expect(await laneOf(requestId)).toBe("broken");
    value(await complete(helper, id, 5.5));
    expect((await requestOf(requestId)).trouble).toBeNull();
    expect(await laneOf(requestId)).toBe("confirm");
  });

  it("of a team is not forgotten because another one answers or has a problem, nor that problem", async () => {
    const requestId = await triaged();
    const id = await make({ requests: [requestId], teamSize: 2 });
    const team = [await steps.volunteer(), await steps.volunteer()];
    await offer(id, team);
    for (const one of team) value(await accept(one, id));
    for (const to of ["en_route", "on_site"] as const)
      for (const one of team) value(await progress(one, id, to));
    const parts = await partsOf(id);
    const [one, other] = team as [Someone, Someone];
    for (const part of parts) await quiet(part.id, 4);
    value(await execute(one.ctx(at(5)), reportSafe, { id }));
    expect((await requestOf(requestId)).trouble).toBe("silent");
    value(await execute(other.ctx(at(5)), reportSafe, { id }));
    expect((await requestOf(requestId)).trouble).toBeNull();
    await quiet(parts.find(({ personId }) => personId === one.id)!.id, 7);
    value(await execute(other.ctx(at(8)), reportProblem, { id, problem: "not_enough" }));
    expect((await requestOf(requestId)).trouble).toBe("silent");
    value(await execute(one.ctx(at(8)), reportSafe, { id }));
    expect((await requestOf(requestId)).trouble).toBe("problem");
  });

  it("is written to, and so are the coordinators: each in words of their own, with no address", async () => {
    const { part } = await silent();
    const lines = await world.db.select().from(event).where(eq(event.thingId, part));
    const notices = messageReactions(channelsOf(async () => {}));
    const written = async (type: string) => {
      const before = (await readMails(database.owner.sql)).length;
      await react(notices, lines.find((line) => line.type === type)!.id, jobCtx(world.db, at(4.2)));
      return (await readMails(database.owner.sql)).slice(before);
    };
    expect(await written("assignment.safety_asked")).toMatchObject([{ template: "safety_check" }]);
    const [told] = await written("assignment.silent");
    expect(told).toMatchObject({
      template: "volunteer_silent",
      params: { name: "Олена", at: at(0).toISOString() },
    });
    expect(JSON.stringify(told)).not.toMatch(/Наукова|\+380/);
  });

  it("answers by text message: OK", async () => {
    const phone = newPhone();
    const { now, requestId } = await silent({ contact: { phone, phoneProvenAt: at(0) } });
    await send(phone, "Ок", { now: at(5) });
    expect(await now()).toMatchObject({ safetyAskedAt: null, signAt: at(5) });
    expect((await requestOf(requestId)).trouble).toBeNull();
    expect(await lastAnswer(phone)).toMatchObject({ template: "answer.safe" });
  });
});

describe("a no by text message to whether they are all right", () => {
  it("is told to the coordinators as a place that is not safe", async () => {
    const phone = newPhone();
    const { now, ask, requestId, types } = await there({
      contact: { phone, phoneProvenAt: at(0) },
    });
    await ask(4);
    await send(phone, "Ні", { now: at(4.1) });
    expect(await now()).toMatchObject({ problem: "unsafe", safetyAskedAt: null });
    expect((await types()).at(-1)).toBe("problem");
    expect(await requestOf(requestId)).toMatchObject({ trouble: "problem" });
    expect(await lastAnswer(phone)).toMatchObject({ template: "answer.unsafe" });
    await ask(5.1);
    await send(phone, "Ні, мене не випускають", { now: at(5.2) });
    expect((await now()).safetyAskedAt).toBeNull();
    const where = eq(requestNote.requestId, requestId);
    const [note] = await world.db.select().from(requestNote).where(where);
    expect(note!.body).toBe("Ні, мене не випускають");
  });
});

describe("free for the next hours", () => {
  /** Of Tuesdays alone; noon of the tests is two in the afternoon of a Monday. */
  const elsewhen = { availability: [{ weekday: 2, from: 0, to: 1440 }] };
  const volunteer = (more = {}) =>
    world.person({
      standing: "verified",
      profile: { homeDistrictId: world.north, ...elsewhen },
      ...more,
    });
  const rowOf = async (id: string) => {
    const rows = await world.db
      .select({ freeDuring: volunteerProfile.freeDuring })
      .from(volunteerProfile)
      .where(eq(volunteerProfile.personId, id));
    return rows[0]!.freeDuring;
  };
  const lineOf = async (someone: Someone, hours: number) => {
    const asked = { readiness: "free", skill: null, near: null } as const;
    const { people } = await listPeople(coordinator.ctx(at(hours)), asked);
    return people.find(({ id }) => id === someone.id) ?? null;
  };
  const freeIn = async (hours: number) =>
    (await countFree(coordinator.ctx(at(hours)))).get(world.north) ?? 0;

  it("is said by one press, seen by coordinators with until when, and ends by itself", async () => {
    const someone = await volunteer();
    const before = await freeIn(0);
    expect(await lineOf(someone, 0)).toBeNull();
    value(await execute(someone.ctx(), sayFree, { hours: "2" }));
    expect(await readFreeTime(someone.ctx(at(1)))).toEqual(at(2));
    expect(await lineOf(someone, 1)).toMatchObject({ freeUntil: at(2) });
    expect(await freeIn(1)).toBe(before + 1);
    expect(await readFreeTime(someone.ctx(at(2)))).toBeNull();
    expect(await lineOf(someone, 2)).toBeNull();
    expect(await freeIn(2)).toBe(before);
  });

  it("is taken back by one press, and said anew in place of what was said", async () => {
    const someone = await volunteer();
    value(await execute(someone.ctx(), sayFree, { hours: 4 }));
    value(await execute(someone.ctx(at(1)), sayFree, { until: "16:30" }));
    // Half past four in Kyiv.
    expect(await rowOf(someone.id)).toEqual({ from: at(1), to: at(2.5) });
    value(await execute(someone.ctx(at(2)), endFree, {}));
    value(await execute(someone.ctx(at(2)), endFree, {}));
    expect(await rowOf(someone.id)).toBeNull();
    const lines = await world.db.select().from(event).where(eq(event.thingId, someone.id));
    expect(lines.filter(({ type }) => type === "person.free_ended")).toHaveLength(1);
  });

  it.each([
    [{ until: "2:00" }, at(12)],
    [{ until: "0030" }, at(10.5)],
    [{ hours: "12" }, at(12)],
  ])("%j is until the clock shows it next", async (said, to) => {
    const someone = await volunteer();
    value(await execute(someone.ctx(), sayFree, said));
    expect((await rowOf(someone.id))?.to).toEqual(to);
  });

  it.each([
    [{ until: "13:59" }, "account.free_long"],
    [{ until: "25:00" }, "input"],
    [{ until: "потім" }, "input"],
    [{ hours: "13" }, "input"],
    [{ hours: "0" }, "input"],
    [{ hours: "-1" }, "input"],
    [{}, "input"],
  ])("%j is refused", async (said, code) => {
    const someone = await volunteer();
    expect(await execute(someone.ctx(), sayFree, said)).toMatchObject({ ok: false, code });
    expect(await rowOf(someone.id)).toBeNull();
  });

  it("is nothing that somebody without a profile can say", async () => {
    expect(await execute(coordinator.ctx(), sayFree, { hours: "1" })).toMatchObject({
      code: "account.unknown",
    });
  });

  it("is never longer than a day in the database, whoever writes it", async () => {
    const { id } = await volunteer();
    const write = (from: number, to: number) =>
      world.db
        .update(volunteerProfile)
        .set({ freeDuring: { from: at(from), to: at(to) } })
        .where(eq(volunteerProfile.personId, id));
    for (const [from, to] of [
      [0, 25],
      [1, 1],
    ] as const)
      await expect(write(from, to)).rejects.toThrow();
  });

  it("counts for what it holds all of, before who has not said so; and no coordinator needs a word", async () => {
    const id = await make({ requests: [await triaged()], from: 0, to: 2 });
    const asks = { id, minutes: 60 };
    const [two, one, none] = [await volunteer(), await volunteer(), await volunteer()];
    value(await execute(two.ctx(), sayFree, { hours: 2 }));
    value(await execute(one.ctx(), sayFree, { hours: 1 }));
    const facts = (await readTaskFacts(world.db, id))!;
    const ranked = await rankCandidates(world.db, facts, CITY.zone, at(0));
    const of = (someone: Someone) => ranked.find((row) => row.id === someone.id)!.verdict;
    expect(of(two)).toMatchObject({ against: [], pros: ["said_free", "rested"] });
    expect(of(one).against).toEqual(["partly_free"]);
    expect(of(none).against).toEqual(["unavailable"]);
    for (const someone of [one, none])
      expect(
        await execute(coordinator.ctx(), offerTask, { ...asks, people: [someone.id] }),
      ).toMatchObject({ code: "assignment.needs_word" });
    value(await execute(coordinator.ctx(), offerTask, { ...asks, people: [two.id] }));
    const word = { ...asks, people: [one.id], word: "Приїде інший" };
    value(await execute(coordinator.ctx(), offerTask, word));
  });

  it("is said by text message: FREE 2, and BUSY", async () => {
    const phone = newPhone();
    const someone = await volunteer({ contact: { phone, phoneProvenAt: at(0) } });
    await send(phone, "Вільна 3 години");
    expect(await rowOf(someone.id)).toEqual({ from: at(0), to: at(3) });
    expect((await lastAnswer(phone))?.template).toBe("answer.free_until");
    await send(phone, "зайнято", { now: at(1) });
    expect(await rowOf(someone.id)).toBeNull();
    expect((await lastAnswer(phone))?.template).toBe("answer.free_ended");
    // Of an absurd number the most that can be said.
    await send(phone, "free 900", { now: at(1) });
    expect((await rowOf(someone.id))?.to).toEqual(at(13));
    const rows = await world.db.select().from(request).where(eq(request.channel, "sms"));
    expect(rows).toEqual([]);
  });
});
