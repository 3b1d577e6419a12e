import { beforeEach, describe, expect, it } from "vitest";
import { setClock } from "../../app/districts/commands/set-clock.server";
import { readByDistrict } from "../../app/overview/queries/by-district.server";
import {
  lateWith,
  leftAlone,
  openOfKind,
  stillInDistricts,
} from "../../app/overview/queries/touched.server";
import { execute } from "../../app/platform/command.server";
import { triage } from "../../app/requests/commands/triage.server";
import { makeWorld, NOON, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let database: FreshDatabase;
let world: World;
let admin: Awaited<ReturnType<World["person"]>>;

beforeEach(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
  admin = await world.person({ administrator: true });
});

const at = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000);
const fresh = (minutes: number, district = world.north, limit = 15) =>
  world.request({
    priority: "high",
    districtId: district,
    createdAt: at(-minutes),
    dueAt: at(limit - minutes),
  });
const limits = (triageMinutes: number, district = "") => ({
  priority: "high" as const,
  district,
  triageMinutes,
  assignMinutes: 60,
  fulfilMinutes: 360,
});

describe("before a time limit is changed", () => {
  it("it is counted how many more would be late, and how many fewer", async () => {
    for (const minutes of [3, 8, 9, 20]) await fresh(minutes);
    expect(await lateWith(admin.ctx(), limits(7))).toEqual({ open: 4, more: 2, fewer: 0 });
    expect(await lateWith(admin.ctx(), limits(30))).toEqual({ open: 4, more: 0, fewer: 1 });
    // Nobody is touched, or it can't be set.
    expect(await lateWith(admin.ctx(), limits(10))).toBeNull();
    expect(await lateWith(admin.ctx(), limits(1))).toBeNull();
  });

  it("a city's limit does not touch a district that has its own", async () => {
    for (const district of [world.north, world.south]) await fresh(8, district);
    const own = { priority: "high", triage: "15", assign: "60", fulfil: "360" };
    const set = await execute(admin.ctx(), setClock, { ...own, district: "south" });
    expect(set).toMatchObject({ ok: true });
    expect(await lateWith(admin.ctx(), limits(7))).toMatchObject({ open: 1, more: 1 });
    expect(await lateWith(admin.ctx(), limits(7, "south"))).toMatchObject({ open: 1, more: 1 });
  });

  it("is refused where danger to life would wait longer than what is high", async () => {
    const set = (form: object) => execute(admin.ctx(), setClock, { ...form, version: 1 });
    const danger = { priority: "critical", triage: "5", assign: "15", fulfil: "120" };
    expect(await set({ ...danger, triage: "500" })).toMatchObject({ errors: { triage: "most" } });
    expect(await set({ ...danger, triage: "20" })).toMatchObject({ errors: { triage: "order" } });
    expect(await set({ ...danger, assign: "61" })).toMatchObject({ errors: { assign: "order" } });
    expect(await set({ ...danger, triage: "15" })).toMatchObject({ ok: true });
  });
});

describe("before something is taken away", () => {
  it("it is counted what is still there in a district", async () => {
    const { actor } = await world.person({ districts: [world.north], name: "Hanna" });
    await fresh(5);
    await fresh(6);
    await fresh(6, world.south);
    expect(await stillInDistricts(world.db, ["north"])).toEqual([
      { code: "north", requests: 2, coordinators: ["Hanna"], shifts: 0, offers: 0 },
    ]);
    expect(await stillInDistricts(world.db, [])).toEqual([]);
    expect(actor.districts).toEqual([world.north]);
  });

  it("it is said which districts nobody would have", async () => {
    const both = await world.person({ districts: [world.north, world.south] });
    await world.person({ districts: [world.south] });
    await fresh(5);
    const names = async (kept: string[]) =>
      (await leftAlone(world.db, both.id, kept)).map(({ names: { en }, requests }) => [
        en,
        requests,
      ]);
    expect(await names([])).toEqual([["North", 1]]);
    expect(await names(["south"])).toEqual([["North", 1]]);
    expect(await names(["north"])).toEqual([]);
    expect(await leftAlone(world.db, admin.id, [])).toEqual([]);
  });

  it("it is counted how many open requests are of a kind", async () => {
    await fresh(5);
    await world.request({ categoryId: world.warmth });
    expect(await openOfKind(world.db, "water")).toBe(1);
    expect(await openOfKind(world.db, "nothing")).toBe(0);
  });
});

it("every district is told how it stands", async () => {
  const coordinator = await world.person({ districts: [world.north] });
  await world.person({ standing: "verified", profile: { homeDistrictId: world.north } });
  await world.person({ standing: "unverified", profile: { homeDistrictId: world.north } });
  await fresh(5);
  const { id } = await fresh(20);
  await world.request({ districtId: null, dueAt: at(5) });
  await world.request({ exercise: true });
  const form = {
    id,
    priority: "high",
    category: "water",
    district: "north",
    people: 1,
    version: 1,
  };
  await execute(coordinator.ctx(), triage, { ...form, quantity: 5 });
  const [north, south, city] = await readByDistrict(admin.ctx());
  expect(north).toMatchObject({ open: 2, unread: 1, alone: 1, late: 0, coordinators: 1, seen: 0 });
  expect(north!.free).toBe(1);
  expect(south).toMatchObject({ open: 0, coordinators: 0, free: 0 });
  expect(city).toMatchObject({ code: null, open: 1, unread: 1 });
  const [after] = await readByDistrict(admin.ctx(at(11)));
  expect(after).toMatchObject({ late: 1 });
});
