import { describe, expect, it } from "vitest";
import { columnOf } from "./headers";
import { type ReadRequests, readRequests } from "./table";

const categories = [
  { code: "water", names: { en: "Water", uk: "Вода", et: "Vesi" } },
  { code: "medicine", names: { en: "Medicine", uk: "Ліки", et: "Ravimid", ru: "Лекарства" } },
];
const districts = [
  { code: "north", names: { en: "North", uk: "Північний", et: "Põhja" }, reached: true },
  { code: "south", names: { en: "South" }, reached: false },
];
const city = { zone: "Europe/Kyiv", callingCode: "380", locales: ["uk", "en"] as const };
const now = new Date("2026-11-23T16:00:00Z");
const read = (csv: string): ReadRequests => readRequests(csv, categories, districts, city, now);
const rows = (csv: string) => {
  const found = read(csv);
  if (!found.ok) throw new Error(found.code);
  return found.rows;
};
const one = (header: string, row: string) => rows(`${header}\n${row}\n`)[0]!;

it.each([
  ["Номер тел.", "phone"],
  ["Контактний телефон", "phone"],
  ["Моб. тел.", "phone"],
  ["Kontakttelefon", "phone"],
  ["П.І.Б.", "name"],
  ["Прізвище та ім’я", "name"],
  ["Ф.И.О.", "name"],
  ["Ел. пошта", "email"],
  ["E-posti aadress", "email"],
  ["Адреса проживання", "address"],
  ["Elukoht", "address"],
  ["Кількість осіб", "people"],
  ["Кол-во людей", "people"],
  ["Mitu inimest", "people"],
  ["Позначка часу", "asked"],
  ["Timestamp", "asked"],
  ["Примітки", "details"],
  ["Lisainfo", "details"],
  ["Код під'їзду", "access"],
  ["Mida vaja", "category"],
  ["Shoe size", null],
])("a column %s is %s", (name, column) => {
  expect(columnOf(name)).toBe(column);
});

describe("a list as a call centre's spreadsheet writes it", () => {
  it.each([
    [
      "Ukrainian, semicolons, a decimal comma",
      "№;Телефон;ПІБ;Район;Адреса;Категорія;Опис;Кількість людей;Години;Широта;Довгота;Мова\r\n" +
        "17;067 123 45 67;Олена Гай;Північний;Наукова, 7;Вода;Не вистачає на всіх;3;2,5;49,8701;24,0201;українська\r\n",
      { number: "17", locale: "uk" },
      { phone: "067 123 45 67", people: "3", hours: "2,5", lat: "49,8701", category: "water" },
    ],
    [
      "Estonian, tabs",
      "Number\tTelefon\tNimi\tLinnaosa\tAadress\tAbi liik\tOma sõnadega\tInimeste arv\n" +
        "K-9\t5123 4567\tMari Maasikas\tPõhja\tKalda 4–12\tRavimid\tInsuliin\t1\n",
      { number: "K-9", locale: "uk" },
      { name: "Mari Maasikas", category: "medicine", district: "north" },
    ],
    [
      "Russian, commas and quotation marks",
      "\uFEFFТелефон,ФИО,Что нужно,Описание,Сколько человек,Язык\n" +
        '0671234567,"Гай, Сергей",Лекарства,"сказал ""срочно""",2,Русский\n',
      { locale: "ru" },
      { name: "Гай, Сергей", category: "medicine", details: 'сказал "срочно"' },
    ],
    [
      "English, a line that names the mark",
      "sep=;\nPhone;Name;District;Category;In your own words;How to get in\n" +
        "067 123 45 67;Olena;north;water;20 l;door code 7\n",
      { locale: "uk" },
      { access: "door code 7", category: "water", district: "north" },
    ],
    [
      "with floor and lift of their own",
      "Телефон;Поверх;Ліфт;Опис\n067 123 45 67;9-й;не працює;вода\n",
      { locale: "uk" },
      { floor: "9-й", lift: "не працює" },
    ],
  ])("%s", (_, csv, called, form) => {
    const [row] = rows(csv);
    expect(row).toMatchObject({ called: { ...called, form }, illegible: [], empty: false });
  });

  it("knows a column by its code and by the names in four languages", () => {
    for (const name of ["PHONE", "Telefoninumber", "номер телефону", " Телефон: ", "phone_number"])
      expect(columnOf(name)).toBe("phone");
    for (const name of ["For whom", "кому потрібна допомога", "ФИО получателя", "Abivajaja nimi"])
      expect(columnOf(name)).toBe("forName");
    expect(columnOf("Телефон отримувача")).toBe("forPhone");
    expect(columnOf("Ім'я")).toBe("name");
    expect(columnOf("Ім’я")).toBe("name");
    expect(columnOf("shoe size")).toBeNull();
  });
});

describe("nothing of a row is lost", () => {
  it.each([
    ["a column that nobody knows", "phone;Кличка собаки", "12345;Рекс", "кличка собаки: Рекс"],
    ["a cell beyond the last column", "phone;words", "12345;вода;ще щось", "ще щось"],
    ["a second column of one name", "phone;words;phone", "12345;вода;0509876543", "0509876543"],
    ["a time that is none", "phone;asked", "12345;учора ввечері", "учора ввечері"],
    ["a time in the future", "phone;asked", "12345;24.12.2027 18:00", "24.12.2027"],
    ["a day that no calendar has", "phone;needed", "12345;30.02.2027", "30.02.2027"],
    ["a language that we do not speak", "phone;language", "12345;polski", "polski"],
    ["a number that a spreadsheet has eaten", "words;phone", "вода;6,71E+08", "6,71E+08"],
    ["half of a point", "phone;lat", "12345;49,87", "49,87"],
    ["a point that is none", "phone;lat;lon", "12345;north;24", "north, 24"],
    ["the call centre's number", "number;phone", "4711;12345", "№ 4711"],
  ])("%s", (_, header, row, kept) => {
    expect(one(header, row).called.form.details).toContain(kept);
  });

  it("and what can't be read is said, beside the codes and words of those at risk", () => {
    const row = one(
      "phone;people;hours;email;category;district;korrus;lift;vulnerable",
      '12345;родина;скоро;olena@;золото;Місяць;katuse all;до 20:00;"infant; Вагітна жінка, дракон"'.replace(
        "; В",
        ", В",
      ),
    );
    expect(row.illegible).toEqual([
      "category",
      "people",
      "vulnerable",
      "district",
      "floor",
      "lift",
      "hours",
      "email",
    ]);
    expect(row.called.form.vulnerable).toEqual(["infant", "pregnant", "дракон"]);
  });

  it("but a row is empty in which nobody could find anything to do", () => {
    const found = rows(
      "phone;name;district;category;words;address\n" +
        "12;Олена;north;water;;\n12345;;;;;\n;;;;вода;\n;;;;;Наукова 7\n;;;;;\n",
    );
    expect(found.map(({ line, empty }) => [line, empty])).toEqual([
      [2, true],
      [3, false],
      [4, false],
      [5, false],
    ]);
  });
});

describe("the rows of a file", () => {
  it("are at its true lines, and say what they have in common", () => {
    const found = rows(
      'phone;address;words\n\n067 123 45 67;;"two\nlines"\n+380671234567;;other\n' +
        "050 111 22 33;вул. Наукова, 7;a\n050 111 22 34;ВУЛ НАУКОВА 7;b\n050 111 22 34;ВУЛ НАУКОВА 7;b\n",
    );
    expect(found.map(({ line, alike, repeats }) => [line, alike, repeats])).toEqual([
      [3, [5], null],
      [5, [3], null],
      [6, [7, 8], null],
      [7, [6, 8], null],
      [8, [6, 7], 7],
    ]);
  });

  it("say of which districts they are not the coordinator's", () => {
    const found = rows("phone;district\n12345;SOUTH\n12345;North\n12345;\n12345;Moon\n");
    expect(found.map(({ elsewhere }) => elsewhere)).toEqual([true, false, false, false]);
  });

  it("keep when it was asked and until when it is needed, by the city's clock", () => {
    const { called } = one("phone;asked;needed", "12345;23.11.2026 14:30;23.11.2026 17:00");
    expect(called).toMatchObject({
      asked: "2026-11-23T12:30:00.000Z",
      needed: "2026-11-23T15:00:00.000Z",
    });
  });

  it("are refused as a whole where they are no list", () => {
    expect(read("title;quantity\nHonda;1\n")).toEqual({ ok: false, code: "headers" });
    expect(read('phone\n"12345\n')).toEqual({ ok: false, code: "csv", line: 2 });
    expect(read(`phone\n${"12345\n".repeat(2_001)}`)).toEqual({ ok: false, code: "rows" });
  });
});
