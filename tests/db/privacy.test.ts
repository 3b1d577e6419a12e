import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { openVolunteer } from "../../app/accounts/queries/volunteers.server";
import { answerOffer } from "../../app/dispatch/commands/answer.server";
import { createTask } from "../../app/dispatch/commands/create-task.server";
import { offerTask, releaseAssignment } from "../../app/dispatch/commands/offer.server";
import { releaseSupply, reserveFor } from "../../app/dispatch/commands/supply.server";
import { openOwnTask } from "../../app/dispatch/queries/own-tasks.server";
import { whoCouldGo } from "../../app/dispatch/queries/sendable.server";
import { openTask } from "../../app/dispatch/queries/tasks.server";
import { execute } from "../../app/platform/command.server";
import type { DistrictId } from "../../app/platform/types";
import { exportRecord } from "../../app/privacy/commands/export-record.server";
import {
  looksAtMember,
  looksAtOffer,
  looksAtRequest,
  looksByToken,
} from "../../app/privacy/queries/looks.server";
import { PAGE, readDeeds, readLooks } from "../../app/privacy/queries/record.server";
import { readRecordFilter } from "../../app/privacy/rules/filter";
import { triage } from "../../app/requests/commands/triage.server";
import { hashOf } from "../../app/requests/link.server";
import { openRequest } from "../../app/requests/queries/request.server";
import { setOfferState } from "../../app/resources/commands/change-offer.server";
import { openOffer } from "../../app/resources/queries/offers.server";
import { findFor, suggestFor } from "../../app/shifts/queries/candidates.server";
import { openShift } from "../../app/shifts/queries/rota.server";
import { event, look } from "../../drizzle/schema/audit";
import { assignment } from "../../drizzle/schema/dispatch";
import { district } from "../../drizzle/schema/districts";
import { offerOf, type Someone, volunteerWithPhone, zoned } from "../factories/offers";
import { at, makeRota, value } from "../factories/rota";
import { makeWorld, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let database: FreshDatabase;
let world: World;
let north: Someone;
let south: Someone;
let administrator: Someone;

beforeAll(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
  north = await world.person({ districts: [world.north], name: "Nora North" });
  south = await world.person({ districts: [world.south], name: "Sam South" });
  administrator = await world.person({ administrator: true, name: "Ada Admin" });
});

const looksAt = (thingId: string) =>
  database.app.db.select().from(look).where(eq(look.thingId, thingId)).orderBy(look.id);

const taskOf = async (who: Someone, request: string[] = []) =>
  value(
    await execute(who.ctx(), createTask, {
      request,
      title: "Light",
      district: "north",
      teamSize: 2,
      from: at(1).toISOString(),
      to: at(3).toISOString(),
    }),
  );
const offerTo = async (who: Someone, id: string, helper: Someone) =>
  value(await execute(who.ctx(), offerTask, { id, people: [helper.id], minutes: 60, word: "x" }));
const volunteerOf = (district: DistrictId, name?: string) =>
  volunteerWithPhone(database.app.db, world, district, name);

describe("a look", () => {
  it("is kept once within five minutes, for each who looks and for each thing", async () => {
    const [one, two] = [await world.request(), await world.request()];
    for (const someone of [north, north, administrator]) await openRequest(someone.ctx(), one.id);
    await openRequest(north.ctx(), two.id);
    const looks = await looksAt(one.id);
    expect(looks.map(({ viewerId }) => viewerId)).toEqual([north.id, administrator.id]);
    expect(looks[0]).toMatchObject({
      kind: "resident",
      page: "request",
      districtId: world.north,
    });
    expect(await looksAt(two.id)).toHaveLength(1);
    await database.owner
      .sql`update look set at = at - interval '6 minutes' where thing_id = ${one.id}`;
    await openRequest(north.ctx(), one.id);
    expect(await looksAt(one.id)).toHaveLength(3);
  });

  it("is not in the record, so that nobody's change is told as a look", async () => {
    const { id } = await world.request();
    await openRequest(north.ctx(), id);
    const lines = await database.app.db.select().from(event).where(eq(event.thingId, id));
    expect(lines.map(({ type }) => type)).toEqual(["request.submitted"]);
  });

  it("that can't be kept shows nothing", async () => {
    const { id } = await world.request();
    await database.owner
      .sql`alter table look add constraint broken check (page <> 'request') not valid`;
    await expect(openRequest(north.ctx(), id)).rejects.toThrow();
    await database.owner.sql`alter table look drop constraint broken`;
  });

  it("is of a coordinator's own district, and leaves nothing where it was refused", async () => {
    const { id } = await world.request();
    const someone = await volunteerOf(world.north);
    expect(await openRequest(south.ctx(), id)).toBeNull();
    expect(await openVolunteer(south.ctx(), someone.id)).toBeNull();
    expect(await looksAt(id)).toEqual([]);
    expect((await openVolunteer(north.ctx(), someone.id))?.phone).toBe(someone.phone);
    expect(await looksAt(someone.id)).toHaveLength(1);
  });
});

describe("a volunteer of another district", () => {
  it("is suggested for a task by name alone; the number comes with the offer and goes with it", async () => {
    const stranger = await volunteerOf(world.south, "Stefa South");
    const id = await taskOf(north);
    const page = async () => (await openTask(zoned(north), id))!;
    expect(JSON.stringify(await page())).not.toContain(stranger.phone);
    expect((await page()).candidates.map(({ id }) => id)).toContain(stranger.id);
    await offerTo(north, id, stranger);
    expect((await page()).team[0]?.phone).toBe(stranger.phone);
    expect((await looksAt(stranger.id)).map(({ page, throughId }) => [page, throughId])).toEqual([
      ["task", id],
    ]);
    const [part] = await database.app.db
      .select()
      .from(assignment)
      .where(and(eq(assignment.taskId, id), eq(assignment.personId, stranger.id)));
    value(await execute(north.ctx(), releaseAssignment, { id, assignment: part!.id }));
    expect((await page()).team[0]?.phone).toBeNull();
  });

  it("stands among whom to send by name alone, found by neither number nor district; one's own with the number, on record", async () => {
    const [strangers, own] = ["Solomiia Stranger", "Nestor Northern"];
    const stranger = await volunteerOf(world.south, strangers);
    const near = await volunteerOf(world.north, own);
    const { id } = await world.request({ districtId: world.north });
    const send = async (find: string, ticked: string[] = []) =>
      (await whoCouldGo(zoned(north), id, undefined, { find, ticked }))!.candidates;
    const named = async (find: string, ticked?: string[]) =>
      (await send(find, ticked)).map(({ name }) => name);
    const all = await send("");
    expect(all.find((one) => one.id === near.id)?.phone).toBe(near.phone);
    expect(all.find((one) => one.id === stranger.id)?.phone).toBeNull();
    expect(await looksAt(near.id)).toMatchObject([{ viewerId: north.id, page: "board" }]);
    expect(await looksAt(stranger.id)).toEqual([]);
    // In whichever letters, by each word's beginning.
    expect(await named("соломія stran")).toEqual([strangers]);
    expect(await named("north nest")).toEqual([own]);
    expect(await named("north")).not.toContain(strangers);
    const south = await world.db
      .select({ names: district.names })
      .from(district)
      .where(eq(district.id, world.south));
    expect(await named(Object.values(south[0]!.names)[0]!)).not.toContain(strangers);
    expect(await named(near.phone)).toEqual([]);
    expect(await named("nobody-is-called-so", [near.id])).toEqual([own]);
    expect(await send("nobody-is-called-so", [north.id])).toEqual([]);
    await send("solomiia");
    expect(await looksAt(stranger.id)).toEqual([]);
  });

  it("is suggested and found for a shift without the number, and a number does not tell whose it is", async () => {
    const rota = await makeRota(database.app.db, world);
    const stranger = await volunteerOf(world.south, "Ustyna Usual");
    const near = await volunteerOf(world.north, "Nadia Near");
    const shift = await rota.published(2);
    const opened = (await openShift(rota.coordinator.ctx(), shift.id))!;
    const role = opened.roles[0]!;
    const found = (wanted: string) => findFor(rota.zoned(), opened, role, wanted);
    const suggested = await suggestFor(rota.zoned(), opened, role);
    expect(JSON.stringify([suggested, await found("Ustyna"), await found("Nadia")])).not.toMatch(
      /\+380/,
    );
    expect((await found("Ustyna")).map(({ id, own }) => [id, own])).toEqual([[stranger.id, false]]);
    expect((await found("Nadia")).map(({ id, own }) => [id, own])).toEqual([[near.id, true]]);
    expect(await found(stranger.phone)).toEqual([]);
    expect((await found(near.phone)).map(({ id }) => id)).toEqual([near.id]);
  });
});

describe("the owner of something in another district", () => {
  it("is told only while it is reserved in earnest, and both sides see who looked", async () => {
    const owner = await volunteerOf(world.south, "Olha Owner");
    const { id: offerId } = value(await offerOf(owner, "south"));
    value(await execute(south.ctx(), setOfferState, { id: offerId, to: "verified", version: 1 }));
    const id = await taskOf(north);
    const window = { from: at(1).toISOString(), to: at(2).toISOString() };
    const reserve = (quantity: number) =>
      execute(north.ctx(), reserveFor, { id, offer: offerId, quantity, ...window });
    expect(await openOffer(north.ctx(), offerId)).toBeNull();
    expect(await reserve(0.01)).toMatchObject({ code: "offer.too_little" });
    const held = value(await reserve(1));
    const secret = async () => (await openTask(zoned(north), id))!.supplies[0]!.secret;
    expect((await secret())?.phone).toBe(owner.phone);
    const told = (await looksAtMember(owner.ctx(), null)).looks;
    expect(told).toMatchObject([
      { kind: "owner", page: "task", role: "coordinator", name: "Nora North", title: "Honda" },
    ]);
    expect((await looksAtOffer(south.ctx(), offerId, null))?.looks).toHaveLength(1);
    expect(await looksAtOffer(north.ctx(), offerId, null)).toBeNull();
    value(await execute(north.ctx(), releaseSupply, { id, reservation: held }));
    expect(await secret()).toBeNull();
  });

  it("looks at their own without leaving a look", async () => {
    const owner = await volunteerOf(world.south);
    const { id } = value(await offerOf(owner, "south"));
    expect((await openOffer(owner.ctx(), id))?.secret.address).toBe("Yard 9");
    expect(await looksAt(id)).toEqual([]);
  });
});

describe("a resident", () => {
  it("is open to whoever has accepted, without e-mail, and is told of it by the private link", async () => {
    const token = "p".repeat(22);
    const { id } = await world.request({ tokenHash: hashOf(token) }, { email: "r@people.example" });
    const form = { priority: "high" as const, category: "water", district: "north", quantity: 5 };
    const rest = { people: 1, version: 1 };
    value(await execute(north.ctx(), triage, { ...form, ...rest, id }));
    const task = await taskOf(north, [id]);
    const helper = await volunteerOf(world.north, "Hanna Helper");
    await offerTo(north, task, helper);
    expect((await openOwnTask(helper.ctx(), task))?.requests[0]?.secret).toBeNull();
    value(await execute(helper.ctx(), answerOffer, { id: task, answer: "yes" }));
    const secret = (await openOwnTask(helper.ctx(), task))?.requests[0]?.secret;
    expect(secret).toMatchObject({ name: "Оксана" });
    expect(JSON.stringify(secret)).not.toContain("r@people.example");
    await openRequest(north.ctx(), id);
    const told = await looksByToken(database.app.db, token, null);
    expect(told?.looks.map(({ role, name }) => [role, name])).toEqual([
      ["coordinator", null],
      ["volunteer", null],
    ]);
    expect((await looksAtRequest(database.app.db, id, null))?.looks).toEqual(told?.looks);
    expect(await looksByToken(database.app.db, "q".repeat(22), null)).toBeNull();
  });
});

describe("the page of the record", () => {
  const filter = (query = "") => readRecordFilter(new URLSearchParams(query));
  const deeds = (query: string) => readDeeds(zoned(administrator), filter(query), 500);
  const looks = (query: string) =>
    readLooks(zoned(administrator), filter(`show=looks&${query}`), 500);

  it("is for administrators alone", async () => {
    expect((await readDeeds(zoned(north), filter())).lines).toEqual([]);
    expect((await readLooks(zoned(north), filter("show=looks"))).lines).toEqual([]);
    expect(await exportRecord(zoned(north), filter())).toMatchObject({ code: "forbidden" });
  });

  it("goes on page by page, the newest first", async () => {
    for (let count = 0; count < 2 * PAGE; count++) await world.request();
    const first = await readDeeds(zoned(administrator), filter());
    const second = await readDeeds(zoned(administrator), filter(`after=${first.next}`));
    const numbers = [...first.lines, ...second.lines].map(({ id }) => id);
    expect(first.lines).toHaveLength(PAGE);
    expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it("finds by who, about what, of which kind, where and when", async () => {
    const request = await world.request();
    await openRequest(south.ctx(), request.id);
    await openRequest(administrator.ctx(), request.id);
    const about = await deeds(`about=${request.code}`);
    expect(about.lines.map(({ type, mark }) => [type, mark])).toEqual([
      ["request.submitted", request.code],
    ]);
    const seen = await looks(`about=${request.code}`);
    expect(seen.lines.map(({ who, mark }) => [who, mark])).toEqual([["Ada Admin", request.code]]);
    const byNora = (await deeds("who=Nora")).lines;
    expect(byNora.length).toBeGreaterThan(3);
    expect(byNora.every(({ who }) => who === "Nora North")).toBe(true);
    expect((await looks("who=Nora&kind=owner")).lines.every(({ kind }) => kind === "owner")).toBe(
      true,
    );
    const held = (await deeds("kind=reservation.held")).lines;
    expect(held.map(({ type }) => type)).toEqual(["reservation.held"]);
    expect((await deeds("kind=offer&district=south")).lines.length).toBeGreaterThan(1);
    expect((await deeds("from=2020-01-01&to=2020-01-02")).lines).toEqual([]);
    expect((await deeds("from=2020-01-01")).lines.length).toBeGreaterThan(2 * PAGE);
    expect((await looks("about=Olha Owner")).lines.map(({ who }) => who)).toEqual(["Nora North"]);
  });

  it("goes out as CSV that runs nothing, and that goes on record", async () => {
    const evil = await world.person({ districts: [world.north], name: "=HYPERLINK(1)" });
    const { id } = await world.request();
    await openRequest(evil.ctx(), id);
    const ctx = { ...zoned(administrator), locale: "en" as const };
    const csv = value(await exportRecord(ctx, filter("show=looks&who=HYPERLINK")));
    expect(csv).toContain("'=HYPERLINK(1)");
    expect(csv).toContain("a resident’s details");
    const [line] = (await deeds("kind=person.record_exported")).lines;
    expect(line).toMatchObject({ who: "Ada Admin" });
  });
});
