import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openIncident } from "../../app/incidents/commands/keep-incident.server";
import { countRequests, readNumbers } from "../../app/overview/queries/numbers.server";
import { readReport } from "../../app/overview/queries/report.server";
import { OUTCOMES } from "../../app/overview/types";
import { execute } from "../../app/platform/command.server";
import { REQUEST_STATES } from "../../app/requests/states";
import { CLOSING_REASONS } from "../../app/requests/types";
import { makeWorld, NOON, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let database: FreshDatabase;
let world: World;

const at = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000);
const around = { now: NOON, step: "hour" as const, zone: "Europe/Kyiv" };

type Told = {
  state?: string;
  reason?: string | null;
  asked?: number;
  read?: number | null;
  said?: number;
  done?: number;
  fulfilled?: number;
  district?: string | null;
  kind?: string;
  priority?: string;
  people?: number;
  exercise?: boolean;
  neededBy?: number | null;
};

/** A request with a past, written as it would stand at noon; minutes are counted from then. */
async function told(one: Told) {
  const { state = "submitted", asked = -60, read = null, reason = null, neededBy = null } = one;
  const made = await world.request({
    createdAt: at(asked),
    districtId: one.district === undefined ? world.north : one.district,
    categoryId: one.kind ?? world.water,
    priority: (one.priority ?? "normal") as "normal",
    people: one.people ?? 1,
    exercise: one.exercise ?? false,
    neededBy: neededBy === null ? null : at(neededBy),
  });
  const owner = database.owner.sql;
  const other = state === "duplicate" ? (await world.request({ createdAt: at(-9000) })).id : null;
  await owner`update request set state = ${state}, triaged_at = ${read === null ? null : at(read).toISOString()},
    closing_reason = ${reason}, duplicate_of = ${other} where id = ${made.id}`;
  const happened = async (type: string, minutes: number | undefined, why: string | null) => {
    if (minutes === undefined) return;
    await owner`insert into event (type, actor, thing, thing_id, reason, occurred_at)
      values (${type}, 'system', 'request', ${made.id}, ${why}, ${at(minutes).toISOString()})`;
  };
  await happened("request.covered", one.said, "accepted");
  await happened("request.covered", one.done, "done");
  await happened("request.fulfilled", one.fulfilled, null);
  return made;
}

async function fresh() {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
  await database.owner.sql`alter table request disable trigger request_transition`;
  await database.owner.sql`alter table request disable trigger request_recorded`;
}

const since = (minutes: number) =>
  sql`request.created_at >= ${at(minutes).toISOString()}::timestamptz`;

describe("the numbers of a small world, counted by hand", () => {
  beforeEach(fresh);

  it("say what became of each request", async () => {
    await told({});
    await told({ state: "in_progress", read: -50 });
    await told({ state: "fulfilled", read: -50, fulfilled: -5, people: 4 });
    await told({ state: "closed", reason: "met", read: -50 });
    await told({ state: "closed", reason: "met_by_others", read: -50 });
    await told({ state: "cancelled", reason: "not_needed" });
    await told({ state: "declined", reason: "unreachable" });
    await told({ state: "closed", reason: "out_of_scope" });
    await told({ state: "duplicate" });
    await told({ exercise: true });
    await told({ asked: -500 });
    const { total } = await countRequests(world.db, since(-120), around);
    const { waits: _, ...counts } = total;
    expect(counts).toEqual({
      asked: 9,
      people: 12,
      open: 2,
      met: 2,
      elsewhere: 2,
      unmet: 2,
      joined: 1,
    });
  });

  it("say how long people waited until each thing, and of nobody who still waits", async () => {
    // Read after 2, 4, 6, 8 and 10 minutes.
    for (const minutes of [2, 4, 6, 8, 10]) await told({ state: "triaged", read: -60 + minutes });
    await told({});
    await told({ state: "fulfilled", read: -59, said: -40, done: -20, fulfilled: -1 });
    const { total } = await countRequests(world.db, since(-120), around);
    expect(total.waits.read).toMatchObject({ median: 300, p90: 540 });
    expect(total.waits.found).toMatchObject({ median: 1200, p90: 1200 });
    // Help had come by the volunteer's word; the coordinator's came later.
    expect(total.waits.helped).toMatchObject({ median: 2400 });
  });

  it("count the last time that help came, where the first time it had not", async () => {
    const one = await told({
      state: "closed",
      reason: "met",
      read: -50,
      done: -40,
      fulfilled: -39,
    });
    await database.owner.sql`insert into event (type, actor, thing, thing_id, reason, occurred_at)
      values ('request.covered', 'system', 'request', ${one.id}, 'done', ${at(-10).toISOString()})`;
    const { total } = await countRequests(world.db, since(-120), around);
    expect(total.waits.helped.median).toBe(50 * 60);
  });

  it("judge limits by district and priority, a deadline above them, and not what still waits in time", async () => {
    // Danger to life: 5 minutes to be read.
    await told({ priority: "critical", state: "triaged", asked: -60, read: -56 });
    await told({ priority: "critical", state: "triaged", asked: -60, read: -54 });
    await told({ priority: "critical", asked: -4 });
    await told({ priority: "critical", asked: -6 });
    const read = async () => (await countRequests(world.db, since(-120), around)).total.waits.read;
    expect(await read()).toMatchObject({ kept: 1, judged: 3 });
    await database.owner
      .sql`insert into clock (district_id, priority, triage_minutes, assign_minutes, fulfil_minutes)
      values (${world.north}, 'critical', 30, 30, 30)`;
    expect(await read()).toMatchObject({ kept: 2, judged: 2 });
    await told({ priority: "critical", asked: -10, neededBy: -5 });
    expect(await read()).toMatchObject({ kept: 2, judged: 3 });
  });

  it("say nothing of nothing", async () => {
    const counted = await countRequests(world.db, since(-120), around);
    expect(counted).toMatchObject({ kinds: [], districts: [], times: [] });
    expect(counted.total).toMatchObject({ asked: 0, people: 0 });
    expect(counted.total.waits.helped).toEqual({ median: null, p90: null, kept: 0, judged: 0 });
  });

  it("are of a coordinator's own districts and the city-wide queue", async () => {
    for (const district of [world.north, world.south, null]) await told({ district });
    const asked = { from: at(-120), to: at(1), district: "", incident: "", step: "hour" as const };
    const coordinator = await world.person({ districts: [world.north] });
    const admin = await world.person({ administrator: true });
    const volunteer = await world.person({ standing: "verified" });
    const of = async ({ ctx }: typeof admin, more = {}) =>
      (await readNumbers(ctx(), { ...asked, cut: false, ...more })).counted.total.asked;
    expect(await of(coordinator)).toBe(2);
    expect(await of(coordinator, { district: "south" })).toBe(0);
    expect(await of(admin)).toBe(3);
    expect(await of(admin, { district: "south" })).toBe(1);
    expect(await of(volunteer)).toBe(0);
  });

  it("of an incident are those of its report", async () => {
    const admin = await world.person({ administrator: true });
    const opened = await execute(admin.ctx(), openIncident, {
      name: "Storm",
      starts: at(-100).toISOString(),
      districts: ["north"],
    });
    if (!opened.ok) throw new Error(opened.code);
    const { id } = opened.value;
    await told({ state: "fulfilled", read: -50, fulfilled: -5 });
    await told({ district: world.south });
    const report = await readReport(admin.ctx(), id);
    expect(report!.counted.total).toMatchObject({ asked: 1, met: 1 });
    expect(report!.lent).toEqual([]);
    expect(report!.people).toMatchObject({ people: 0, tasks: 0, hours: 0 });
    const asked = { from: at(-120), to: at(1), district: "", incident: id, step: "hour" as const };
    const { counted } = await readNumbers(admin.ctx(), { ...asked, cut: false });
    expect(counted).toEqual(report!.counted);
  });
});

describe("whatever has happened", () => {
  beforeAll(fresh);

  it("stands once in every sum: by kind, by district, by hour and by what became of it", async () => {
    const some = fc.record({
      state: fc.constantFrom(...REQUEST_STATES),
      reason: fc.constantFrom(null, ...CLOSING_REASONS),
      asked: fc.integer({ min: -1400, max: -1 }),
      read: fc.option(fc.integer({ min: -1400, max: 0 })),
      district: fc.constantFrom("north", "south", null),
      kind: fc.constantFrom("water", "warmth"),
      priority: fc.constantFrom("critical", "high", "normal", "low"),
      people: fc.integer({ min: 1, max: 9 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(some, { maxLength: 12 }), async (all) => {
        await database.owner.sql`truncate request cascade`;
        for (const { district, kind, ...one } of all)
          await told({
            ...one,
            district: district && world[district as "north"],
            kind: world[kind as "water"],
          });
        const counted = await countRequests(world.db, since(-1440), around);
        const keys = ["asked", "people", ...OUTCOMES] as const;
        for (const group of [counted.kinds, counted.districts, counted.times])
          for (const key of keys)
            expect(group.reduce((sum, { figures }) => sum + figures[key], 0)).toBe(
              counted.total[key],
            );
        expect(counted.total.asked).toBe(all.length);
        expect(OUTCOMES.reduce((sum, one) => sum + counted.total[one], 0)).toBe(all.length);
        for (const { kept, judged } of Object.values(counted.total.waits))
          expect(kept).toBeLessThanOrEqual(judged);
      }),
      { numRuns: 15 },
    );
  });
});
