import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { createTask } from "../../app/dispatch/commands/create-task.server";
import {
  closeIncident,
  editIncident,
  openIncident,
  reopenIncident,
} from "../../app/incidents/commands/keep-incident.server";
import { findIncident, listIncidents } from "../../app/incidents/queries/incidents.server";
import { execute } from "../../app/platform/command.server";
import { setIncident, takeRequestsInto } from "../../app/requests/commands/set-incident.server";
import { triage } from "../../app/requests/commands/triage.server";
import { incident } from "../../drizzle/schema/incidents";
import { request } from "../../drizzle/schema/requests";
import { jobCtx, makeWorld, NOON, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let database: FreshDatabase;
let world: World;
let admin: Awaited<ReturnType<World["person"]>>;
let coordinator: Awaited<ReturnType<World["person"]>>;

beforeEach(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
  admin = await world.person({ administrator: true });
  coordinator = await world.person({ districts: [world.north] });
});

const at = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000);
const blackout = { name: "Blackout", starts: at(-60).toISOString(), districts: ["north"] };

async function opened(form: object = {}) {
  const made = await execute(admin.ctx(), openIncident, { ...blackout, ...form });
  if (!made.ok) throw new Error(made.code);
  return made.value.id;
}
const close = (id: string, version = 1) =>
  execute(admin.ctx(), closeIncident, { id, version, ends: "" });
const incidentOf = async (id: string) => {
  const [found] = await world.db.select().from(request).where(eq(request.id, id));
  return found!.incidentId;
};

describe("an incident", () => {
  it("is opened, changed, closed and reopened by administrators alone, each on record", async () => {
    const refused = await execute(coordinator.ctx(), openIncident, blackout);
    expect(refused).toMatchObject({ ok: false, code: "forbidden" });
    const id = await opened();
    const changed = { ...blackout, id, version: 1, name: "Power cut", districts: ["south"] };
    expect(await execute(admin.ctx(), editIncident, changed)).toMatchObject({ ok: true });
    expect(await close(id)).toMatchObject({ ok: false, code: "conflict" });
    expect(await close(id, 2)).toMatchObject({ ok: true });
    expect(await close(id, 3)).toMatchObject({ ok: false, code: "incident.moved_on" });
    const edit = await execute(admin.ctx(), editIncident, { ...changed, version: 3 });
    expect(edit).toMatchObject({ ok: false, code: "incident.moved_on" });
    const again = { id, version: 3 };
    expect(await execute(admin.ctx(), reopenIncident, again)).toMatchObject({ ok: true });
    const lines = await database.app.sql`select type from event where thing_id = ${id} order by id`;
    expect(lines.map(({ type }) => type)).toEqual([
      "incident.open",
      "incident.edited",
      "incident.closed",
      "incident.open",
    ]);
  });

  it.each([
    ["a name that is missing", { name: " " }, { name: "name" }],
    ["a start that is still to come", { starts: at(5).toISOString() }, { starts: "future" }],
    ["a start of last year", { starts: "2025-01-01T00:00:00Z" }, { starts: "long_ago" }],
    ["no district", { districts: [] }, { districts: "districts" }],
  ])("is not opened with %s", async (_, form, errors) => {
    const result = await execute(admin.ctx(), openIncident, { ...blackout, ...form });
    expect(result).toMatchObject({ ok: false, errors });
  });

  it("ends between its start and now", async () => {
    const id = await opened();
    const end = (minutes: number) =>
      execute(admin.ctx(), closeIncident, { id, version: 1, ends: at(minutes).toISOString() });
    expect(await end(1)).toMatchObject({ errors: { ends: "future" } });
    expect(await end(-61)).toMatchObject({ errors: { ends: "before" } });
    expect(await end(-30)).toMatchObject({ ok: true });
  });

  it("can't be closed without an end, written twice over a district, or moved without a record", async () => {
    const id = await opened();
    const { sql } = database.owner;
    await expect(sql`update incident set state = 'closed' where id = ${id}`).rejects.toThrow(
      "incident_ended",
    );
    await expect(sql`insert into incident_district values (${id}, ${world.north})`).rejects.toThrow(
      "incident_district",
    );
    await expect(
      sql`update incident set state = 'closed', ends_at = now() where id = ${id}`,
    ).rejects.toThrow("without a record");
  });

  it("is read by coordinators of its districts", async () => {
    const id = await opened();
    const other = await world.person({ districts: [world.south] });
    const volunteer = await world.person({ standing: "verified" });
    expect(await findIncident(coordinator.ctx(), id)).toMatchObject({ name: "Blackout" });
    expect(await listIncidents(admin.ctx())).toHaveLength(1);
    for (const { ctx } of [other, volunteer]) {
      expect(await findIncident(ctx(), id)).toBeNull();
      expect(await listIncidents(ctx())).toEqual([]);
    }
  });
});

describe("what belongs to an incident", () => {
  it("is a request that comes in while it is open for its district", async () => {
    const id = await opened();
    const inside = await world.request();
    const elsewhere = await world.request({ districtId: world.south });
    const earlier = await world.request({ createdAt: at(-61) });
    const nowhere = await world.request({ districtId: null });
    expect(inside.incidentId).toBe(id);
    for (const one of [elsewhere, earlier, nowhere]) expect(one.incidentId).toBeNull();
    await close(id);
    expect((await world.request()).incidentId).toBeNull();
  });

  it("is none where two are open for a district, until a coordinator chooses", async () => {
    const first = await opened();
    const second = await opened({ name: "Storm", districts: ["north", "south"] });
    const { id } = await world.request();
    expect(await incidentOf(id)).toBeNull();
    const set = (incident: string) => execute(coordinator.ctx(), setIncident, { id, incident });
    expect(await set(second)).toMatchObject({ ok: true });
    expect(await incidentOf(id)).toBe(second);
    expect(await set("")).toMatchObject({ ok: true });
    expect(await incidentOf(id)).toBeNull();
    await close(first);
    expect(await set(first)).toMatchObject({ ok: false, code: "incident.unknown" });
    const stranger = await world.person({ districts: [world.south] });
    const other = await execute(stranger.ctx(), setIncident, { id, incident: second });
    expect(other).toMatchObject({ ok: false, code: "request.unknown" });
  });

  it("is what its district becomes at triage", async () => {
    const id = await opened({ districts: ["south"] });
    const { id: one } = await world.request({ districtId: null });
    const form = { id: one, priority: "high", category: "water", people: 1, version: 1 };
    const placed = { ...form, quantity: 5, district: "south" };
    expect(await execute(admin.ctx(), triage, placed)).toMatchObject({ ok: true });
    expect(await incidentOf(one)).toBe(id);
    const away = { ...placed, district: "north", version: 2 };
    expect(await execute(admin.ctx(), triage, away)).toMatchObject({ ok: true });
    expect(await incidentOf(one)).toBeNull();
  });

  it("is also what came in before it was opened here, once", async () => {
    const inside = await world.request({ createdAt: at(-30) });
    const earlier = await world.request({ createdAt: at(-90) });
    const apart = await world.request({ createdAt: at(-30) });
    const id = await opened();
    await execute(coordinator.ctx(), setIncident, { id: apart.id, incident: id });
    await execute(coordinator.ctx(), setIncident, { id: apart.id, incident: "" });
    for (const _ of [1, 2]) await execute(jobCtx(world.db), takeRequestsInto, { incident: id });
    expect(await incidentOf(inside.id)).toBe(id);
    expect(await incidentOf(earlier.id)).toBeNull();
    // A coordinator has said that it does not belong there.
    expect(await incidentOf(apart.id)).toBeNull();
  });

  it("is an errand of its district, and of a task of requests what they belong to", async () => {
    const id = await opened();
    const { id: asked } = await world.request();
    const window = { from: NOON.toISOString(), to: at(60).toISOString(), teamSize: 1 };
    const errand = { ...window, title: "Fuel", district: "north" };
    const made = await execute(coordinator.ctx(), createTask, errand);
    const form = { id: asked, priority: "high", category: "water", people: 1, quantity: 5 };
    await execute(coordinator.ctx(), triage, { ...form, district: "north", version: 1 });
    const served = await execute(coordinator.ctx(), createTask, { ...window, request: [asked] });
    if (!made.ok || !served.ok) throw new Error("refused");
    const rows = await database.app.sql`select id, incident_id from task`;
    const of = (task: string) => rows.find((row) => row.id === task)!.incident_id;
    expect(of(made.value)).toBe(id);
    expect(of(served.value)).toBeNull();
  });

  it("is a shift that begins to run, not one that is planned", async () => {
    const id = await opened();
    const { sql } = database.owner;
    await sql`alter table shift disable trigger shift_recorded`;
    const [planned] =
      await sql`insert into shift (district_id, place, during, created_by, state, code)
      values (${world.north}, 'School', tstzrange(${NOON.toISOString()}, ${at(60).toISOString()}), ${admin.id}, 'draft', '123456') returning *`;
    expect(planned!.incident_id).toBeNull();
    await sql`update shift set state = 'published' where id = ${planned!.id}`;
    const [ran] =
      await sql`update shift set state = 'running' where id = ${planned!.id} returning *`;
    expect(ran!.incident_id).toBe(id);
  });
});

describe("at the same time", () => {
  it("two open for one district, and each is whole", async () => {
    const made = await Promise.all(
      ["One", "Two"].map((name) => execute(admin.ctx(), openIncident, { ...blackout, name })),
    );
    expect(made.map(({ ok }) => ok)).toEqual([true, true]);
    expect((await world.request()).incidentId).toBeNull();
  });

  it("closes once, whoever of two is first", async () => {
    const id = await opened();
    const closed = await Promise.all([close(id), close(id)]);
    expect(closed.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("a request that comes in while it is closed is in it before it is closed, or not at all", async () => {
    const id = await opened();
    const { sql } = database.owner;
    let asked = () => {};
    const hasAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    let commit = () => {};
    const mayCommit = new Promise<void>((resolve) => {
      commit = resolve;
    });
    const insert = sql.begin(async (tx) => {
      const [row] = await tx`select incident_of(${world.north}, ${NOON.toISOString()}) as incident`;
      asked();
      await mayCommit;
      return row!.incident;
    });
    await hasAsked;
    const closing = close(id);
    // The one who closes waits for the request.
    const first = await Promise.race([closing.then(() => "closed"), waits(database.app.sql)]);
    expect(first).toBe("waits");
    commit();
    expect(await insert).toBe(id);
    expect(await closing).toMatchObject({ ok: true });
    expect((await world.request()).incidentId).toBeNull();
    const [found] = await world.db.select().from(incident).where(eq(incident.id, id));
    expect(found!.state).toBe("closed");
  });
});

/** Until somebody waits for a lock. */
async function waits(sql: FreshDatabase["app"]["sql"]): Promise<"waits"> {
  for (;;) {
    const rows = await sql`select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    if (rows.length > 0) return "waits";
  }
}
