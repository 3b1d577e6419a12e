import { and, asc, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { messageReactions } from "../../app/messages/reactions.server";
import { execute } from "../../app/platform/command.server";
import { escalate } from "../../app/requests/commands/escalate.server";
import { triage } from "../../app/requests/commands/triage.server";
import { listBoard } from "../../app/requests/queries/board.server";
import type { Escalated } from "../../app/requests/rules/escalation";
import { readFilter } from "../../app/requests/rules/filter";
import { event } from "../../drizzle/schema/audit";
import { duty } from "../../drizzle/schema/duty";
import { notification, sms } from "../../drizzle/schema/messages";
import { escalation } from "../../drizzle/schema/requests";
import { dispatchSteps, type Someone, value } from "../factories/dispatch";
import { channelsOf } from "../factories/letters";
import { readQueue } from "../factories/queue";
import { react } from "../factories/react";
import { jobCtx, makeWorld, NOON, type World } from "../factories/world";
import { die } from "./die";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let app: FreshDatabase["app"];
let owner: FreshDatabase["owner"];
let appUrl: string;
let world: World;
let coordinator: Someone;
let colleague: Someone;
let administrator: Someone;

beforeAll(async () => {
  ({ app, owner, appUrl } = await freshDatabase());
  world = await makeWorld(app.db);
  const north = { districts: [world.north] };
  coordinator = await world.person(north);
  colleague = await world.person(north);
  await world.person({ districts: [world.south] });
  administrator = await world.person({ administrator: true });
  await app.db
    .insert(duty)
    .values({ personId: coordinator.id, districtId: world.north, since: NOON });
});

const steps = dispatchSteps(() => ({ world, coordinator }));
const { make, offer, accept, decline, leave, release, volunteer, partsOf, requestOf } = steps;
const MINUTE = 60_000;

const waitingOf = async (id: string) => {
  const [row] = await app.db.select().from(escalation).where(eq(escalation.requestId, id));
  return row ?? null;
};
/** What it waits for, as if it had begun at noon, whatever the database's clock says. */
async function kindOf(id: string): Promise<Escalated | null> {
  const begun = { since: NOON, level: 0, toldAt: null };
  await owner.db.update(escalation).set(begun).where(eq(escalation.requestId, id));
  return (await waitingOf(id))?.kind ?? null;
}
const minutesOn = (minutes: number) => new Date(NOON.getTime() + minutes * MINUTE);
const tell = (id: string, minutes: number) =>
  execute(jobCtx(app.db, minutesOn(minutes)), escalate, { request: id });

const lines = (id: string) =>
  app.db
    .select()
    .from(event)
    .where(and(eq(event.thingId, id), eq(event.type, "request.escalated")))
    .orderBy(asc(event.id));
const levels = async (id: string) => (await lines(id)).map(({ data }) => data.level);
const jobOf = async (id: string) => {
  const rows = await owner.sql<{ at: string }[]>`
    select run_at as at from graphile_worker.jobs where key = ${`escalate ${id}`}`;
  return rows.map((row) => new Date(row.at));
};

const read = async (id: string, priority = "critical") => {
  const { version } = await requestOf(id);
  const form = { priority, category: "water", district: "north", people: 2, version };
  value(await execute(coordinator.ctx(), triage, { ...form, id }));
};
const submitted = async (more: Parameters<World["request"]>[0] = {}) =>
  (await world.request({ priority: "critical", ...more })).id;

describe("a request waits for others to be told", () => {
  it.each<[string, () => Promise<string>, Escalated | null]>([
    ["danger to life that nobody has read", () => submitted(), "unread"],
    ["words that mention it", () => submitted({ priority: "low", alarm: "oxygen" }), "unread"],
    ["words that are only marked", () => submitted({ priority: "low", alarm: "baby" }), null],
    ["what is not urgent and not read", () => submitted({ priority: "high" }), null],
    ["what looks like a flood", () => submitted({ flood: "0".repeat(32) }), null],
  ])("as it comes in: %s", async (_, comes, kind) => {
    const id = await comes();
    expect(await kindOf(id)).toBe(kind);
    expect(await jobOf(id)).toHaveLength(kind ? 1 : 0);
  });

  it("from step to step, and only while it does", async () => {
    const id = await submitted();
    await read(id);
    expect(await kindOf(id)).toBe("nobody_coming");
    const task = await make({ requests: [id] });
    const helper = await volunteer();
    await offer(task, [helper]);
    // Who is asked is not coming yet: it has waited since it was read.
    const { since } = (await waitingOf(id))!;
    expect(since).toEqual(NOON);
    value(await accept(helper, task));
    expect(await waitingOf(id)).toBeNull();
    value(await leave(helper, task));
    expect((await waitingOf(id))!.since.getTime()).toBeGreaterThan(NOON.getTime());
    await read(id, "low");
    expect(await kindOf(id)).toBe("unanswered");
    const again = await volunteer();
    await offer(task, [again]);
    expect(await waitingOf(id)).toBeNull();
    value(await decline(again, task));
    expect(await kindOf(id)).toBe("unanswered");
    await read(id);
    expect(await kindOf(id)).toBe("nobody_coming");
  });

  it("no more once nobody is asked for what is not urgent", async () => {
    const id = await steps.triaged();
    const task = await make({ requests: [id] });
    const [helper, other] = [await volunteer(), await volunteer()];
    await offer(task, [helper, other]);
    value(await decline(helper, task));
    expect(await waitingOf(id)).toBeNull();
    const part = (await partsOf(task)).find(({ personId }) => personId === other.id)!;
    value(await release(task, part.id));
    expect(await kindOf(id)).toBe("unanswered");
  });
});

describe("danger to life that nobody has read", () => {
  it("shows on its line of the board how far up it was told, for as long as it waits", async () => {
    const id = await submitted();
    await kindOf(id);
    const shown = async () => {
      const filter = readFilter(new URLSearchParams("lane=danger"));
      const { lines: all } = await listBoard(coordinator.ctx(), filter);
      return all.find((line) => line.id === id)?.escalated;
    };
    expect(await shown()).toBe(0);
    await tell(id, 5);
    expect(await shown()).toBe(1);
    await tell(id, 600);
    expect(await shown()).toBe(2);
    await read(id);
    expect(await shown()).toBe(0);
  });

  it("is told level by level, each once, and recorded", async () => {
    const id = await submitted();
    await kindOf(id);
    await tell(id, 0);
    expect(await jobOf(id)).toEqual([minutesOn(5)]);
    await tell(id, 4);
    expect(await levels(id)).toEqual([]);
    await Promise.all([tell(id, 5), tell(id, 5), tell(id, 5)]);
    expect(await levels(id)).toEqual([1]);
    expect(await jobOf(id)).toEqual([minutesOn(10)]);
    await tell(id, 9);
    await Promise.all([tell(id, 10), tell(id, 10)]);
    await tell(id, 15);
    await tell(id, 600);
    expect(await levels(id)).toEqual([1, 2, 3]);
    expect((await lines(id)).every(({ reason }) => reason === "unread")).toBe(true);
  });

  it("stops as soon as somebody reads it, also while its job runs", async () => {
    for (let round = 0; round < 4; round++) {
      const id = await submitted();
      await kindOf(id);
      await Promise.all([read(id, "normal"), tell(id, 5)]);
      const told = (await levels(id)).length;
      expect(told).toBeLessThanOrEqual(1);
      await tell(id, 60);
      expect(await levels(id)).toHaveLength(told);
    }
  });

  it("that is read begins anew with nobody coming, from the first level on", async () => {
    const id = await submitted();
    await kindOf(id);
    await tell(id, 5);
    await read(id);
    await kindOf(id);
    await tell(id, 10);
    expect((await lines(id)).map(({ reason, data }) => [reason, data.level])).toEqual([
      ["unread", 1],
      ["nobody_coming", 1],
    ]);
  });
});

describe("a level", () => {
  const messages = messageReactions(channelsOf(async () => {}));
  const toldOf = async (eventId: number) => {
    for (let turn = 0; turn < 2; turn++) await react(messages, eventId, jobCtx(app.db));
    const rows = await app.db
      .select({ id: notification.personId, by: notification.channel, what: notification.template })
      .from(notification)
      .where(eq(notification.eventId, eventId));
    return rows.map(({ id, by, what }) => [id, by, what].join(" ")).sort();
  };

  it("is those on duty, then the district's coordinators, then administrators", async () => {
    const id = await submitted();
    await kindOf(id);
    for (const minutes of [5, 10, 15]) await tell(id, minutes);
    const [first, second, third] = await lines(id);
    expect(await toldOf(first!.id)).toEqual([`${coordinator.id} email request_danger`]);
    expect(await toldOf(second!.id)).toEqual(
      [`${coordinator.id} email request_danger`, `${colleague.id} email request_danger`].sort(),
    );
    expect(await toldOf(third!.id)).toEqual([`${administrator.id} email request_danger`]);
  });

  it("hears by mail of what is not danger to life, and says nothing of who asks", async () => {
    const id = await steps.triaged();
    const task = await make({ requests: [id] });
    const helper = await volunteer();
    await offer(task, [helper]);
    value(await decline(helper, task));
    await kindOf(id);
    await tell(id, 5);
    const [line] = await lines(id);
    expect(await toldOf(line!.id)).toEqual([`${coordinator.id} email request_unanswered`]);
    const orders = await readQueue(owner.sql);
    const texts = await world.db.select({ body: sms.body }).from(sms);
    const all = JSON.stringify([orders, texts]);
    for (const secret of ["Оксана", "+380671112233", "Наукова"]) expect(all).not.toContain(secret);
  });
});

describe("a worker that is killed", () => {
  it("has told a level or not yet, and never twice", async () => {
    const actor = { kind: "system", name: "test" };
    for (let n = 0; ; n += n === 0 ? 1 : 2) {
      const id = await submitted();
      await kindOf(id);
      const signal = await die(
        appUrl,
        { tell: { request: id }, now: minutesOn(5).toISOString(), actor },
        n,
      );
      expect(await levels(id)).toEqual(signal ? [] : [1]);
      await tell(id, 5);
      expect(await levels(id)).toEqual([1]);
      expect(await jobOf(id)).toEqual([minutesOn(10)]);
      if (!signal) break;
      expect(n).toBeLessThan(40);
    }
  });
});
