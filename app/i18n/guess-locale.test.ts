import { describe, expect, it } from "vitest";
import type { Locale } from "../platform/types";
import { guessLocale } from "./guess-locale";

const tallinn: Locale[] = ["et", "ru", "en"];
const lviv: Locale[] = ["uk", "en"];
const all: Locale[] = ["et", "uk", "en", "ru"];

describe("the language of a text", () => {
  it.each<[string, Locale[], Locale]>([
    ["Потрібна вода", all, "uk"],
    ["Вода треба дуже", all, "uk"],
    ["Нужна вода, мы на девятом этаже", all, "ru"],
    ["Помогите пожалуйста, нет света", all, "ru"],
    ["Mul on vett vaja", all, "et"],
    ["Külm on", all, "et"],
    ["We need water, please help", all, "en"],
    ["Нужна вода", tallinn, "ru"],
    ["Нужна вода", lviv, "uk"],
    ["Potribna voda", lviv, "uk"],
    ["SOS", tallinn, "et"],
    ["", lviv, "uk"],
    ["👍", tallinn, "et"],
  ])("%s, where %j are offered: %s", (text, offered, locale) => {
    expect(guessLocale(text, offered)).toBe(locale);
  });
});
