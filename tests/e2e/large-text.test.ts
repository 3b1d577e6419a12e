import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { serverFolder } from "../factories/server-folder";
import { serve } from "../http/serve";
import { broken, cutAnswers, cutOff, enlarge, overlapping } from "./measure";
import { expect, signIn, test } from "./naaber";

/** Everything that is folded is open, so that it is looked at as well. */
const unfold = (page: Page) =>
  page.evaluate(() => {
    for (const fold of document.querySelectorAll("details")) fold.open = true;
  });

const RESIDENTS = [
  "/",
  "/help",
  "/track",
  "/about",
  "/privacy",
  "/sign-in",
  "/sign-up",
  "/offers/new",
  "/nowhere",
];
/** Few words, which have room for themselves at any size. */
const HEADER = ".sos, .topbar .brand, .topbar .plain, .folded > summary";
const VOLUNTEERS = ["/tasks", "/shifts", "/check-in", "/profile", "/account", "/account/security"];
const OWNERS = ["/offers", "/offers/new"];
/** Of a line that several things stand in, and of answers beside each other: they take more lines before words are broken. */
const SHARED = `${HEADER}, .options.inline .option, .rota-cell, .line-link > span, .candidate > b`;
/** Lists first; of each the first that it leads to, with what can be done there. */
const DESKS: Record<
  string,
  { pages: string[]; found: [list: string, link: string, more: string[]][] }
> = {
  hanna: {
    pages: [
      "/board",
      "/board?show=ended",
      "/board?pane=map",
      "/board?pane=people",
      "/board?pane=things",
      "/board/requests/new",
      "/board/requests/import",
      "/board/paper",
      "/board/set-aside",
      "/board/keys",
      "/board/find?q=вода",
      "/board/handover",
      "/board/plan",
      "/board/tasks",
      "/board/tasks/new",
      "/board/shifts",
      "/board/shifts/new",
      "/board/resources",
      "/board/resources/table",
      "/board/resources/stock",
      "/board/volunteers",
      "/board/numbers",
      "/board/incidents",
      "/board/alerts",
      "/board/broadcasts",
    ],
    found: [
      ["/board?lane=read", "a.line-link", ["", "/duplicates", "/declines"]],
      [
        "/board?lane=send",
        "a.line-link",
        ["", "?pane=people", "/triage", "/send", "/cancellations", "/looks"],
      ],
      ["/board/tasks", "a.line-link", ["", "/supplies"]],
      ["/board/shifts", "a.rota-cell", ["", "/edits", "/list", "/poster"]],
      ["/board/volunteers", "main a[href^='/board/volunteers/']", [""]],
      ["/board/resources", "a.line-link", [""]],
    ],
  },
  admin: {
    pages: [
      "/admin",
      "/admin/districts",
      "/admin/streets",
      "/admin/categories",
      "/admin/categories/new",
      "/admin/kinds",
      "/admin/kinds/new",
      "/admin/clocks",
      "/admin/about",
      "/admin/jobs",
      "/admin/settings",
      "/admin/record",
      "/admin/record?show=looks",
      "/admin/privacy",
      "/admin/privacy/processing",
      "/admin/privacy/people",
      "/admin/coordinators",
      "/admin/security",
      "/board/incidents/new",
    ],
    found: [
      ["/admin/categories", "main a[href^='/admin/categories/']:not([href$=new])", [""]],
      ["/admin/kinds", "main a[href^='/admin/kinds/']:not([href$=new])", [""]],
    ],
  },
};

/** The other city, for its language: its words are the longest. */
let tallinn: Awaited<ReturnType<typeof serve>>;
let folder: string;
test.beforeAll(async () => {
  folder = serverFolder("text");
  tallinn = await serve({ CITY: "tallinn", DATA_FOLDER: join(folder, "data") });
});
test.afterAll(async () => {
  await tallinn.end("SIGTERM");
  rmSync(folder, { recursive: true, force: true });
});

for (const [lang, who, owner] of [
  ["uk", "taras", "bohdan"],
  ["et", "jaan", "marek"],
] as const) {
  const base = () => (lang === "et" ? tallinn.base : "");
  test(`nothing of a resident's page is cut off at twice the size of text, no answer to be chosen at the usual one, in ${lang}`, async ({
    open,
  }) => {
    const { page } = await open("resident", { script: false });
    for (const path of RESIDENTS) {
      await page.goto(`${base()}${path}?lang=${lang}`);
      await unfold(page);
      expect(await cutAnswers(page), path).toEqual([]);
      await enlarge(page, 200);
      expect(await cutOff(page), path).toEqual([]);
      expect(await broken(page, HEADER), path).toEqual([]);
    }
  });

  test(`nor of what somebody has lent, in ${lang}`, async ({ open }) => {
    const { page } = await open("volunteer", { script: false });
    await signIn(page, owner, "en", base());
    await page.goto(`${base()}/offers`);
    const first = (await page.locator(".table a").first().getAttribute("href"))!;
    for (const path of ["/offers", first, `${first}/sheet`]) {
      await page.goto(`${base()}${path}?lang=${lang}`);
      await unfold(page);
      await enlarge(page, 200);
      expect(await cutOff(page), path).toEqual([]);
      expect(await broken(page, HEADER), path).toEqual([]);
    }
  });

  test(`nor of a volunteer's or an owner's page, in ${lang}`, async ({ open }) => {
    const { page } = await open("volunteer", { script: false });
    await signIn(page, who, "en", base());
    const details: string[] = [];
    for (const [list, line] of [
      ["/tasks", ".task-rows a"],
      ["/shifts", ".shift-row a"],
      ["/offers", ".table a"],
    ] as const) {
      await page.goto(base() + list);
      const first = page.locator(line).first();
      if ((await first.count()) > 0) details.push((await first.getAttribute("href"))!);
    }
    expect(details.length).toBeGreaterThan(1);
    for (const path of [...VOLUNTEERS, ...OWNERS, ...details]) {
      await page.goto(`${base()}${path}?lang=${lang}`);
      await unfold(page);
      await enlarge(page, 200);
      expect(await cutOff(page), path).toEqual([]);
      expect(await broken(page, HEADER), path).toEqual([]);
    }
  });
}

for (const [who, { pages, found }] of Object.entries(DESKS))
  test(`nor of a page that ${who} works with, on a phone, in uk`, async ({ open }) => {
    const { page } = await open("volunteer", { script: false });
    await signIn(page, who);
    const all = [...pages];
    for (const [list, link, more] of found) {
      await page.goto(list);
      const first = (await page.locator(link).first().getAttribute("href"))!.split("?")[0];
      all.push(...more.map((path) => first + path));
    }
    for (const path of all) {
      const answer = await page.goto(`${path}${path.includes("?") ? "&" : "?"}lang=uk`);
      expect(answer!.status(), path).toBe(200);
      await unfold(page);
      expect(await broken(page, SHARED), path).toEqual([]);
      await enlarge(page, 200);
      expect(await cutOff(page), path).toEqual([]);
      expect(await broken(page, SHARED), path).toEqual([]);
    }
  });

test("a week's rota says on a wide screen who is missing where", async ({ open }) => {
  const { page } = await open("coordinator", { script: false });
  await signIn(page, "hanna");
  await page.goto("/board/shifts?lang=uk");
  await expect(page.locator(".rota-cell .mark").first()).toBeVisible();
  expect(await cutOff(page)).toEqual([]);
});

test("what is cut off is found", async ({ open }) => {
  const { page } = await open("resident");
  await page.goto("/about?lang=en");
  const faults = [
    '<p id="probe" style-probe="overflow:hidden;width:20px;white-space:nowrap">Cut to the right</p>',
    '<p id="probe" style-probe="width:2000px">Wider than the screen, whatever stands around it: long words and more of them, and again, and a few after that</p>',
    '<p id="probe" style-probe="overflow:hidden;height:10px">Cut below</p>',
    '<div id="probe" style-probe="width:5rem;white-space:nowrap">Over its own edge</div>',
  ];
  for (const fault of faults) {
    await page.evaluate((html) => {
      document.querySelector("#probe")?.remove();
      document.querySelector("main")!.insertAdjacentHTML("beforeend", html);
      const probe = document.querySelector<HTMLElement>("#probe")!;
      probe.style.cssText = probe.getAttribute("style-probe")!;
    }, fault);
    expect(await cutOff(page), fault).not.toEqual([]);
  }
  const answers = ["None", "None, or it does not work"];
  await page.evaluate((answers) => {
    const options = answers.map((answer) => `<option>${answer}</option>`).join("");
    const select = `<select id="narrow" class="input">${options}</select>`;
    document.querySelector("main")!.insertAdjacentHTML("beforeend", select);
    document.querySelector<HTMLElement>("#narrow")!.style.width = "9rem";
  }, answers);
  expect(await cutAnswers(page)).toEqual(answers.slice(1));
});

test("with large text the list beside an open sheet stands clear of itself", async ({ open }) => {
  const { page } = await open("coordinator");
  await signIn(page, "admin");
  await page.goto("/board?lane=send");
  await page.locator("a.line-link").first().click();
  await expect(page.locator("#sheet")).toBeVisible();
  // As when three have it open and there are new words, whatever others do meanwhile.
  await page
    .locator(".line-link")
    .first()
    .evaluate((line) => {
      for (const mark of line.querySelectorAll(".open-by, .unread")) mark.remove();
      const openBy = '<span class="open-by"><span>ЩЖ+2</span></span>';
      const unread = '<span class="unread"><span>● 12</span></span>';
      line.insertAdjacentHTML("beforeend", openBy + unread);
    });
  const tops = await page
    .locator(".line:first-child .line-link > :is(.who, .open-by, .unread)")
    .evaluateAll((parts) => parts.map((part) => Math.round(part.getBoundingClientRect().top)));
  expect(tops).toHaveLength(3);
  expect(new Set(tops).size).toBe(1);
  const head = ".board-bar > *, .board-bar .search form > *, .ways > *, .ways .pane-links > *";
  for (const percent of [100, 150, 200]) {
    await enlarge(page, percent);
    expect([percent, await overlapping(page, ".list", head)]).toEqual([percent, []]);
    const lines = await overlapping(page, ".list", ".line:first-child .line-link > span");
    expect([percent, lines]).toEqual([percent, []]);
  }
});
