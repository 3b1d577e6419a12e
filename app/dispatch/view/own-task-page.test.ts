import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { I18nProvider } from "../../i18n/context";
import type { OpenedOwnTask } from "../views";
import { OwnTaskPage } from "./own-task-page";

const now = new Date("2026-11-27T18:40:00Z");
const later = new Date("2026-11-27T20:40:00Z");
const task = {
  id: "6a0f1c6e-0000-4000-8000-000000000001",
  number: 10,
  title: "",
  briefing: "",
  kinds: [{ en: "Water" }],
  checklist: [],
  skills: [],
  teamSize: 1,
  team: 1,
  taskState: "assigned",
  saidYes: false,
  window: { from: now, to: later },
  districtNames: null,
  state: "accepted",
  answerBy: later,
  problem: null,
  safetyAsked: false,
  comingAskedAt: null,
  comingSaidAt: null,
  arrivesAt: null,
  asker: { name: "Hanna", phone: null },
  isLead: true,
  supplies: [],
  collects: [],
  requests: [],
} satisfies OpenedOwnTask;
const request = {
  id: "6a0f1c6e-0000-4000-8000-000000000002",
  priority: "critical",
  needed: true,
  people: 3,
  floor: 9,
  lift: "none",
  vulnerable: [],
  quantity: 20,
  delivered: 0,
  neededBy: later,
  locale: "uk",
  cellLat: null,
  cellLon: null,
  names: { en: "Water" },
  unit: "litre",
  bulky: true,
  kilometres: 1.5,
  secret: null,
  door: null,
  joined: [],
  words: [],
} satisfies OpenedOwnTask["requests"][number];

const shown = (change: Partial<OpenedOwnTask>, helpLine?: string) => {
  const sheet: OpenedOwnTask = { ...task, ...change };
  const page = createElement(OwnTaskPage, { sheet, form: null, emergency: "112", helpLine });
  const around = { locale: "en", zone: "Europe/Kyiv", now, children: page } as const;
  return renderToStaticMarkup(createElement(I18nProvider, around));
};
/** In which order these stand on a page; what stands nowhere is not named. */
const orderOf = (html: string, words: string[]) =>
  words
    .filter((word) => html.includes(word))
    .sort((one, other) => html.indexOf(one) - html.indexOf(other));

describe("whom a volunteer can call when it goes wrong", () => {
  it("is the coordinator; where they have given no number, the city’s help line", () => {
    const asker = { name: "Hanna", phone: "+380670000021" };
    const both = shown({ asker }, "(032) 254 60 00");
    expect(both).toContain('href="tel:+380670000021"');
    expect(both).not.toContain("0322546000");
    expect(shown({}, "(032) 254 60 00")).toContain('href="tel:0322546000"');
    expect(shown({})).not.toContain("tel:");
  });

  it("is nobody before they have said yes", () => {
    expect(shown({ state: "offered" }, "1247")).not.toContain("tel:1247");
  });
});

describe("whom a volunteer calls", () => {
  const secret = {
    name: "Olena",
    phone: "+380671234567",
    email: "",
    forName: "",
    forPhone: "",
    address: "Naukova 7",
    access: "",
    details: "",
    lat: null,
    lon: null,
    streetLat: null,
    streetLon: null,
  };
  const read = (more: Partial<typeof secret>) =>
    shown({ requests: [{ ...request, secret: { ...secret, ...more } }] });

  it("is who asked, where that is who needs it", () => {
    expect(read({})).toContain("Call Olena");
    expect(read({})).not.toContain("asked for this help");
  });

  it("is first whom it is for, then who asked for this help", () => {
    const html = read({ forName: "Maria", forPhone: "+380675554433" });
    const words = ["The help is for: Maria", "tel:+380675554433", "Call Maria", "Call Olena"];
    expect(orderOf(html, words)).toEqual(words);
  });

  it("is who asked, where whom it is for has no number", () => {
    const html = read({ forName: "Maria" });
    expect(
      orderOf(html, ["Call Maria", "for: Maria", "asked for this help", "Call Olena"]),
    ).toEqual(["for: Maria", "asked for this help", "Call Olena"]);
  });
});

describe("a task that is done", () => {
  it("is thanked for, says how far it is looked at, and what its resident has answered", () => {
    const read = (change: Partial<OpenedOwnTask>) => shown({ state: "done", ...change });
    const answer = "The resident’s answer: “Yes, I got the help”";
    const fresh = read({ taskState: "done" });
    expect(fresh).toContain("A coordinator will confirm it.");
    const checked = read({ taskState: "confirmed" });
    expect(checked).toContain("Thank you. A coordinator has checked it.");
    expect(checked).not.toContain("will confirm");
    expect(fresh + checked).not.toContain(answer);
    const brought = [{ ...request, delivered: 20 }];
    const told = read({ taskState: "confirmed", saidYes: true, requests: brought });
    expect(told).toContain(answer);
    expect(told).not.toContain("How much");
  });
});

describe("a task that is offered", () => {
  it("says first what decides: until when to answer, how urgent, how far, by when, how much, how heavy", () => {
    const html = shown({ state: "offered", requests: [request] });
    const words = [
      "time to answer",
      "Danger to life",
      "1.5",
      "Needed by",
      "20",
      "floor 9, no working lift",
      "Too heavy",
    ];
    expect(orderOf(html, [...words, "Asked by"]).at(-1)).toBe("Asked by");
    for (const word of words) expect(html).toContain(word);
    expect(orderOf(html, ["Danger to life", "Too heavy", "People", "Language"])).toEqual([
      "Danger to life",
      "Too heavy",
      "People",
      "Language",
    ]);
  });

  it("says what is to be collected for it, until they have said yes and read where", () => {
    const names = { en: "Generator" };
    const collects = [{ kindNames: names, quantity: 1, unit: "piece" as const }];
    expect(shown({ state: "offered", collects })).toContain("<dd>Generator, 1\u00a0item</dd>");
    expect(shown({ state: "accepted", collects })).not.toContain("Generator");
  });

  it.each([
    ["water by the litre", { quantity: 20, delivered: 0 }, "about 20\u00a0kg. Too heavy"],
    ["what is left of it", { quantity: 20, delivered: 7.5 }, "about 13\u00a0kg. Too heavy"],
    ["a little that can be carried", { quantity: 5, bulky: false }, "<dd>about 5\u00a0kg</dd>"],
    ["things by the piece", { unit: "piece" }, "<dd>Too heavy"],
    ["nobody knows how much", { quantity: null }, "<dd>Too heavy"],
  ])("says in kilograms what is to be carried: %s", (_, change, words) => {
    expect(shown({ state: "offered", requests: [{ ...request, ...change }] })).toContain(words);
  });

  it("says no weight of what is counted in people or portions", () => {
    for (const unit of ["person", "portion", "hour"])
      expect(
        shown({ state: "offered", requests: [{ ...request, unit, bulky: false }] }),
      ).not.toMatch(/\bkg\b|Weight/);
  });
});

describe("somebody who is there for long", () => {
  it("answers by one press, before all else on the page", () => {
    const page = shown({
      state: "on_site",
      taskState: "under_way",
      safetyAsked: true,
      requests: [{ ...request, door: "417" }],
    });
    expect(page).toMatch(/action="\/tasks\/[\w-]+\/signs-of-life"/);
    expect(page.indexOf("I am all right")).toBeLessThan(page.indexOf("417"));
    expect(page).toContain("call 112");
  });

  it("is asked nothing where nothing is asked", () => {
    expect(shown({ state: "on_site", taskState: "under_way" })).not.toContain("signs-of-life");
  });
});
