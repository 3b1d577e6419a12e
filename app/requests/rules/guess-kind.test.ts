import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldWord } from "../../platform/fold";
import { alarmOf } from "./alarm";
import { guessKinds } from "./guess-kind";

describe("the kind of help that a text mentions", () => {
  it.each([
    ["We have no water since yesterday", "water"],
    ["Потрібна вода, дев’ятий поверх", "water"],
    ["нужна вода и еще раз вода", "water"],
    ["meil ei ole vett", "water"],
    ["nema vody vzhe dva dni", "water"],
    ["Закінчились ліки від тиску", "medicine"],
    ["нужны лекарства для мамы", "medicine"],
    ["ravimid on otsas", "medicine"],
    ["potribni liky", "medicine"],
    ["Дуже холодно, немає опалення", "warmth"],
    ["замерзаем, батареи холодные", "warmth"],
    ["külm on, tekke oleks vaja", "warmth"],
    ["we are freezing, send blankets", "warmth"],
    ["дітям нема що їсти", "food"],
    ["голодні, немає хліба", "food"],
    ["lapsed on näljas, toitu vaja", "food"],
    ["дети хотят кушать", "food"],
    ["зарядити телефон", "charging"],
    ["phone battery 3%, no electricity", "charging"],
    ["сусід не відповідає на дзвінки", "check"],
    ["naaber ei ava ust", "check"],
    ["розбите вікно", "repairs"],
    ["кисневий концентратор, світла нема", "power_device"],
    ["hapnikuaparaat vajab elektrit", "power_device"],
  ])("“%s” is about %s", (text, kind) => {
    expect(guessKinds(text)).toContain(kind);
  });

  it.each([
    ["meidcine for my mother", "medicine"],
    ["blankts please", "warmth"],
    ["потрібні лікарсва, аптка зачинена", "medicine"],
    ["продукьти закінчились", "food"],
    ["elektirt ei ole", "charging"],
  ])("a slip of the finger is read too: “%s”", (text, kind) => {
    expect(guessKinds(text)).toContain(kind);
  });

  it.each([
    "",
    "Допоможіть",
    "help me",
    "привіт",
    "👍",
    "12345",
    "кавоварка",
  ])("“%s” is about nothing that is known", (text) => {
    expect(guessKinds(text)).toEqual([]);
  });

  it("puts first what is mentioned most", () => {
    expect(guessKinds("Вода! Питна вода, і трохи хліба")[0]).toBe("water");
  });

  it("folds what people type for one another", () => {
    for (const spelling of ["вода", "Voda", "VODA", "вода́"])
      expect(foldWord(spelling)).toBe("voda");
    expect(foldWord("Галицький")).toBe(foldWord("Halytskyi"));
    expect(foldWord("Щирецька")).toBe(foldWord("Shchyretska"));
  });

  it("reads whatever it is given, quickly", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 3_000 }), (text) => {
        const began = performance.now();
        guessKinds(text);
        return performance.now() - began < 2_000;
      }),
      { numRuns: 50 },
    );
  });
});

describe("danger in a text message", () => {
  it.each([
    "people under the rubble of the house",
    "Please come save us",
    "рятуйте, під завалами люди",
    "спасите, мы в лифте",
    "vanaema on rusude all",
  ])("“%s” is heard", (text) => {
    expect(alarmOf(text)).toBe("trapped");
  });
});
