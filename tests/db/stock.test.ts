import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { accept } from "../../app/dispatch/commands/answer.server";
import { createTask } from "../../app/dispatch/commands/create-task.server";
import { offerTask } from "../../app/dispatch/commands/offer.server";
import { fetchSupply, reserveFor, takeBack } from "../../app/dispatch/commands/supply.server";
import type { Result } from "../../app/platform/types";
import { addKind, changeKind } from "../../app/resources/commands/change-kind.server";
import { importOffers } from "../../app/resources/commands/import-offers.server";
import { lapse } from "../../app/resources/commands/reserve.server";
import { setThreshold } from "../../app/resources/commands/set-threshold.server";
import { settleFollowUp } from "../../app/resources/commands/settle.server";
import { listTroubles, readKinds } from "../../app/resources/queries/offers.server";
import { readStock } from "../../app/resources/queries/stock.server";
import { offersAsCsv } from "../../app/resources/queries/table.server";
import { readTable } from "../../app/resources/rules/table";
import { offer } from "../../drizzle/schema/resources";
import { makeWorld, NOON, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let app: FreshDatabase["app"];
let world: World;
type Someone = Awaited<ReturnType<World["person"]>>;
let coordinator: Someone;
let volunteer: Someone;
let taskId: string;

const at = (hours: number) => new Date(NOON.getTime() + hours * 3_600_000);
const value = <Value>(result: Result<Value>): Value => {
  if (!result.ok) throw new Error(result.code);
  return result.value;
};
const zoned = (now = NOON) => ({
  ...coordinator.ctx(now),
  zone: "Europe/Kyiv",
  callingCode: "380",
});

beforeAll(async () => {
  ({ app } = await freshDatabase());
  world = await makeWorld(app.db);
  coordinator = await world.person({ districts: [world.north] });
  volunteer = await world.person({ standing: "verified" });
  taskId = value(
    await createTask(coordinator.ctx(), {
      requests: [],
      title: "Вода",
      briefing: "",
      checklist: [],
      teamSize: 1,
      skills: [],
      window: { from: at(1), to: at(9) },
      districtId: world.north,
    }),
  );
  const people = [volunteer.id];
  value(await offerTask(zoned(), taskId, { people, minutes: 60, word: "near" }));
  value(await accept(volunteer.ctx(), taskId));
});

const FILE = `kind,title,quantity,district,name,phone,conditions
generator,Honda,2,north,Оля,0671112233,
drinking,Вода,100,north,,,=1+1
`;
const take = async (text: string) => {
  const read = readTable(text, await readKinds(app.db), [{ code: "north", kept: true }]);
  if (!read.ok) throw new Error(read.code);
  return value(await importOffers(zoned(), read.rows));
};
const idOf = async (title: string) =>
  (await app.db.select().from(offer).where(eq(offer.title, title)))[0]!.id;
const stockOf = async (code: string, now = NOON) =>
  (await readStock(app.db, world.north, now)).find((row) => row.code === code)!;

describe("a table of offers", () => {
  it("is taken in once, however often the same file comes, also at the same moment", async () => {
    const counts = [await take(FILE), await take(FILE)];
    expect(counts).toEqual([2, 0]);
    const more = `${FILE}generator,Stihl,1,north,,,\n`;
    const raced = await Promise.all([take(more), take(more), take(more)]);
    expect(raced.sort()).toEqual([0, 0, 1]);
    expect((await app.db.select().from(offer)).length).toBe(3);
  });

  it("goes out without anything personal, and with nothing that a spreadsheet would run", async () => {
    const csv = await offersAsCsv(coordinator.ctx());
    expect(csv).toContain("Honda");
    expect(csv).not.toMatch(/Оля|0671112233|\+380/);
    expect(csv).toContain("'=1+1");
    const elsewhere = await world.person({ districts: [world.south] });
    expect(await offersAsCsv(elsewhere.ctx())).not.toContain("Honda");
  });
});

describe("the stock of a district", () => {
  it("shows what is free hour by hour, out, late and promised, and where it warns", async () => {
    const kind = "generator";
    value(await setThreshold(coordinator.ctx(), { districtId: world.north, kind, least: 2 }));
    const window = { from: at(2), to: at(4) };
    const honda = await idOf("Honda");
    const id = value(
      await reserveFor(coordinator.ctx(), taskId, { offerId: honda, quantity: 2, window }),
    );
    const before = await stockOf(kind);
    expect(before).toMatchObject({ stock: 3, out: 0, late: 0, promised: 2, least: 2 });
    expect(before.hours.slice(0, 6)).toEqual([3, 3, 1, 1, 3, 3]);
    value(await fetchSupply(volunteer.ctx(at(2)), taskId, { id, count: 2 }));
    const late = await stockOf(kind, at(5));
    expect(late).toMatchObject({ stock: 3, out: 2, late: 2, promised: 0 });
    expect(late.hours[0]).toBe(1);
    const back = { id, count: 1, condition: "good" as const, note: "одного немає" };
    value(await takeBack(coordinator.ctx(at(6)), taskId, back));
    expect(await stockOf(kind, at(6))).toMatchObject({ stock: 2, out: 0, late: 0 });
  });

  it("has what was lost again once a coordinator says that it was found, and not twice", async () => {
    const { open } = await listTroubles(coordinator.ctx(at(6)));
    const { id } = open.find(({ kind }) => kind === "short")!;
    expect(await settleFollowUp(coordinator.ctx(at(7)), id, 2)).toMatchObject({
      code: "reservation.count",
    });
    const both = await Promise.all(
      [1, 1].map((n) => settleFollowUp(coordinator.ctx(at(7)), id, n)),
    );
    expect(both.filter(({ ok }) => ok).length).toBe(1);
    expect(await stockOf("generator", at(7))).toMatchObject({ stock: 3 });
  });

  it("is nobody's to warn about but its own coordinators'", async () => {
    const other = await world.person({ districts: [world.south] });
    const wish = { districtId: world.north, kind: "generator", least: 1 };
    expect(await setThreshold(other.ctx(), wish)).toMatchObject({ code: "forbidden" });
  });

  it("lets what nobody fetched go by its job", async () => {
    const window = { from: at(2), to: at(9) };
    const water = await idOf("Вода");
    const wish = { offerId: water, quantity: 30, window };
    const id = value(await reserveFor(coordinator.ctx(), taskId, wish));
    expect((await stockOf("drinking")).hours.at(-1)).toBe(70);
    await lapse({ db: app.db, now: at(5) }, id);
    expect((await stockOf("drinking", at(5))).hours.at(-1)).toBe(100);
  });
});

describe("a kind of resource", () => {
  const form = {
    code: "boat",
    en: "Boat",
    et: undefined,
    uk: "Човен",
    ru: undefined,
    unit: "piece" as const,
    durable: true,
    attributes: [],
    position: 9,
    active: true,
  };

  it("is added and changed without a migration, and keeps its unit once something is offered", async () => {
    const admin = (await world.person({ administrator: true })).ctx();
    value(await addKind(admin, form));
    expect(await addKind(admin, form)).toMatchObject({ code: "kind.taken" });
    value(await changeKind(admin, { ...form, unit: "person", version: 1 }));
    expect(await changeKind(admin, { ...form, version: 1 })).toMatchObject({ code: "conflict" });
    await take("kind,title,quantity,district\nboat,Човен,4,north\n");
    const changed = { ...form, durable: false, unit: "person" as const, version: 2 };
    expect(await changeKind(admin, changed)).toMatchObject({ code: "kind.in_use" });
  });
});
