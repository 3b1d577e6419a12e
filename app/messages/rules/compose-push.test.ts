import { describe, expect, it } from "vitest";
import { LOCALES } from "../../platform/types";
import { type Template, WAYS } from "../types";
import { composePart } from "./compose";
import { composePush } from "./compose-push";
import { mayWait, ttlOf, waitOf } from "./push";
import { TABLE } from "./table";

const now = new Date("2026-11-23T16:00:00Z");
const city = { zone: "Europe/Kyiv", emergencyNumber: "112" };
const ID = "6399d087-c91d-43c1-9add-586512f50a78";
const params = {
  number: 712,
  what: "Water",
  where: "Sykhiv",
  name: "Тарас Коваль",
  at: "2026-11-23T16:20:00Z",
  by: "2026-11-23T19:00:00Z",
  url: `https://naaber.example/tasks/${ID}`,
  why: "No power",
  address: "вул. Наукова, 7",
  list: "",
};
const pushed: Template[] = [
  ...new Set(
    TABLE.filter(({ by }) => (WAYS[by] as readonly string[]).includes("push")).map(
      ({ template }) => template,
    ),
  ),
].filter((template) => template !== "request_changed" && template !== "request_note");

const compose = (template: Template, locale: (typeof LOCALES)[number], more = {}, words = "") =>
  composePush(
    {
      locale,
      parts: [{ template, params: { ...params, ...more }, words }],
      notificationId: "notice",
    },
    city,
    now,
  );

describe.each(LOCALES)("notifications in %s", (locale) => {
  it.each([
    ...pushed,
    "broadcast",
    "channel_test",
  ] as Template[])("%s is whole, short, without a link and without who it is about", (template) => {
    const { words } = compose(template, locale, {}, "Ключ у сусідки");
    expect(words.title).not.toBe("");
    const said = `${words.title}\n${words.body}`;
    expect(said).not.toMatch(/\{\{|undefined|null|https?:/);
    expect(said).not.toContain(params.name);
    expect(said).not.toContain(params.address);
    expect(words.path).toBe(`/tasks/${ID}`);
  });

  it("say of a test what was tried", () => {
    const { subject } = composePart({ locale, template: "channel_test", params }, city, now);
    expect(compose("channel_test", locale).words.title).not.toBe(subject);
  });

  it("stay below what push services take, whatever was written", () => {
    const long = "🕯".repeat(5_000);
    const { words } = compose(
      "team_note",
      locale,
      { what: long, where: long, url: `x${long}` },
      long,
    );
    expect(Buffer.byteLength(JSON.stringify({ ...words, id: ID, lang: locale }))).toBeLessThan(
      3_000,
    );
    expect(words.body.endsWith("…")).toBe(true);
    // No sign is cut in two.
    expect(words.body).toBe(Buffer.from(words.body).toString());
  });
});

describe("where a notification leads", () => {
  it.each([
    ["https://naaber.example/shifts/x?y=1", "/shifts/x?y=1"],
    ["https://naaber.example", "/"],
    ["https://naaber.example//elsewhere.example/x", "/"],
    ["javascript:alert(1)", "/"],
    ["nonsense", "/"],
    [undefined, "/"],
  ])("%s: %s", (url, path) => {
    expect(compose("task_offered", "en", { url }).words.path).toBe(path);
  });
});

describe("a notification takes the place of an earlier one", () => {
  const tagOf = (template: Template, url = params.url) =>
    compose(template, "en", { url }).words.tag;
  it("of the same task or shift that it says the newer of", () => {
    expect(tagOf("task_released")).toBe(tagOf("task_offered"));
    expect(tagOf("shift_moved")).toBe(tagOf("shift_offered"));
  });
  it("and of nothing that has words of its own, or is about something else", () => {
    const own = [
      "team_note",
      "broadcast",
      "task_problem",
      "supply_moved",
      "shift_cancelled",
    ] as const;
    for (const template of own) expect(tagOf(template)).toBe("notice");
    expect(tagOf("task_moved")).not.toBe(tagOf("task_offered"));
    expect(tagOf("task_offered", "https://n.example/tasks/712")).toBe("notice");
  });
});

describe("how long", () => {
  it("a push service keeps it: until it can be answered no more, and some hours at most", () => {
    expect(ttlOf("high", new Date(now.getTime() + 900_000), now)).toBe(900);
    expect(ttlOf("high", new Date(now.getTime() + 90_000_000), now)).toBe(14_400);
    expect(ttlOf("high", new Date(now.getTime() - 5), now)).toBe(60);
    expect(ttlOf("normal", null, now)).toBe(86_400);
  });
  it.each([
    ["7", 7_000],
    ["0", 1_000],
    ["999999", 3_600_000],
    ["Mon, 23 Nov 2026 16:02:00 GMT", 120_000],
    ["Mon, 23 Nov 2026 15:00:00 GMT", 1_000],
    ["soon", 30_000],
    ["-5", 1_000],
    [undefined, 30_000],
  ])("it waits for Retry-After %j: %d ms", (header, wait) => {
    expect(waitOf(header, now)).toBe(wait);
  });
  it("it may wait where it presses", () => {
    expect(mayWait("high", 10_000)).toBe(true);
    expect(mayWait("high", 11_000)).toBe(false);
    expect(mayWait("normal", 600_000)).toBe(true);
  });
});
