import { describe, expect, it } from "vitest";
import { z } from "zod";
import { nameFields, namesOf } from "./names";

const form = z.object({ ...nameFields(10), ...nameFields(20, "example") });
const sent = { en: " Water ", uk: "Вода", et: "", exampleEn: "Ten litres" };

describe("a text in the city's languages", () => {
  it("is read of a form's fields, with a prefix or without", () => {
    const read = form.parse(sent);
    expect(namesOf(read)).toEqual({ en: "Water", uk: "Вода" });
    expect(namesOf(read, {}, "example")).toEqual({ en: "Ten litres" });
  });

  it("keeps the languages that the pages do not know, and loses those that were emptied", () => {
    const before = { en: "Old", et: "Vesi", pl: "Woda" };
    expect(namesOf(form.parse(sent), before)).toEqual({ en: "Water", uk: "Вода", pl: "Woda" });
  });

  it("is never without English", () => {
    const { error } = form.safeParse({ uk: "Вода", exampleEn: "x".repeat(21) });
    expect(error?.issues.map(({ path, message }) => [path[0], message])).toEqual([
      ["en", "name"],
      ["exampleEn", "long"],
    ]);
  });
});
