import { describe, expect, it } from "vitest";
import { LOCALES } from "../platform/types";
import { keepLines } from "./render.server";
import { versionOf } from "./rules/version";
import { ownLine } from "./view/board/lines";
import type { BoardLine, WhoComes } from "./views";

const NOW = new Date("2026-11-23T12:00:30Z");
const later = (ms: number) => new Date(NOW.getTime() + ms);
const ID = "511fdfc2-f7d6-4923-8893-22b2f29db295";
const line: BoardLine = {
  id: ID,
  code: "12345678",
  state: "triaged",
  priority: "high",
  people: 2,
  vulnerable: ["infant"],
  quantity: 20,
  delivered: 0,
  neededBy: null,
  dueAt: later(90 * 60_000 + 20_000),
  createdAt: later(-600_000),
  triagedAt: later(-300_000),
  stateAt: NOW,
  lane: 4,
  cover: "nobody_asked",
  coverAt: NOW,
  askedUntil: null,
  trouble: null,
  alarm: null,
  unread: 0,
  channel: "web",
  unit: "litre",
  categoryNames: { en: "Water", uk: "Вода", et: "Vesi", ru: "Вода" },
  districtNames: { en: "North" },
  openBy: [],
  remindAt: null,
  remindDue: false,
  escalated: 0,
};
const taras: WhoComes = {
  name: "Taras",
  state: "accepted",
  since: later(-60_000),
  staleFrom: null,
  silentSince: null,
  comingAskedAt: null,
  comingSaidAt: null,
  arrivesAt: null,
};
const keeper = (most?: number) => keepLines(() => "Europe/Kyiv", most);

describe("a line of the board", () => {
  it("is written once for everybody, whatever object it comes in", () => {
    const { draw, count } = keeper();
    const first = draw("en", NOW, line, []);
    expect(draw("en", later(10_000), structuredClone(line), [])).toBe(first);
    expect(count()).toBe(1);
    expect(first.version).toBe(versionOf(line, []));
    expect(first.html).toContain(`data-version="${first.version}"`);
  });

  it.each<[string, Partial<BoardLine>, WhoComes[]]>([
    ["who comes", {}, [taras]],
    ["a word of the resident", { unread: 1 }, []],
    ["that others were told that it waits", { escalated: 1 }, []],
    ["who has it open", { openBy: [{ id: ID, name: "Hanna" }] }, []],
    ["how far it is", { state: "in_progress", lane: 5 }, []],
    ["another name of its district", { districtNames: { en: "South" } }, []],
    ["another request that is the same", { id: ID.replace("5", "6") }, []],
  ])("is another one after %s", (_, change, coming) => {
    const { draw } = keeper();
    const before = draw("en", NOW, line, []);
    const after = draw("en", NOW, { ...line, ...change }, coming);
    expect(after.html).not.toBe(before.html);
    expect(after.version).not.toBe(before.version);
    expect(draw("en", NOW, line, [])).toBe(before);
  });

  it("is another one in each language, and in another zone", () => {
    const { draw } = keeper();
    const html = LOCALES.map((locale) => draw(locale, NOW, line, [taras]).html);
    expect(new Set(html).size).toBe(LOCALES.length);
    let zone = "Europe/Kyiv";
    const moving = keepLines(() => zone);
    const deadline = { ...line, neededBy: line.dueAt };
    const before = moving.draw("en", NOW, deadline, []).html;
    zone = "America/New_York";
    expect(moving.draw("en", NOW, deadline, []).html).not.toBe(before);
  });

  it("is written anew when its words pass, under the same version", () => {
    const { draw, count } = keeper();
    const before = draw("en", NOW, line, [taras]);
    const after = draw("en", later(60_000), line, [taras]);
    expect(before.html).toMatch(/1\sh 30\smin/);
    expect(after.html).toMatch(/1\sh 29\smin/);
    expect(after.version).toBe(before.version);
    // What nobody reads any more is not kept beside it.
    expect(count()).toBe(1);
  });

  it("says from when on it is high time for a word of who comes, and that none has come", () => {
    const { draw } = keeper();
    const moving = { ...taras, state: "en_route", staleFrom: later(20_000) };
    const before = draw("en", NOW, line, [moving]).html;
    expect(before).toContain(`data-near="${later(20_000).getTime()}" data-late=" · no news"`);
    expect(before).not.toContain("who over");
    const after = draw("en", later(20_001), line, [moving]).html;
    expect(after).toMatch(/class="who over" data-words="[^"]* · no news"/);
    expect(after).not.toContain("data-late");
    const quiet = { ...moving, state: "accepted", staleFrom: later(-1) };
    expect(draw("en", NOW, line, [quiet]).html).toMatch(/class="who over"[^>]*>[^<]* · no news</);
  });

  it("says since when somebody was asked if they are still coming, and when they will be there, until they are", () => {
    const { draw } = keeper();
    const asked = { ...taras, state: "en_route", comingAskedAt: NOW, staleFrom: later(20_000) };
    const before = draw("en", NOW, line, [asked]).html;
    expect(before).toMatch(/no answer since [\d:]+: Taras</);
    // From then on it is late, in the same words.
    expect(before).toContain(`data-near="${later(20_000).getTime()}" data-late=""`);
    expect(draw("en", later(20_001), line, [asked]).html).toMatch(/who over[^>]*>no answer since/);
    const said = { ...asked, comingSaidAt: NOW };
    expect(draw("en", NOW, line, [said]).html).toMatch(/Taras coming, said at [\d:]+</);
    const about = { ...said, arrivesAt: later(1_800_000) };
    expect(draw("en", NOW, line, [about]).html).toMatch(/Taras there about [\d:]+</);
    const there = { ...about, state: "on_site" };
    expect(draw("en", NOW, line, [there]).html).toMatch(/Taras there since/);
  });

  it("says who is there and gives no sign of life, since when, and nothing less pressing", () => {
    const { draw } = keeper();
    const there = { ...taras, state: "on_site", staleFrom: later(-1), silentSince: NOW };
    const { html } = draw("en", NOW, { ...line, trouble: "silent" }, [there]);
    expect(html).toContain("silent since");
    expect(html).toContain("who broke");
    expect(html).not.toMatch(/no news|there \d/);
  });

  it("is kept no longer than there is room, the oldest goes first", () => {
    const { draw, count } = keeper(3);
    const lines = Array.from({ length: 20 }, (_, people) => ({ ...line, people }));
    const drawn = lines.map((one) => draw("en", NOW, one, []));
    expect(count()).toBe(3);
    expect(draw("en", NOW, lines[19]!, [])).toBe(drawn[19]);
    expect(draw("en", NOW, lines[0]!, [])).not.toBe(drawn[0]);
    expect(count()).toBe(3);
  });

  it.each([
    [0, undefined, ""],
    [1, "↑ ", "coordinators on duty"],
    [2, "↑↑ ", "all coordinators of the district"],
    [3, "↑↑↑ ", "administrators"],
  ])("marks that others were told that it waits, %i levels up", (escalated, mark, who) => {
    const { html } = keeper().draw("en", NOW, { ...line, escalated }, []);
    expect(/↑{1,3} /.exec(html)?.[0]).toBe(mark);
    const said = "others were told that it waits: ";
    expect(html.includes(said)).toBe(escalated > 0);
    if (who) expect(html).toContain(said + who);
  });

  it("says what people have typed as text", () => {
    const { draw } = keeper();
    const name = `<script>alert("1")</script>'&`;
    const typed = { ...line, districtNames: { en: name }, openBy: [{ id: ID, name }] };
    const { html } = draw("en", NOW, typed, [{ ...taras, name }]);
    expect(html).not.toContain("<script");
    expect(html).not.toContain(`"1"`);
  });
});

describe("what only one reader's line says", () => {
  const { html } = keeper().draw("en", NOW, line, []);
  const drawn = { id: ID, lane: 4, html };
  const none = { query: "", current: false, isNew: false };

  it("is added to a copy", () => {
    expect(ownLine(drawn, none)).toBe(html);
    const own = ownLine(drawn, { query: "?lane=send&q=%3C", current: true, isNew: true });
    expect(own).toMatch(/^<li aria-current="true" data-new="" class="line"/);
    expect(own).toContain(`href="/board/requests/${ID}?lane=send&amp;q=%3C"`);
    expect(drawn.html).toBe(html);
  });
});
