import { asc, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { execute } from "../../app/platform/command.server";
import { takeInRow } from "../../app/requests/commands/take-in.server";
import { compareWithBoard } from "../../app/requests/queries/called.server";
import { readReached } from "../../app/requests/queries/reach.server";
import { readRequests } from "../../app/requests/rules/table";
import { request, requestNote, requestPrivate } from "../../drizzle/schema/requests";
import { CITY, makeWorld, NOON, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let world: World;
let db: FreshDatabase["app"]["db"];
let hanna: Awaited<ReturnType<World["person"]>>;
let borys: typeof hanna;

beforeAll(async () => {
  const database = await freshDatabase();
  ({ db } = database.app);
  world = await makeWorld(db);
  hanna = await world.person({ districts: [world.north], name: "Ганна" });
  borys = await world.person({ districts: [world.south], name: "Борис" });
});

const names = { en: "Water" };
async function rowsOf(csv: string, who = hanna) {
  const districts = await readReached(who.ctx());
  const city = { ...CITY, locales: ["uk", "en"] as const };
  const read = readRequests(csv, [{ code: "water", names }], districts, city, NOON);
  if (!read.ok) throw new Error(read.code);
  return read.rows;
}
let sent = 0;
/** Each time as if it were the first: what a killed import leaves, and what another coordinator brings. */
async function bring(csv: string, who = hanna) {
  const results = [];
  for (const { called } of await rowsOf(csv, who)) {
    const key = `key of a row in a test ${sent++}`;
    const result = await execute(who.ctx(), takeInRow, called, { key });
    if (!result.ok) throw new Error(result.code);
    results.push(result.value.result);
  }
  return results;
}
const stored = () =>
  db
    .select({ request, stands: requestPrivate })
    .from(request)
    .innerJoin(requestPrivate, eq(requestPrivate.requestId, request.id))
    .orderBy(asc(requestPrivate.phone));
const byPhone = async (phone: string) =>
  (await stored()).filter(({ stands }) => stands.phone === phone);
const notesOf = async (id: string) =>
  (await db.select().from(requestNote).where(eq(requestNote.requestId, id))).map(
    ({ body }) => body,
  );

describe("a row of a call centre's list", () => {
  it("is a request by phone, of the coordinator who brings it, as old as the call", async () => {
    await bring(
      "phone;district;category;people;hours;asked;language;words\n" +
        "067 100 00 01;north;water;родина;2;23.11.2026 12:00;English;20 l\n",
    );
    const [found] = await byPhone("+380671000001");
    const { request: saved, stands } = found!;
    expect(saved).toMatchObject({
      channel: "phone",
      takenBy: hanna.id,
      districtId: world.north,
      locale: "en",
      createdAt: new Date("2026-11-23T10:00:00Z"),
      neededBy: NOON,
      illegible: ["people"],
      state: "submitted",
    });
    expect(stands.details).toBe("20 l");
    expect(await notesOf(saved.id)).toEqual(["number of people: родина"]);
  });

  it("brought again by anybody is no second one", async () => {
    const csv = "phone;words\n067 100 00 02;вода\n067 100 00 02;ліки\n067 100 00 02;вода\n";
    expect(await bring(csv)).toEqual(["fresh", "fresh", "known"]);
    expect(await bring(csv, borys)).toEqual(["known", "known", "known"]);
    expect(await byPhone("+380671000002")).toHaveLength(2);
  });

  it("of a known number says what is new as the caller's word, once", async () => {
    const list = (row: string) => `number;phone;address;words\n${row}\n`;
    await bring(list("C-1;067 100 00 03;Наукова 7;вода"));
    const corrected = list("C-1;067 100 00 93;Наукова 7;вода");
    expect(await bring(corrected)).toEqual(["added"]);
    expect(await bring(corrected, borys)).toEqual(["known"]);
    const [found] = await byPhone("+380671000003");
    expect(await notesOf(found!.request.id)).toEqual(["+380671000093\n× 1"]);
    expect(await byPhone("+380671000093")).toEqual([]);
  });

  it("of a number that another call centre gave to somebody else is a request of its own", async () => {
    await bring("number;phone;words\n1;067 100 00 04;вода\n");
    const other = "number;phone;words\n1;067 100 00 05;ліки\n";
    expect(await bring(other, borys)).toEqual(["fresh"]);
    expect(await bring(other)).toEqual(["known"]);
    expect(await byPhone("+380671000004")).toHaveLength(1);
    expect(await byPhone("+380671000005")).toHaveLength(1);
  });

  it.each([
    ["the code of", "district", "south"],
    ["a point in", "lat;lon", "49.82;24.02"],
  ])("with %s a district that is not the coordinator's goes to the city-wide queue", async (_, column, cell) => {
    const phone = column === "district" ? "067 100 00 06" : "067 100 00 07";
    await bring(`phone;${column};words\n${phone};${cell};вода\n`);
    const [found] = await byPhone(`+38${phone.replaceAll(" ", "")}`);
    expect(found!.request).toMatchObject({ districtId: null, illegible: ["district"] });
    expect(await notesOf(found!.request.id)).toEqual(["район: South"]);
  });

  it("without any kind that we know, or any at all, is still one", async () => {
    expect(await bring("phone;category\n067 100 00 08;золото\n067 100 00 09;\n")).toEqual([
      "fresh",
      "fresh",
    ]);
    const [gold] = await byPhone("+380671000008");
    expect(await notesOf(gold!.request.id)).toEqual(["що потрібно: золото"]);
  });

  it("gives nobody a link that could be guessed from the list", async () => {
    const csv = "number;phone\nG-1;067 100 00 10\n";
    const [row] = await rowsOf(csv);
    const taken = await execute(hanna.ctx(), takeInRow, row!.called, { key: "known to all, 1" });
    expect(JSON.stringify(taken)).not.toContain("token");
    const [first] = await byPhone("+380671000010");
    expect(first!.request.tokenHash).toHaveLength(32);
  });

  it("that a volunteer brings is refused", async () => {
    const helper = await world.person({ standing: "verified" });
    const [row] = await rowsOf("phone\n067 100 00 11\n");
    expect(await execute(helper.ctx(), takeInRow, row!.called)).toMatchObject({
      code: "forbidden",
    });
  });

  it("that two bring at the same moment is one", async () => {
    const [row] = await rowsOf("phone;words\n067 100 00 12;вода\n");
    const answers = await Promise.all(
      [hanna, borys, hanna, borys].map((who, index) =>
        execute(who.ctx(), takeInRow, row!.called, { key: `at the same moment ${index}` }),
      ),
    );
    expect(answers.some((answer) => answer.ok && answer.value.result === "fresh")).toBe(true);
    for (const answer of answers) if (!answer.ok) expect(answer.code).toBe("taken");
    expect(await byPhone("+380671000012")).toHaveLength(1);
  });
});

describe("before it is taken in, a row", () => {
  it("shows what is open in reach of the same phone, e-mail or address, and whether it is known", async () => {
    const of = async (secret: object, more: object = {}) =>
      (await world.request({ districtId: world.north, ...more }, secret)).id;
    const phone = await of({ phone: "+380672000001" });
    const email = await of({ email: "Olena@ex.ua" });
    const address = await of({ address: "вул. Наукова, 17" });
    await of({ phone: "+380672000002" }, { districtId: world.south });
    await bring("phone;words\n067 200 00 05;вода\n");
    const rows = await rowsOf(
      "phone;email;address;words\n067 200 00 01;;;\n;olena@EX.ua;;\n;;ВУЛ НАУКОВА 17;\n" +
        "067 200 00 02;;;\n067 200 00 05;;;вода\n067 200 00 06;;вул. Наукова;\n",
    );
    const compared = await compareWithBoard(
      hanna.ctx(),
      rows.map(({ called }) => called),
    );
    expect(compared.map(({ like }) => like.map(({ id }) => id)).slice(0, 4)).toEqual([
      [phone],
      [email],
      [address],
      [],
    ]);
    // Known by what stands in it, whatever empty columns there are besides.
    expect(compared.map(({ known }) => known)).toEqual([false, false, false, false, true, false]);
  });
});
