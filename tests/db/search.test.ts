import { beforeAll, describe, expect, it } from "vitest";
import { listVolunteers } from "../../app/accounts/queries/volunteers.server";
import { openRequest } from "../../app/requests/queries/request.server";
import { searchBoard } from "../../app/requests/queries/search.server";
import { makeWorld, type World } from "../factories/world";
import { freshDatabase } from "./fresh-database";

let world: World;
let coordinator: Awaited<ReturnType<World["person"]>>;

beforeAll(async () => {
  const { app } = await freshDatabase();
  world = await makeWorld(app.db);
  coordinator = await world.person({ districts: [world.north] });
});

const found = async (wanted: string) =>
  (await searchBoard(coordinator.ctx(), wanted)).map(({ id }) => id);

describe("a name", () => {
  it.each([
    ["Євген", "Yevhen"],
    ["Сергій", "Serhii"],
    ["Григорій", "Hryhorii"],
    ["Йосип", "Yosyp"],
    ["Христина", "Khrystyna"],
    ["Ігор", "Ihor"],
    ["Галина", "Halyna"],
    ["Дмитро", "Dmytro"],
    ["Їжакевич", "Izhakevych"],
    ["Юлія Зеленська", "Yuliia Zelenska"],
    ["Щербак Наталія", "Shcherbak Natalia"],
    ["Згурський", "Zghurskyi"],
    ["Сергей", "Sergey"],
    ["Õnne Jõgi", "Onne Jogi"],
    ["Ülle Šmidt", "Ulle Smidt"],
  ])("%s is found as %s, and the other way round", async (native, latin) => {
    const mine = await world.request({}, { name: native, details: "", address: "" });
    const theirs = await world.request({}, { name: latin, details: "", address: "" });
    for (const wanted of [native, latin, latin.toUpperCase()])
      expect(await found(wanted), wanted).toEqual(expect.arrayContaining([mine.id, theirs.id]));
  });
});

describe("a name in another script", () => {
  it.each([
    ["مُحَمَّد علي", "مُحَمَّد"],
    ["გიორგი ბერიძე", "ბერიძე, გიორგი"],
    ["Ἀνδρέας", "Ἀνδρέας"],
    ["山田 太郎", "太郎"],
  ])("%s is found by %s", async (name, wanted) => {
    const { id } = await world.request({}, { name, details: "", address: "" });
    await world.request({}, { name: "Олена", details: "", address: "" });
    expect(await found(wanted)).toEqual([id]);
  });
});

describe("a number", () => {
  it.each([
    "0977658821",
    "+380977658821",
    "0038097 765 88 21",
    "8-10-380-97-765-88-21",
    "80977658821",
    "380977658821",
    "0977 65",
    "\u202a097 765 88 21\u202c",
    "тел. 097 765 88 21",
    "٠٩٧٧٦٥٨٨٢١",
    "097 765 88 21 / 050 111 22 33",
  ])("is found by %s", async (wanted) => {
    const { id } = await world.request({}, { phone: "+380977658821" });
    expect(await found(wanted)).toContain(id);
  });

  it("that stays as it was typed is found by its digits, and is the same in another spelling", async () => {
    const one = await world.request({}, { phone: "062 12-34 (зранку)", address: "" });
    const other = await world.request({}, { phone: "06212 34", address: "" });
    expect(await found("062-1234")).toEqual(expect.arrayContaining([one.id, other.id]));
    const { alike } = (await openRequest(coordinator.ctx(), one.id))!;
    expect(alike).toEqual([expect.objectContaining({ id: other.id, samePhone: true })]);
  });

  it("of zeros alone finds only what holds them", async () => {
    const { id } = await world.request({}, { phone: "+380670000111" });
    await world.request({}, { phone: "+380671234567" });
    expect(await found("0000")).toEqual([id]);
    expect(await found("00-00")).toEqual([id]);
  });
});

describe("requests alike", () => {
  it("are those of one's own districts, however many newer ones there are elsewhere", async () => {
    const phone = "+380501112233";
    const older = await world.request({}, { phone, address: "" });
    for (let more = 0; more < 11; more += 1)
      await world.request({ districtId: world.south }, { phone, address: "" });
    const newest = await world.request({}, { phone, address: "" });
    const { alike } = (await openRequest(coordinator.ctx(), newest.id))!;
    expect(alike.map(({ id }) => id)).toEqual([older.id]);
  });
});

describe("a volunteer", () => {
  it.each([
    ["Žanna Šarapova", "Жанна Шарапова"],
    ["Žanna Jõgi", "Zhanna Jogi"],
    ["Tšehhov", "Чехов"],
    ["Щербина", "Scherbyna"],
    ["Ілля", "Ilya"],
    ["Мар`яна", "Мар’яна"],
    ["В′ячеслав", "В'ячеслав"],
    ["Знамʼянка", "Знам'янка"],
    ["О'Ніл", "ONil"],
    ["Анна‑Марія Гай", "гай анна-марія"],
    ["Ксенія", "Xenia"],
    ["Олена\u200b Гай", "Гай Олена"],
    ["Ю", "Ю"],
  ])("%s is found as %s, by both", async (name, other) => {
    const names = [name, other];
    const ids = [];
    for (const each of names) {
      const profile = { homeDistrictId: world.north };
      const { id } = await world.person({ name: each, standing: "verified", profile });
      ids.push(id);
    }
    for (const search of names) {
      const asked = { standing: null, search, after: null };
      const { volunteers } = await listVolunteers(coordinator.ctx(), asked);
      expect(
        volunteers.map(({ id }) => id),
        search,
      ).toEqual(expect.arrayContaining(ids));
    }
  });

  it.each([
    "Соломія Крушельницька",
    "Крушельницька Соломія",
    "крушельницька,соломія",
    " Solomiia  Krushelnytska",
    "067 444 55 66",
    "4455",
  ])("is found by %j", async (search) => {
    const volunteer = await world.person({
      name: "Соломія Крушельницька",
      standing: "verified",
      contact: { phone: "+380674445566" },
      profile: { homeDistrictId: world.north },
    });
    const { volunteers } = await listVolunteers(coordinator.ctx(), {
      standing: null,
      search,
      after: null,
    });
    expect(volunteers.map(({ id }) => id)).toContain(volunteer.id);
  });
});
