import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { readDraft } from "../../app/duty/queries/draft.server";
import { execute } from "../../app/platform/command.server";
import { wallTime } from "../../app/platform/zone";
import { endRequest } from "../../app/requests/commands/end.server";
import { setCover, startProgress } from "../../app/requests/commands/progress.server";
import { clearReminder, remind, setReminder } from "../../app/requests/commands/remind.server";
import { triage } from "../../app/requests/commands/triage.server";
import { request } from "../../drizzle/schema/requests";
import { triageForm as form, type Someone, value } from "../factories/dispatch";
import { jobCtx, makeWorld, NOON, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let app: FreshDatabase["app"];
let world: World;
let north: Someone;
let second: Someone;
let south: Someone;

beforeAll(async () => {
  ({ app } = await freshDatabase());
  world = await makeWorld(app.db);
  north = await world.person({ districts: [world.north], name: "Ганна" });
  second = await world.person({ districts: [world.north], name: "Борис" });
  south = await world.person({ districts: [world.south] });
});

const stateOf = async (id: string) =>
  (await app.db.select().from(request).where(eq(request.id, id)))[0]!;

describe("coming back to a request", () => {
  const hour = (time: string) => new Date(`2026-11-23T${time}:00Z`);
  /** The job, as it was scheduled. */
  const come = (id: string, at: Date) =>
    execute(jobCtx(app.db), remind, { request: id, at: at.toISOString() });

  it("puts it among what broke at that time, and again at another", async () => {
    const { id } = await world.request();
    value(await execute(north.ctx(), triage, { ...form, id }));
    value(await execute(north.ctx(), setReminder, { id, minutes: "20" }));
    const first = new Date(NOON.getTime() + 20 * 60_000);
    expect(await stateOf(id)).toMatchObject({ remindAt: first, remindDue: false, lane: 4 });
    value(await execute(second.ctx(), setReminder, { id, minutes: "20", at: "23:30" }));
    await come(id, first);
    expect(await stateOf(id)).toMatchObject({ remindDue: false, lane: 4 });
    const set = (await stateOf(id)).remindAt!;
    expect(wallTime(set, "Europe/Kyiv")).toBe("2026-11-23T23:30");
    await come(id, set);
    await come(id, set);
    expect(await stateOf(id)).toMatchObject({ remindDue: true, lane: 2, version: 2 });
    value(await execute(north.ctx(), setReminder, { id, minutes: "60" }));
    expect(await stateOf(id)).toMatchObject({ remindDue: false, lane: 4 });
  });

  it("stays until somebody says that it is done, whoever comes meanwhile", async () => {
    const { id } = await world.request();
    value(await execute(north.ctx(), triage, { ...form, id }));
    value(await execute(north.ctx(), setReminder, { id, minutes: "10" }));
    await come(id, (await stateOf(id)).remindAt!);
    await app.db.transaction(async (tx) => {
      await startProgress(tx, north.ctx(), id);
      await setCover(tx, north.ctx(), id, { cover: "on_the_way", askedUntil: null });
    });
    expect(await stateOf(id)).toMatchObject({ cover: "on_the_way", remindDue: true, lane: 2 });
    value(await execute(second.ctx(), clearReminder, { id }));
    expect(await stateOf(id)).toMatchObject({ remindAt: null, remindDue: false, lane: 6 });
  });

  it("ends with the request, and is none of one that has ended or is another district's", async () => {
    const { id } = await world.request();
    expect(await execute(south.ctx(), setReminder, { id })).toMatchObject({
      code: "request.unknown",
    });
    value(await execute(north.ctx(), setReminder, { id, minutes: "10" }));
    const at = (await stateOf(id)).remindAt!;
    const ending = { id, how: "decline", reason: "out_of_scope", word: "", version: 1 };
    value(await execute(north.ctx(), endRequest, ending));
    await come(id, at);
    expect(await stateOf(id)).toMatchObject({ remindAt: null, remindDue: false });
    expect(await execute(north.ctx(), setReminder, { id })).toMatchObject({
      code: "request.moved_on",
    });
  });

  it.each(["25:00", "five", "5:7", "-1", "24", "12:60", "\u0000"])("%j is no time", async (at) => {
    const { id } = await world.request();
    expect(await execute(north.ctx(), setReminder, { id, at })).toMatchObject({ code: "input" });
    expect(await stateOf(id)).toMatchObject({ remindAt: null });
  });

  it("stands in what is handed over", async () => {
    const { id } = await world.request();
    value(await execute(north.ctx(), setReminder, { id, minutes: "240" }));
    const { reminders } = await readDraft(north.ctx(), [world.north], hour("00:00"));
    expect(reminders.map((one) => one.id)).toContain(id);
    expect((await readDraft(south.ctx(), [world.south], hour("00:00"))).reminders).toEqual([]);
  });
});
