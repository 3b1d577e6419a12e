import { describe, expect, it } from "vitest";
import { ALARMS, alarmOf, PRESSING_ALARMS } from "./alarm";

describe("words that raise", () => {
  it.each([
    ["There is a fire, it is burning from house to house", "fire"],
    ["Köögis on suitsu ja midagi põleb", "fire"],
    ["У під’їзді дим, сусіди горять: ПОЖЕЖА", "fire"],
    ["Горим, помогите", "fire"],
    ["We smell gas on the stairs", "gas"],
    ["Пахне газом у коридорі", "gas"],
    ["Grandfather cannot breathe", "breathing"],
    ["Мама задихається", "breathing"],
    ["Мужчина без сознания", "unconscious"],
    ["Ema on teadvuseta", "unconscious"],
    ["he is bleeding", "bleeding"],
    ["Люди під завалами", "trapped"],
    ["Жена рожает", "birth"],
    ["Бабуся на кисневому апараті, світла немає", "oxygen"],
    ["Закінчується інсулін", "insulin"],
    ["Vastsündinu ja külm tuba", "baby"],
  ] as const)("%s: %s", (words, alarm) => {
    expect(alarmOf(words)).toBe(alarm);
  });

  it.each([
    "",
    "Water for two people, ninth floor",
    "We were fired and have a fireplace",
    "Потрібна вода, димохід у порядку",
    "Пенсіонерка сама, їй потрібні продукти",
    "Vett ja süüa kahele inimesele",
    "Её родственники далеко",
  ])("nothing in: %s", (words) => {
    expect(alarmOf(words)).toBeNull();
  });

  it("are all known, and the pressing ones are of them", () => {
    for (const alarm of PRESSING_ALARMS) expect(ALARMS).toContain(alarm);
  });

  it("take no longer for a long text than for a short one, as far as a text can be long", () => {
    const long = "gas smell of stuck in the ".repeat(80).slice(0, 2000);
    expect(alarmOf(long)).toBeNull();
  });
});
