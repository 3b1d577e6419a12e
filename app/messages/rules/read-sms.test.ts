import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readReport } from "./read-report";
import { readSms } from "./read-sms";

describe("a text message of a few words", () => {
  it.each([
    ["STATUS", "status"],
    [" статус? ", "status"],
    ["Staatus", "status"],
    ["CANCEL", "cancel"],
    ["Скасувати!", "cancel"],
    ["отмена", "cancel"],
    ["LOOBUN", "cancel"],
    ["Tühista palun", "cancel"],
    ["не треба, дякую", "cancel"],
    ["Так", "yes"],
    ["ТАК, ДЯКУЮ!!", "yes"],
    ["jah aitäh", "yes"],
    ["Да. Спасибо большое", "yes"],
    ["Ні", "no"],
    ["нет", "no"],
    ["Ei.", "no"],
    ["1", "one"],
    [" 2.", "two"],
    ["Їду", "on_the_way"],
    ["йду", "on_the_way"],
    ["Olen teel", "on_the_way"],
    ["уже еду", "on_the_way"],
    ["НА МІСЦІ", "there"],
    ["kohal", "there"],
    ["Готово", "done"],
    ["valmis", "done"],
    ["I’m here", "there"],
    ["повернути", "back"],
    ["OK", "fine"],
    ["Ок!", "fine"],
    ["Ok, thank you", "fine"],
    ["ок дякую", "fine"],
    ["yes, ok", "yes"],
    ["Kõik korras, aitäh", "fine"],
    ["Все гаразд, дякую", "fine"],
    ["всё в порядке", "fine"],
    ["Зі мною все гаразд", "fine"],
    ["со мной всё в порядке, спасибо", "fine"],
    ["Olen korras", "fine"],
    ["FREE", "free"],
    ["Я вільна", "free"],
    ["Зайнято", "not_free"],
    ["kinni", "not_free"],
  ])("%s is %s", (text, word) => {
    expect(readSms(text).word).toBe(word);
  });

  it.each([
    "no water since morning",
    "Ні води, ні світла",
    "Ei ole vett",
    "нет воды",
    "Так холодно, що діти плачуть",
    "1 дитина, 2 дорослих",
    "Cancel culture",
    "Допоможіть",
    "help",
    "+380671234567",
    "",
    "👍",
  ])("“%s” is in the sender's own words", (text) => {
    expect(readSms(text).word).toBeNull();
  });

  it("finds the code of a request and the number of a task beside it", () => {
    expect(readSms("СКАСУВАТИ 1234 5678")).toMatchObject({ word: "cancel", code: "12345678" });
    expect(readSms("status 12345678")).toMatchObject({ word: "status", code: "12345678" });
    expect(readSms("1 712")).toMatchObject({ word: "one", number: 712 });
    expect(readSms("Готово №12")).toMatchObject({ word: "done", number: 12 });
    expect(readSms("вулиця 712")).toMatchObject({ word: null, number: null });
    expect(readSms("мій телефон 0671234567")).toMatchObject({ code: null });
  });

  it.each([
    ["FREE 2", 2],
    ["free 4 hours", 4],
    ["Вільний 3 год", 3],
    ["вільна 2 години", 2],
    ["vaba 2 tundi", 2],
    ["Свободен 1 час", 1],
    ["free", null],
  ])("%s says for how many hours", (text, number) => {
    expect(readSms(text)).toMatchObject({ word: "free", number });
  });

  it("reads hours beside nothing else", () => {
    expect(readSms("1 год")).toMatchObject({ word: null, number: null });
    expect(readSms("2 hours")).toMatchObject({ word: null, number: null });
    expect(readSms("вільний поверх 2")).toMatchObject({ word: null });
  });

  it("hears a no that goes on", () => {
    expect(readSms("Ні, ніхто не прийшов").startsWithNo).toBe(true);
    expect(readSms("Так, але не все").startsWithNo).toBe(false);
    expect(readSms("Нічого").startsWithNo).toBe(false);
  });

  it("reads whatever it is given, at once", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 2_000 }), (text) => {
        const began = performance.now();
        readSms(text);
        return performance.now() - began < 1_000;
      }),
    );
    for (const one of ["1 ", "1234 ", "no ", "\u0301", "- "])
      expect(readSms(one.repeat(5_000))).toBeDefined();
  });
});

describe("a report", () => {
  it.each([
    ["1", "delivered"],
    ["DELIVRD", "delivered"],
    ["2", "undelivered"],
    ["EXPIRED", "undelivered"],
    ["16", "refused"],
    ["Rejected", "refused"],
    ["4", "passing"],
    ["ENROUTE", "passing"],
    ["", "passing"],
  ])("%s is %s", (word, report) => {
    expect(readReport(word)).toBe(report);
  });
});
