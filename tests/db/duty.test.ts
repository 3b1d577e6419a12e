import { and, eq, isNull } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { setDuty } from "../../app/duty/commands/duty.server";
import {
  offerHandover,
  takeHandover,
  withdrawHandover,
} from "../../app/duty/commands/handover.server";
import { dutyJobs } from "../../app/duty/jobs.server";
import { readActivity, readDraft } from "../../app/duty/queries/draft.server";
import { listHandovers, openHandover, readDuty } from "../../app/duty/queries/duty.server";
import { SECTIONS } from "../../app/duty/types";
import { coordinatorsOf } from "../../app/messages/readers/coordinators.server";
import { execute } from "../../app/platform/command.server";
import { readNews } from "../../app/realtime/queries/news.server";
import { lastLine } from "../../app/realtime/queries/read.server";
import { addNote } from "../../app/requests/commands/end.server";
import { coordinatorDistrict } from "../../drizzle/schema/accounts";
import { duty, handover } from "../../drizzle/schema/duty";
import { value } from "../factories/dispatch";
import { waitingHandover } from "../factories/examples/duty";
import { ownerOf } from "../factories/owners";
import { jobCtx, makeWorld, NOON, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let database: FreshDatabase;
let world: World;

beforeAll(async () => {
  database = await freshDatabase();
});
/** A city of its own, in which nobody is on duty yet. */
const fresh = async () => {
  await ownerOf(database.app.db)
    .update(duty)
    .set({ until: new Date("2100-01-01") })
    .where(isNull(duty.until));
  await database.owner.sql`delete from handover_district`;
  await database.owner.sql`delete from handover`;
  world ??= await makeWorld(database.app.db);
};
const read = [...SECTIONS];
const nowOf = (personId: string) =>
  world.db
    .select({ district: duty.districtId })
    .from(duty)
    .where(and(eq(duty.personId, personId), isNull(duty.until)));
const heard = (district: string | null) =>
  world.db.transaction(async (tx) => (await coordinatorsOf(tx, district)).map(({ id }) => id));

describe("who is on duty", () => {
  beforeAll(fresh);

  it("hears alone what is new in the district; while nobody is, everybody does", async () => {
    const [one, two] = [
      await world.person({ districts: [world.north] }),
      await world.person({ districts: [world.north, world.south] }),
    ];
    expect(await heard(world.north)).toEqual(expect.arrayContaining([one.id, two.id]));
    value(await execute(two.ctx(), setDuty, { district: ["north"] }));
    expect(await heard(world.north)).toEqual([two.id]);
    // On duty elsewhere is not on duty here.
    expect(await heard(world.south)).toContain(two.id);
    expect(await heard(null)).toEqual([two.id]);
    value(await execute(two.ctx(), setDuty, { district: [], sure: "yes" }));
    const admin = await world.person({ administrator: true });
    value(await execute(admin.ctx(), setDuty, { district: ["north"] }));
    expect(await heard(world.north)).toEqual([admin.id]);
    value(await execute(admin.ctx(), setDuty, { district: [], sure: "yes" }));
    expect(await heard(world.north)).toEqual(expect.arrayContaining([one.id, two.id]));
  });

  it("is for one's own districts, once however often it is said, also at once", async () => {
    const one = await world.person({ districts: [world.north] });
    expect(await execute(one.ctx(), setDuty, { district: ["south"] })).toMatchObject({
      code: "district.unknown",
    });
    const tries = await Promise.all(
      Array.from({ length: 6 }, () => execute(one.ctx(), setDuty, { district: ["north"] })),
    );
    expect(tries.every(({ ok }) => ok)).toBe(true);
    expect(await nowOf(one.id)).toEqual([{ district: world.north }]);
  });

  it("does not leave open requests with nobody unless that is said", async () => {
    await fresh();
    await world.request({ districtId: world.south });
    const [one, two] = [
      await world.person({ districts: [world.south] }),
      await world.person({ districts: [world.south] }),
    ];
    for (const each of [one, two])
      value(await execute(each.ctx(), setDuty, { district: ["south"] }));
    value(await execute(one.ctx(), setDuty, { district: [] }));
    const last = await execute(two.ctx(), setDuty, { district: [] });
    expect(last).toMatchObject({ code: "duty.nobody_left", params: { count: 1 } });
    expect(await nowOf(two.id)).toHaveLength(1);
    value(await execute(two.ctx(), setDuty, { district: [], sure: "yes" }));
    expect(await nowOf(two.id)).toHaveLength(0);
  });

  it("ends with the district that is taken from them", async () => {
    const one = await world.person({ districts: [world.north, world.south] });
    value(await execute(one.ctx(), setDuty, { district: ["north", "south"] }));
    await ownerOf(world.db)
      .delete(coordinatorDistrict)
      .where(
        and(
          eq(coordinatorDistrict.personId, one.id),
          eq(coordinatorDistrict.districtId, world.south),
        ),
      );
    expect(await nowOf(one.id)).toEqual([{ district: world.north }]);
  });
});

describe("a hand-over", () => {
  beforeAll(fresh);

  it("passes the district on: who takes it hears from then on, and what was before is not new to them", async () => {
    await fresh();
    const next = await world.person({ districts: [world.north] });
    await readNews(next.ctx(), await lastLine(world.db));
    const { ctx, id } = await waitingHandover(world, "Олена чекає на дзвінок о п’ятій");
    const request = await world.request({ districtId: world.north });
    value(
      await execute(ctx, addNote, { id: request.id, note: "We are coming", forResident: "yes" }),
    );
    const since = new Date(NOON.getTime() - 3_600_000);
    expect((await readNews(next.ctx(), await lastLine(world.db)))!.ids).toContain(request.id);
    expect((await listHandovers(next.ctx())).waiting).toMatchObject([{ id, own: false }]);
    expect(await openHandover(next.ctx(), id)).toMatchObject({
      note: "Олена чекає на дзвінок о п’ятій",
      mayTake: true,
    });
    const draft = await readDraft(next.ctx(), [world.north], since);
    expect(draft.promises.map((one) => one.id)).toContain(request.id);
    expect(JSON.stringify(draft)).not.toContain("We are coming");
    value(await execute(next.ctx(), takeHandover, { id, version: 1, read }));
    expect(await nowOf(ctx.actor.personId)).toEqual([]);
    expect(await nowOf(next.id)).toEqual([{ district: world.north }]);
    expect(await heard(world.north)).toEqual([next.id]);
    expect((await readNews(next.ctx(), await lastLine(world.db)))!.ids).toEqual([]);
    const log = await readActivity(next.ctx(), {
      personId: ctx.actor.personId,
      from: since,
      to: new Date("2100-01-01"),
      districtIds: [world.north],
    });
    expect(log.map(({ type }) => type)).toContain("request.noted");
    expect((await listHandovers(next.ctx())).over).toMatchObject([{ id, state: "taken" }]);
  });

  it("is taken by one of many who press at once, and stays with them", async () => {
    await fresh();
    const { id } = await waitingHandover(world);
    const many = await Promise.all(
      Array.from({ length: 8 }, () => world.person({ districts: [world.north] })),
    );
    const answers = await Promise.all(
      many.map((one) => execute(one.ctx(), takeHandover, { id, version: 1, read })),
    );
    const winner = answers.findIndex(({ ok }) => ok);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    for (const answer of answers)
      if (!answer.ok) expect(["handover.over", "conflict"]).toContain(answer.code);
    expect(await heard(world.north)).toEqual([many[winner]!.id]);
  });

  it.each([
    ["somebody of another district", () => world.person({ districts: [world.south] })],
    ["a volunteer", () => world.person({ standing: "verified" })],
  ])("is neither read nor taken by %s", async (_, make) => {
    await fresh();
    const { id } = await waitingHandover(world);
    const other = await make();
    const taken = await execute(other.ctx(), takeHandover, { id, version: 1, read });
    expect(taken.ok).toBe(false);
    expect(await openHandover(other.ctx(), id)).toBeNull();
    expect((await listHandovers(other.ctx())).waiting).toEqual([]);
  });

  it("is not taken by its author, nor unread, nor twice, nor once it is withdrawn", async () => {
    await fresh();
    const { ctx, id } = await waitingHandover(world);
    const next = await world.person({ districts: [world.north] });
    const take = (who: typeof ctx, parts: string[]) =>
      execute(who, takeHandover, { id, version: 1, read: parts });
    expect(await take(ctx, read)).toMatchObject({ code: "handover.unknown" });
    expect(await take(next.ctx(), read.slice(1))).toMatchObject({ code: "handover.unread" });
    expect(await execute(ctx, offerHandover, { note: "" })).toMatchObject({
      code: "handover.waits",
    });
    expect(await execute(next.ctx(), withdrawHandover, { id, version: 1 })).toMatchObject({
      code: "handover.unknown",
    });
    value(await execute(ctx, withdrawHandover, { id, version: 1 }));
    expect(await take(next.ctx(), read)).toMatchObject({ code: "handover.over" });
    expect(await nowOf(ctx.actor.personId)).toHaveLength(1);
    value(await execute(ctx, offerHandover, { note: "" }));
  });

  it("loses its words after ninety days, and with its author", async () => {
    await fresh();
    const { ctx, id } = await waitingHandover(world);
    const noteOf = async () =>
      (await world.db.select({ note: handover.note }).from(handover).where(eq(handover.id, id)))[0]!
        .note;
    const later = { ...jobCtx(world.db), now: new Date(NOON.getTime() + 91 * 86_400_000) };
    await dutyJobs["handover-notes"]!({} as never, later as never);
    expect(await noteOf()).not.toBe("");
    value(await execute(ctx, withdrawHandover, { id, version: 1 }));
    await dutyJobs["handover-notes"]!({} as never, jobCtx(world.db) as never);
    expect(await noteOf()).not.toBe("");
    await dutyJobs["handover-notes"]!({} as never, later as never);
    expect(await noteOf()).toBe("");
  });

  it("shows the lists of its own districts alone", async () => {
    await fresh();
    const admin = await world.person({ administrator: true });
    value(await execute(admin.ctx(), setDuty, { district: ["north"] }));
    const { id: south } = await world.request({
      districtId: world.south,
      priority: "critical",
      state: "submitted",
    });
    const [there] = (await readDuty(admin.ctx())).filter((one) => one.own);
    const draft = await readDraft(admin.ctx(), [there!.id], NOON);
    expect(draft.danger.map(({ id }) => id)).not.toContain(south);
  });
});
