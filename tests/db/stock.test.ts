import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { answerOffer } from "../../app/dispatch/commands/answer.server";
import { createTask } from "../../app/dispatch/commands/create-task.server";
import { offerTask } from "../../app/dispatch/commands/offer.server";
import { fetchSupply, reserveFor, takeBack } from "../../app/dispatch/commands/supply.server";
import { execute } from "../../app/platform/command.server";
import type { Locale, Names, Result } from "../../app/platform/types";
import { addKind, changeKind } from "../../app/resources/commands/change-kind.server";
import { closeFollowUp } from "../../app/resources/commands/follow-up.server";
import { importOffers } from "../../app/resources/commands/import-offers.server";
import { setThreshold } from "../../app/resources/commands/set-threshold.server";
import { resourceJobs } from "../../app/resources/jobs.server";
import { listTroubles, readKinds } from "../../app/resources/queries/offers.server";
import { readStock } from "../../app/resources/queries/stock.server";
import { offersAsCsv } from "../../app/resources/queries/table.server";
import { readTable } from "../../app/resources/rules/table";
import { offer, resourceKind } from "../../drizzle/schema/resources";
import { CITY, jobCtx, makeWorld, NOON, type World } from "../factories/world";
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
const within = (from: number, to: number) => ({
  from: at(from).toISOString(),
  to: at(to).toISOString(),
});

beforeAll(async () => {
  ({ app } = await freshDatabase());
  world = await makeWorld(app.db);
  coordinator = await world.person({ districts: [world.north] });
  volunteer = await world.person({ standing: "verified" });
  taskId = value(
    await execute(coordinator.ctx(), createTask, {
      title: "Вода",
      teamSize: 1,
      district: "north",
      ...within(1, 9),
    }),
  );
  const wish = { id: taskId, people: [volunteer.id], minutes: 60, word: "near" };
  value(await execute(coordinator.ctx(), offerTask, wish));
  value(await execute(volunteer.ctx(), answerOffer, { id: taskId, answer: "yes" }));
});

const FILE = `kind,title,quantity,district,name,phone,conditions
generator,Honda,2,north,Оля,0671112233,
drinking,Вода,100,north,,,=1+1
`;
const bring = async (text: string, another = "") => {
  const kinds = await readKinds(app.db);
  const read = readTable(
    text,
    kinds,
    [{ code: "north", names: { en: "North" }, kept: true }],
    CITY,
  );
  if (!read.ok) throw new Error(read.code);
  const { rows, columns } = read;
  return execute(coordinator.ctx(), importOffers, { rows, columns, another });
};
const take = async (text: string) => value(await bring(text));
const idOf = async (title: string) =>
  (await app.db.select().from(offer).where(eq(offer.title, title)))[0]!.id;
const stockOf = async (code: string, now = NOON) =>
  (await readStock(app.db, world.north, now)).find((row) => row.code === code)!;

describe("a table of offers", () => {
  it("is taken in once, however often the same file comes, also at the same moment", async () => {
    const counts = [await take(FILE), await take(FILE)];
    expect(counts.map(({ fresh }) => fresh)).toEqual([2, 0]);
    const more = `${FILE}generator,Stihl,1,north,,,\n`;
    const raced = await Promise.all([take(more), take(more), take(more)]);
    expect(raced.map(({ fresh }) => fresh).sort()).toEqual([0, 0, 1]);
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

describe("a table that comes back", () => {
  const out = (locale: Locale) => offersAsCsv({ ...coordinator.ctx(), locale });

  it.each([
    "en",
    "uk",
    "et",
    "ru",
  ] as const)("as it went out changes nothing and doubles nothing, in %s", async (locale) => {
    const before = await app.db.select().from(offer);
    expect(await take(await out(locale))).toEqual({ fresh: 0, changed: 0 });
    expect(await app.db.select().from(offer)).toEqual(before);
  });

  it("changes what was corrected in it, keeps what it lacks, and does so once", async () => {
    const id = await idOf("Вода");
    const table = (await out("uk")).replace("Вода;100;", "Вода питна;1 250,5;");
    const answers = [await take(table), await take(table)];
    expect(answers).toEqual([
      { fresh: 0, changed: 1 },
      { fresh: 0, changed: 0 },
    ]);
    const [after] = await app.db.select().from(offer).where(eq(offer.id, id));
    expect(after).toMatchObject({ title: "Вода питна", conditions: "=1+1", version: 3 });
    expect(await stockOf("drinking")).toMatchObject({ stock: 1250.5 });
    const narrow = `number,kind,title,quantity\n${after!.number},drinking,Вода,100\n`;
    expect(await take(narrow)).toEqual({ fresh: 0, changed: 1 });
    const [again] = await app.db.select().from(offer).where(eq(offer.id, id));
    expect(again).toMatchObject({ conditions: "=1+1", districtId: world.north });
    expect(await stockOf("drinking")).toMatchObject({ stock: 100 });
  });

  it("is refused whole for an offer of somebody else's, of another kind, or of nobody", async () => {
    const elsewhere = await world.person({ districts: [world.south] });
    const { number } = (await app.db.select().from(offer).where(eq(offer.title, "Honda")))[0]!;
    const rows = (of: number, kind: string) => [
      { line: 2, row: "1", number: of, offer: { kind, title: "Mine", quantity: "1" } },
    ];
    const brought = (who: typeof coordinator, of: number, kind: string) =>
      execute(who.ctx(), importOffers, { rows: rows(of, kind), columns: [] });
    expect(await brought(elsewhere, number, "generator")).toMatchObject({
      code: "offer.unknown",
      params: { line: 2 },
    });
    expect(await brought(coordinator, 999_999, "generator")).toMatchObject({
      code: "offer.unknown",
    });
    expect(await brought(coordinator, number, "drinking")).toMatchObject({
      code: "offer.other_kind",
    });
    expect(await idOf("Honda")).toBeTruthy();
  });
});

describe("the stock of a district", () => {
  it("shows what is free hour by hour, out, late and promised, and where it warns", async () => {
    const kind = "generator";
    value(await execute(coordinator.ctx(), setThreshold, { district: "north", kind, least: "2" }));
    const offered = { offer: await idOf("Honda"), quantity: 2, ...within(2, 4) };
    const reservation = value(
      await execute(coordinator.ctx(), reserveFor, { id: taskId, ...offered }),
    );
    const before = await stockOf(kind);
    expect(before).toMatchObject({ stock: 3, out: 0, late: 0, promised: 2, least: 2 });
    expect(before.hours.slice(0, 6)).toEqual([3, 3, 1, 1, 3, 3]);
    const fetched = { id: taskId, reservation, count: 2 };
    value(await execute(volunteer.ctx(at(2)), fetchSupply, fetched));
    const late = await stockOf(kind, at(5));
    expect(late).toMatchObject({ stock: 3, out: 2, late: 2, promised: 0 });
    expect(late.hours[0]).toBe(1);
    const back = { ...fetched, count: 1, condition: "good", note: "одного немає" };
    value(await execute(coordinator.ctx(at(6)), takeBack, back));
    expect(await stockOf(kind, at(6))).toMatchObject({ stock: 2, out: 0, late: 0 });
  });

  it("has what was lost again once a coordinator says that it was found, and not twice", async () => {
    const { open } = await listTroubles(coordinator.ctx(at(6)));
    const { id } = open.find(({ kind }) => kind === "short")!;
    const close = (restored: string) =>
      execute(coordinator.ctx(at(7)), closeFollowUp, { followUp: id, restored });
    expect(await close("2")).toMatchObject({ code: "reservation.count" });
    expect(await close("two")).toMatchObject({ errors: { restored: "count" } });
    const both = await Promise.all([close("1"), close("1")]);
    expect(both.filter(({ ok }) => ok).length).toBe(1);
    expect(await stockOf("generator", at(7))).toMatchObject({ stock: 3 });
  });

  it("is nobody's to warn about but its own coordinators'", async () => {
    const other = await world.person({ districts: [world.south] });
    const wish = { district: "north", kind: "generator", least: 1 };
    expect(await execute(other.ctx(), setThreshold, wish)).toMatchObject({ code: "forbidden" });
  });

  it("lets what nobody fetched go by its job", async () => {
    const wish = { id: taskId, offer: await idOf("Вода"), quantity: 30, ...within(2, 9) };
    const id = value(await execute(coordinator.ctx(), reserveFor, wish));
    expect((await stockOf("drinking")).hours.at(-1)).toBe(70);
    await resourceJobs["reservation-lapse"]!({ id } as never, jobCtx(app.db, at(5)));
    expect((await stockOf("drinking", at(5))).hours.at(-1)).toBe(100);
  });
});

describe("a kind of resource", () => {
  const form = {
    code: "boat",
    en: "Boat",
    et: "",
    uk: "Човен",
    ru: "",
    unit: "piece",
    durable: "lent",
    attributes: "",
    position: "9",
    active: "yes",
  };

  it("is added and changed without a migration, and keeps its unit once something is offered", async () => {
    const admin = (await world.person({ administrator: true })).ctx();
    value(await execute(admin, addKind, form));
    expect(await execute(admin, addKind, form)).toMatchObject({ code: "kind.taken" });
    value(await execute(admin, changeKind, { ...form, unit: "person", version: 1 }));
    const late = { ...form, version: 1 };
    expect(await execute(admin, changeKind, late)).toMatchObject({ code: "conflict" });
    await take("kind,title,quantity,district\nboat,Човен,4,north\n");
    const changed = { ...form, durable: "used", unit: "person", version: 2 };
    expect(await execute(admin, changeKind, changed)).toMatchObject({ code: "kind.in_use" });
  });

  it("keeps what it is called in languages that the pages do not know", async () => {
    const admin = (await world.person({ administrator: true })).ctx();
    const stove = { ...form, code: "stove", attributes: "fuel; choice gas=Gas; Fuel" };
    value(await execute(admin, addKind, stove));
    const mine = eq(resourceKind.code, "stove");
    await app.db
      .update(resourceKind)
      .set({
        names: { en: "Stove", pl: "Piec" } as Names,
        attributes: [
          {
            code: "fuel",
            type: "choice",
            names: { en: "Fuel", pl: "Paliwo" } as Names,
            choices: [{ code: "gas", names: { en: "Gas", pl: "Gaz" } as Names }],
          },
        ],
      })
      .where(mine);
    const attributes = "fuel; choice gas=Gas/Gaas; Fuel; ; Пальне";
    value(await execute(admin, changeKind, { ...stove, en: "Stove", attributes, version: 1 }));
    const [saved] = await app.db.select().from(resourceKind).where(mine);
    expect(saved?.names).toEqual({ en: "Stove", uk: "Човен", pl: "Piec" });
    expect(saved?.attributes).toEqual([
      {
        code: "fuel",
        type: "choice",
        names: { en: "Fuel", uk: "Пальне", pl: "Paliwo" },
        choices: [{ code: "gas", names: { en: "Gas", et: "Gaas", pl: "Gaz" } }],
      },
    ]);
  });
});

describe("a table without its numbers", () => {
  it("whose quantity was corrected is asked about before anything is doubled", async () => {
    const { number } = (await app.db.select().from(offer).where(eq(offer.title, "Вода")))[0]!;
    const before = (await app.db.select().from(offer)).length;
    const corrected = (title: string) =>
      `kind;title;quantity;district;name;phone;shelf\ndrinking;${title};80,5;north;;;B7\n`;
    for (const title of ["Вода", "ВОДА", " вода "])
      expect(await bring(corrected(title))).toMatchObject({
        code: "offer.alike",
        params: { line: 2, number },
      });
    expect((await app.db.select().from(offer)).length).toBe(before);
    // Of another organisation it is another thing.
    const theirs = corrected("Вода").replace("shelf", "organisation");
    expect(await take(theirs)).toEqual({ fresh: 1, changed: 0 });
    expect(value(await bring(corrected("Вода"), "yes"))).toEqual({ fresh: 1, changed: 0 });
    expect(await take(corrected("Вода").replace("80,5", "80.5"))).toEqual({ fresh: 0, changed: 0 });
  });
});
