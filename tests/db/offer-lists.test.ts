import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { addCategory } from "../../app/districts/commands/change-category.server";
import { redrawDistricts } from "../../app/districts/commands/redraw.server";
import { execute } from "../../app/platform/command.server";
import type { DistrictId } from "../../app/platform/types";
import { setOfferState } from "../../app/resources/commands/change-offer.server";
import { importOffers } from "../../app/resources/commands/import-offers.server";
import {
  listOffers,
  listOwnOffers,
  readKept,
  readKinds,
} from "../../app/resources/queries/offers.server";
import { readTable } from "../../app/resources/rules/table";
import { offer } from "../../drizzle/schema/resources";
import { offerOf, type Someone, volunteerWithPhone } from "../factories/offers";
import { value } from "../factories/rota";
import { CITY, makeWorld, type World } from "../factories/world";
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

const volunteerOf = (district: DistrictId, name?: string) =>
  volunteerWithPhone(database.app.db, world, district, name);

describe("an import asks what the page would ask", () => {
  const csv = (who: string, district: string) =>
    `kind,title,quantity,district,address\ngenerator,Of ${who},1,${district},Yard 9\n`;
  const COLUMN = ["north", "south", ""];
  it.each<[string, () => Someone, boolean[]]>([
    ["the north's coordinator", () => north, [true, false, true]],
    ["the south's coordinator", () => south, [false, true, true]],
    ["an administrator", () => administrator, [true, true, true]],
  ])("of offers, by %s", async (name, who, may) => {
    const kinds = await readKinds(database.app.db);
    for (const [index, district] of COLUMN.entries()) {
      const read = readTable(csv(name, district), kinds, await readKept(who().ctx()), CITY);
      if (!read.ok) throw new Error(read.code);
      const errors = may[index] ? {} : { district: "foreignDistrict" };
      expect(read.rows[0]?.errors).toEqual(errors);
      // A form that was made by hand skips the preview; the command asks too.
      const every = ["north", "south"].map((code) => ({ code, names: { en: code }, kept: true }));
      const all = readTable(csv(name, district), kinds, every, CITY);
      if (!all.ok) throw new Error(all.code);
      const before = await database.app.db.select().from(offer);
      const taken = await execute(who().ctx(), importOffers, { rows: all.rows });
      const after = await database.app.db.select().from(offer);
      if (may[index]) expect(taken.ok).toBe(true);
      else {
        expect(taken).toMatchObject({ code: "offer.foreign", params: { line: 2 } });
        expect(after.length).toBe(before.length);
      }
    }
  });

  it("of districts, and of what the city has, by nobody but administrators", async () => {
    const report = { districts: [], findings: [] };
    const redraw = (someone: Someone) =>
      execute({ ...someone.ctx(), report }, redrawDistricts, { text: "" });
    const tools = { code: "tools", en: "Tools", exampleEn: "a saw", unit: "", priority: "low" };
    const volunteer = await volunteerOf(world.north);
    for (const someone of [north, volunteer]) {
      const asked = [
        await redraw(someone),
        await execute(someone.ctx(), addCategory, { ...tools, position: "5" }),
      ];
      for (const answer of asked) expect(answer).toMatchObject({ code: "forbidden" });
    }
    expect(await redraw(administrator)).not.toMatchObject({ code: "forbidden" });
    await database.owner.sql`update district set retired_at = null`;
  });
});

describe("a list of offers", () => {
  it("takes twenty that wait of one person, also at once, and of one number without an account", async () => {
    const owner = await volunteerOf(world.north, "Many Offers");
    const made = await Promise.all(Array.from({ length: 30 }, () => offerOf(owner, "north")));
    expect(made.filter(({ ok }) => ok)).toHaveLength(20);
    expect(made.find(({ ok }) => !ok)).toMatchObject({ code: "offer.waiting" });
    const visitor = { ...owner, ctx: () => ({ ...owner.ctx(), actor: { kind: "visitor" } }) };
    const by = (phone: string) =>
      offerOf(visitor as unknown as Someone, "north", { name: "Anon", phone });
    for (let count = 0; count < 20; count++) expect((await by("0671230000")).ok).toBe(true);
    expect(await by("+38 067 123 00 00")).toMatchObject({ code: "offer.waiting" });
    expect((await by("0671230001")).ok).toBe(true);
    // A neighbour's number in the form of somebody with an account makes nobody else of them.
    expect(await offerOf(owner, "north", { name: "x", phone: "0671230002" })).toMatchObject({
      code: "offer.waiting",
    });
    const [first] = made.flatMap((one) => (one.ok ? [one.value.id] : []));
    value(await execute(north.ctx(), setOfferState, { id: first!, to: "verified", version: 1 }));
    expect((await offerOf(owner, "north")).ok).toBe(true);
  });

  it("goes on page by page to the last one, whoever offered the others", async () => {
    for (let person = 0; person < 3; person++) {
      const owner = await volunteerOf(world.south);
      for (let count = 0; count < 20; count++) value(await offerOf(owner, "south"));
    }
    for (const group of ["fresh", "ready"] as const) {
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof listOffers>> = await listOffers(
          south.ctx(),
          group,
          after,
        );
        seen.push(...page.offers.map(({ id }) => id));
        after = page.next;
      } while (after);
      const rows = await database.app.db.execute<{ id: string }>(sql`select id from offer
        where (district_id = ${world.south} or district_id is null)
          and state in ${group === "fresh" ? sql`('offered')` : sql`('verified', 'paused')`}`);
      expect(new Set(seen).size).toBe(seen.length);
      expect([...seen].sort()).toEqual(rows.map(({ id }) => id).sort());
    }
  });

  it("of one's own goes on too", async () => {
    const owner = await volunteerOf(world.north);
    for (let count = 0; count < 60; count++) {
      const { id } = value(await offerOf(owner, "north"));
      const to = count % 3 ? "verified" : "withdrawn";
      value(await execute(north.ctx(), setOfferState, { id, to, version: 1 }));
    }
    const first = await listOwnOffers(owner.ctx());
    const second = await listOwnOffers(owner.ctx(), first.next);
    expect([first.offers.length, second.offers.length, second.next]).toEqual([50, 10, null]);
    const states = [...first.offers, ...second.offers].map(({ state }) => state);
    expect(states.lastIndexOf("verified")).toBe(39);
  });
});
