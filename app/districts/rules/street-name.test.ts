import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  chooseStreet,
  identityOf,
  isSameStreet,
  keysOfAddress,
  keysOfStreet,
  streetBefore,
} from "./street-name";

const street = (...names: string[]) => ({ names, keys: keysOfStreet(names) });
const LVIV = [
  street("вулиця Наукова", "Naukova Street", "Научная улица"),
  street("вулиця Зелена", "Zelena Street"),
  street("Зелений провулок"),
  street("вулиця Генерала Чупринки"),
  street("вулиця Івана Франка", "Ivana Franka Street"),
  street("проспект Червоної Калини", "Chervonoi Kalyny Avenue"),
  street("вулиця Стрийська"),
  street("площа Ринок", "Rynok Square"),
  street("вулиця Євгена Коновальця"),
  street("вулиця 700-річчя Львова"),
];
const TALLINN = [
  street("Pikk tänav"),
  street("Tallinna maantee"),
  street("Kadaka tee"),
  street("Kadaka puiestee"),
  street("Suur-Ameerika tänav"),
  street("Väike-Ameerika tänav"),
  street("Sõle tänav"),
  street("J. Poska tänav"),
];

/** As the database finds them: by a key that they share. */
function nameIn(list: typeof LVIV, address: string): string | null {
  const keys = keysOfAddress(address);
  const found = list.filter((one) => one.keys.some((key) => keys.includes(key)));
  return chooseStreet(address, found)?.names[0] ?? null;
}

describe("the street of an address", () => {
  it.each([
    ["вул. Наукова, 7", "вулиця Наукова"],
    ["Наукова 7 кв. 12, 3 поверх", "вулиця Наукова"],
    ["на вулиці Науковій, будинок 7", "вулиця Наукова"],
    ["Naukova 7", "вулиця Наукова"],
    ["7 Naukova St, flat 3", "вулиця Наукова"],
    ["ул. Научная д. 7", "вулиця Наукова"],
    ["улица Науковая, 7", "вулиця Наукова"],
    ["Львів, Наукова", "вулиця Наукова"],
    ["vul. Zelena 115b", "вулиця Зелена"],
    ["пров. Зелений 3", "Зелений провулок"],
    ["вул. Зелена 3", "вулиця Зелена"],
    ["Чупринки 45", "вулиця Генерала Чупринки"],
    ["вул. ген. Чупринки, 45/3", "вулиця Генерала Чупринки"],
    ["вул. І. Франка 61", "вулиця Івана Франка"],
    ["пр-т Червоної Калини 64", "проспект Червоної Калини"],
    ["Chervonoyi Kalyny 64", "проспект Червоної Калини"],
    ["Stryiska 30", "вулиця Стрийська"],
    ["ул. Стрийская, 30", "вулиця Стрийська"],
    ["пл. Ринок 1", "площа Ринок"],
    ["Yevhena Konovaltsia 11", "вулиця Євгена Коновальця"],
    ["700-річчя Львова 22", "вулиця 700-річчя Львова"],
  ])("of %s is %s", (address, name) => {
    expect(nameIn(LVIV, address)).toBe(name);
  });

  it.each([
    ["Pikk 5, Tallinn", "Pikk tänav"],
    ["Pikk tn 5-3", "Pikk tänav"],
    ["PIKK TN. 5", "Pikk tänav"],
    ["Tallinna mnt 10", "Tallinna maantee"],
    ["Kadaka tee 7", "Kadaka tee"],
    ["Kadaka pst 7", "Kadaka puiestee"],
    ["Suur-Ameerika 1", "Suur-Ameerika tänav"],
    ["Sole 40a", "Sõle tänav"],
    ["Poska 8", "J. Poska tänav"],
  ])("of %s is %s", (address, name) => {
    expect(nameIn(TALLINN, address)).toBe(name);
  });

  it.each([
    ["Kadaka 7", "two streets of that name"],
    ["Ameerika 1", "two that end so"],
    ["behind the pikk house", "a word that nothing says is a street"],
    ["Raekoja plats 1", "no street of the list"],
    ["", "nothing"],
    ["7", "a number alone"],
  ])("of %s is not known: %s", (address) => {
    expect(nameIn(TALLINN, address)).toBeNull();
  });

  it("of a corner is the first", () => {
    expect(nameIn(LVIV, "ріг вул. Стрийська і вул. Наукова")).toBe("вулиця Стрийська");
  });

  it("keeps the digits of a number apart", () => {
    const list = [
      street("1100-річчя Луцька"),
      street("вулиця 1 Травня"),
      street("вулиця 11 Листопада"),
    ];
    expect(nameIn(list, "вул. 11 Листопада 1")).toBe("вулиця 11 Листопада");
    expect(nameIn(list, "1 Травня 11")).toBe("вулиця 1 Травня");
  });

  it("is found by any of its own names with a number", () => {
    const all = [...LVIV, ...TALLINN].filter(({ names }) => !/Kadaka|Зелен/.test(names[0]!));
    for (const { names } of all)
      for (const name of names) expect(nameIn(all, `${name} 12`)).toBe(names[0]);
  });

  it("takes whatever is written", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(..."вулпрнаy 17,-.’\0\u0301😀"), maxLength: 400 }),
        (address) => {
          expect(keysOfAddress(address).length).toBeLessThan(2_000);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("is one street by every way to abbreviate its kind", () => {
    expect(identityOf("вул. Наукова")).toBe(identityOf("Наукова вулиця"));
    expect(identityOf("Kadaka tee")).not.toBe(identityOf("Kadaka pst"));
  });
});

describe("what stands before the number of a house", () => {
  it.each([
    ["вул. Наукова, 7, кв. 5", "вул. Наукова"],
    ["Naukova 7", "Naukova"],
    ["проспект Червоної Калини 64б", "проспект Червоної Калини"],
    ["Tartu mnt 12-3", "Tartu mnt"],
    ["Генерала Чупринки,12", "Генерала Чупринки"],
  ])("%j is in %j", (address, street) => {
    expect(streetBefore(address)).toBe(street);
  });

  it.each([
    "",
    "вул. 7",
    "укриття школи",
    "12 Baker Street",
    "біля дому; Наукова 7",
    "буд. 5",
  ])("%j names none", (address) => {
    expect(streetBefore(address)).toBe("");
  });
});

describe("one street in two addresses", () => {
  it.each([
    ["вул. Наукова, 7, кв. 5", "Naukova 12"],
    ["вул. Наукова, 7", "Наукової вулиці 3"],
    ["Генерала Чупринки,12", "Чупринки 40"],
    ["Чупринки 40", "вул. Генерала Чупринки, 12"],
    ["Tartu mnt 12-3", "Tartu maantee 80"],
  ])("%j and %j", (one, other) => {
    expect(isSameStreet(streetBefore(one), other)).toBe(true);
  });

  it.each([
    ["вул. Наукова, 7", "вул. Зелена, 7"],
    ["вул. Зелена, 7", "Зелений провулок, 7"],
    ["Kadaka tee 4", "Kadaka pst 4"],
    ["вул. Наукова, 7", ""],
    ["вул. Наукова, 7", "біля Наукової бібліотеки, вул. Стрийська 1"],
  ])("is not in %j and %j", (one, other) => {
    expect(isSameStreet(streetBefore(one), other)).toBe(false);
  });
});
