import { and, asc, eq, gt } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createCommitment } from "../../app/accounts/commands/commitment.server";
import { expireOffer } from "../../app/dispatch/commands/answer.server";
import { leaveOut, putFirst, stopChain } from "../../app/dispatch/commands/chain.server";
import { releaseAllOf } from "../../app/dispatch/commands/conclude.server";
import { offerTask } from "../../app/dispatch/commands/offer.server";
import { sendHelp } from "../../app/dispatch/commands/send.server";
import { openTask } from "../../app/dispatch/queries/tasks.server";
import { dispatchReactions } from "../../app/dispatch/reactions.server";
import { execute } from "../../app/platform/command.server";
import { person } from "../../drizzle/schema/accounts";
import { event } from "../../drizzle/schema/audit";
import { assignment, offerChain } from "../../drizzle/schema/dispatch";
import { dispatchSteps, type Someone, value } from "../factories/dispatch";
import { react } from "../factories/react";
import { jobCtx, makeWorld, NOON, type World } from "../factories/world";
import { die } from "./die";
import { type FreshDatabase, freshDatabase } from "./fresh-database";
import { races } from "./races";

let app: FreshDatabase["app"];
let appUrl: string;
let world: World;
let coordinator: Someone;
/** Up to which line of the record its reactions have run. */
let reacted = 0;

beforeAll(async () => {
  ({ app, appUrl } = await freshDatabase());
  world = await makeWorld(app.db);
  coordinator = await world.person({ districts: [world.north], name: "Ганна" });
});

const steps = dispatchSteps(() => ({ world, coordinator }));
const { at, triaged, make, accept, decline, progress, leave, release, end } = steps;
const { volunteer, taskOf, partsOf, requestOf } = steps;

const freshLines = () =>
  app.db.select().from(event).where(gt(event.id, reacted)).orderBy(asc(event.id));

/** What follows from everything so far, as the worker would do it; each line twice, as a killed worker's is. */
async function follow(now = NOON) {
  for (;;) {
    const news = await freshLines();
    if (news.length === 0) return;
    for (const { id } of news)
      for (let turn = 0; turn < 2; turn++) await react(dispatchReactions, id, jobCtx(app.db, now));
    reacted = news.at(-1)!.id;
  }
}
beforeEach(() => follow());

const inTurn = (id: string, people: readonly Someone[], more: Record<string, unknown> = {}) =>
  execute(coordinator.ctx(), offerTask, {
    id,
    people: people.map((one) => one.id),
    minutes: 20,
    inTurn: "yes",
    ...more,
  });

/** A task of one request with people who are asked one after the other. */
async function chained(count: number, teamSize = 1) {
  const request = await triaged();
  const id = await make({ requests: [request], teamSize });
  const people = await Promise.all(Array.from({ length: count }, volunteer));
  value(await inTurn(id, people));
  return { id, request, people };
}

/** Who was asked, in the order in which they were, by their place among `people`. */
async function asked(id: string, people: readonly Someone[]) {
  const lines = await app.db
    .select({ data: event.data })
    .from(event)
    .where(eq(event.type, "assignment.offered"))
    .orderBy(asc(event.id));
  return lines
    .map(({ data }) => data as { task: string; person: string })
    .filter(({ task }) => task === id)
    .map((line) => people.findIndex((one) => one.id === line.person));
}

const linksOf = (id: string) =>
  app.db
    .select()
    .from(offerChain)
    .where(eq(offerChain.taskId, id))
    .orderBy(asc(offerChain.position));
const endsOf = async (id: string) => (await linksOf(id)).map(({ ended }) => ended);
const coverOf = async (id: string) => (await requestOf(id)).cover;
const partOf = async (id: string, who: Someone) =>
  (await partsOf(id)).find(({ personId, state }) => personId === who.id && state === "offered")!;

describe("people who are asked one after the other", () => {
  it("are as many as the team needs at first; the next has the same time from when their turn comes", async () => {
    const { id, request, people } = await chained(4, 2);
    expect(await asked(id, people)).toEqual([0, 1]);
    expect(await endsOf(id)).toEqual([null, null]);
    value(await decline(people[0]!, id));
    // Somebody is asked next by itself: nobody has to be looked for.
    expect(await coverOf(request)).toBe("asked");
    await follow(at(0.1));
    expect(await asked(id, people)).toEqual([0, 1, 2]);
    const part = await partOf(id, people[2]!);
    expect(part.answerBy).toEqual(new Date(at(0.1).getTime() + 20 * 60_000));
    expect(part.offeredBy).toBe(coordinator.id);
    expect(await endsOf(id)).toEqual(["asked", null]);
  });

  it.each([
    ["says no", async (id: string, who: Someone) => value(await decline(who, id))],
    [
      "says nothing in time",
      async (id: string, who: Someone) => {
        const { id: part } = await partOf(id, who);
        value(await execute(jobCtx(app.db, at(0.4)), expireOffer, { assignment: part }));
      },
    ],
    [
      "withdraws before going",
      async (id: string, who: Someone) => {
        value(await accept(who, id));
        await follow();
        value(await leave(who, id));
      },
    ],
    [
      "is taken back by the coordinator",
      async (id: string, who: Someone) => value(await release(id, (await partOf(id, who)).id)),
    ],
    ["is suspended", (_: string, who: Someone) => releaseAllOf(jobCtx(app.db), who.id)],
  ])("go on to the next when one %s, and to nobody when none is left", async (_, gives) => {
    const { id, request, people } = await chained(3);
    for (const [index, who] of people.entries()) {
      expect(await asked(id, people)).toEqual([0, 1, 2].slice(0, index + 1));
      await gives(id, who);
      await follow();
    }
    expect(await asked(id, people)).toEqual([0, 1, 2]);
    expect(["unanswered", "nobody_asked"]).toContain(await coverOf(request));
  });

  it("are left alone while the team is whole, and once all of it have set out", async () => {
    const { id, people } = await chained(3);
    value(await accept(people[0]!, id));
    await follow();
    expect(await endsOf(id)).toEqual([null, null]);
    value(await progress(people[0]!, id, "en_route"));
    await follow();
    expect(await endsOf(id)).toEqual(["on_the_way", "on_the_way"]);
    value(await leave(people[0]!, id));
    await follow();
    expect(await asked(id, people)).toEqual([0]);
  });

  it("wait no more when the task has ended, or its window is over", async () => {
    const ended = await chained(2);
    const { version } = await taskOf(ended.id);
    value(await end(ended.id, { to: "cancelled", version }));
    await follow();
    expect(await endsOf(ended.id)).toEqual(["task_over"]);
    const late = await chained(2);
    const { id: part } = await partOf(late.id, late.people[0]!);
    value(await execute(jobCtx(app.db, at(4)), expireOffer, { assignment: part }));
    await follow(at(4));
    expect(await endsOf(late.id)).toEqual(["window_over"]);
    expect(await coverOf(late.request)).toBe("unanswered");
  });

  it("who do not fit any more when their turn comes are passed over, with the reason", async () => {
    const { id, people } = await chained(5);
    const [first, busy, suspended, unverified, last] = people as [
      Someone,
      Someone,
      Someone,
      Someone,
      Someone,
    ];
    const { during } = await taskOf(id);
    const elsewhere = { personId: busy.id, during, kind: "task", sourceId: id } as const;
    await app.db.transaction((tx) => createCommitment(tx, elsewhere));
    for (const [who, standing] of [
      [suspended, "suspended"],
      [unverified, "unverified"],
    ] as const)
      await app.db.update(person).set({ standing }).where(eq(person.id, who.id));
    value(await decline(first, id));
    await follow();
    expect(await asked(id, people)).toEqual([0, 4]);
    expect(await endsOf(id)).toEqual(["overlaps", "suspended", "not_verified", "asked"]);
    const skipped = and(eq(event.thingId, id), eq(event.type, "task.chain_skipped"));
    const lines = await app.db.select().from(event).where(skipped).orderBy(asc(event.id));
    expect(lines.map(({ reason }) => reason)).toEqual(["overlaps", "suspended", "not_verified"]);
    expect((await partOf(id, last)).state).toBe("offered");
  });

  it("of whom something speaks need the coordinator's word, which goes with the offer and is kept nowhere else", async () => {
    const id = await make();
    const near = await volunteer();
    const far = await world.person({
      standing: "verified",
      profile: { availability: [{ day: 1, from: 0, to: 1 }] as never },
    });
    expect(await inTurn(id, [near, far])).toMatchObject({ code: "assignment.needs_word" });
    expect(await linksOf(id)).toEqual([]);
    value(await inTurn(id, [near, far], { word: "Живе поруч" }));
    expect((await linksOf(id)).map(({ word }) => word)).toEqual(["Живе поруч"]);
    value(await decline(near, id));
    await follow();
    expect((await partOf(id, far)).override).toBe("Живе поруч");
    expect((await linksOf(id)).map(({ word }) => word)).toEqual([""]);
  });

  it("are refused as an offer is: none of them is asked where one can't be", async () => {
    const id = await make();
    const stranger = await world.person({ standing: "unverified" });
    expect(await inTurn(id, [await volunteer(), stranger])).toMatchObject({
      code: "assignment.not_verified",
    });
    expect(await partsOf(id)).toEqual([]);
  });

  it("are picked with the request as well, and the one who said yes on the phone has it", async () => {
    const request = await triaged();
    const people = await Promise.all([volunteer(), volunteer()]);
    const sent = {
      request: [request],
      people: people.map(({ id }) => id),
      minutes: 15,
      inTurn: "yes",
      said: "yes",
    };
    const id = value(await execute(coordinator.ctx(), sendHelp, sent));
    expect(await coverOf(request)).toBe("accepted");
    expect(await endsOf(id)).toEqual([null]);
    value(await leave(people[0]!, id));
    await follow();
    expect(await asked(id, people)).toEqual([0, 1]);
  });
});

describe("a coordinator", () => {
  it("sees who is next, takes one out, puts one first, and stops it", async () => {
    const { id, request, people } = await chained(5);
    const opened = await openTask({ ...coordinator.ctx(), zone: "Europe/Kyiv" }, id);
    expect(opened!.chain.map(({ personId, ended }) => [personId, ended])).toEqual(
      people.slice(1).map((one) => [one.id, null]),
    );
    value(await execute(coordinator.ctx(), leaveOut, { id, person: people[1]!.id }));
    value(await execute(coordinator.ctx(), putFirst, { id, person: people[4]!.id }));
    value(await decline(people[0]!, id));
    await follow();
    expect(await asked(id, people)).toEqual([0, 4]);
    value(await execute(coordinator.ctx(), stopChain, { id }));
    value(await decline(people[4]!, id));
    await follow();
    expect(await asked(id, people)).toEqual([0, 4]);
    expect(await coverOf(request)).toBe("unanswered");
    for (const which of [stopChain, leaveOut, putFirst] as const)
      expect(
        await execute(coordinator.ctx(), which as typeof leaveOut, { id, person: people[2]!.id }),
      ).toMatchObject({ code: "task.chain_empty" });
  });

  it("who asks one of those who wait directly has them asked once", async () => {
    const { id, people } = await chained(3);
    value(await execute(coordinator.ctx(), offerTask, { id, people: [people[1]!.id], minutes: 5 }));
    value(await decline(people[0]!, id));
    value(await decline(people[1]!, id));
    await follow();
    expect(await asked(id, people)).toEqual([0, 1, 2]);
  });

  it("who picks somebody again after a no has them wait for another turn", async () => {
    const { id, people } = await chained(2);
    value(await decline(people[0]!, id));
    await follow();
    value(await inTurn(id, [people[0]!]));
    expect(await endsOf(id)).toEqual(["asked", null]);
    value(await decline(people[1]!, id));
    await follow();
    expect(await asked(id, people)).toEqual([0, 1, 0]);
  });

  it("of another district can't touch it", async () => {
    const { id, people } = await chained(2);
    const other = await world.person({ districts: [world.south] });
    for (const which of [stopChain, leaveOut, putFirst] as const)
      expect(
        await execute(other.ctx(), which as typeof leaveOut, { id, person: people[1]!.id }),
      ).toMatchObject({ code: "task.unknown" });
    expect(await endsOf(id)).toEqual([null]);
  });
});

describe("a worker that is killed", () => {
  it("has asked the next or not yet, and nobody is asked twice or forgotten, wherever it dies", async () => {
    const actor = { kind: "system", name: "test" };
    for (let n = 0; ; n += n === 0 ? 1 : 4) {
      const { id, people } = await chained(3);
      value(await decline(people[0]!, id));
      const signal = await die(appUrl, { next: { task: id }, actor }, n);
      expect(await asked(id, people)).toEqual(signal ? [0] : [0, 1]);
      await follow();
      expect(await asked(id, people)).toEqual([0, 1]);
      expect(await endsOf(id)).toEqual(["asked", null]);
      if (!signal) break;
      expect(n).toBeLessThan(60);
    }
  });
});

describe("at once", () => {
  /** Nobody was asked twice, nobody was forgotten, and no more wait for an answer than there are places. */
  async function holds(id: string, people: readonly Someone[], teamSize: number) {
    const order = await asked(id, people);
    expect(new Set(order).size).toBe(order.length);
    const parts = await partsOf(id);
    const live = parts.filter(({ state }) => state === "offered" || state === "accepted").length;
    const waiting = (await endsOf(id)).filter((ended) => ended === null).length;
    expect(live).toBe(Math.min(teamSize, live + waiting));
    expect(order.length + waiting).toBe(people.length);
  }

  it.each(
    Array.from({ length: races(20) }, (_, round) => round),
  )("two who say no have two others asked, whichever is worked off first (round %i)", async () => {
    const { id, people } = await chained(5, 2);
    await Promise.all([decline(people[0]!, id), decline(people[1]!, id)]);
    const news = await freshLines();
    const twice = [...news, ...news].reverse();
    await Promise.all(twice.map((line) => react(dispatchReactions, line.id, jobCtx(app.db))));
    await follow();
    await holds(id, people, 2);
    expect((await asked(id, people)).toSorted()).toEqual([0, 1, 2, 3]);
  });

  it.each(
    Array.from({ length: races(20) }, (_, round) => round),
  )("a yes and its expiry are one or the other, and the next is asked only after the second (round %i)", async () => {
    const { id, people } = await chained(3);
    const { id: part } = await partOf(id, people[0]!);
    const expiry = () => execute(jobCtx(app.db, at(0.5)), expireOffer, { assignment: part });
    const [yes] = await Promise.all([accept(people[0]!, id), expiry(), expiry()]);
    await follow();
    expect((await asked(id, people)).length).toBe(yes.ok ? 1 : 2);
    await holds(id, people, 1);
  });

  it("people who are added while the last offer expires are asked", async () => {
    const { id, people } = await chained(1);
    const more = await Promise.all([volunteer(), volunteer()]);
    const { id: part } = await partOf(id, people[0]!);
    await Promise.all([
      inTurn(id, more),
      execute(jobCtx(app.db, at(0.5)), expireOffer, { assignment: part }),
    ]);
    await follow();
    await holds(id, [...people, ...more], 1);
    expect((await app.db.select().from(assignment).where(eq(assignment.taskId, id))).length).toBe(
      2,
    );
  });
});
