import { describe, expect, it } from "vitest";
import { translator } from "../../i18n/translate";
import { LOCALES } from "../../platform/types";
import { destinationsFor } from "./destinations";

const found = (typed: string, locale: (typeof LOCALES)[number] = "en", administrator = false) =>
  destinationsFor(typed, administrator, translator(locale)).map(({ href }) => href);

describe("where one can go", () => {
  it("is found by the beginnings of its words, in any order", () => {
    expect(found("call")).toContain("/board/requests/new");
    expect(found("CALL ta")).toEqual(["/board/requests/new"]);
    expect(found("zzz")).toEqual([]);
  });

  it("is found in one's own language, by Latin letters too", () => {
    expect(found("завд", "uk")).toContain("/board/tasks");
    expect(found("zavd", "uk")).toContain("/board/tasks");
  });

  it("is everywhere for nothing typed; pages of administrators are theirs alone", () => {
    expect(found("").some((href) => href.startsWith("/admin"))).toBe(false);
    expect(found("", "en", true)).toContain("/admin/streets");
  });

  it.each(LOCALES)("has a name of its own each in %s", (locale) => {
    const labels = destinationsFor("", true, translator(locale)).map(({ label }) => label);
    expect(labels.filter((label, at) => labels.indexOf(label) !== at)).toEqual([]);
  });
});
