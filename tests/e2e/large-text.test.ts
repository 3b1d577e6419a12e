import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { serverFolder } from "../factories/server-folder";
import { serve } from "../http/serve";
import { broken, cutAnswers, cutOff, enlarge } from "./measure";
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

/** The other city, for its language: its words are the longest. */
const folder = serverFolder("text");
let tallinn: Awaited<ReturnType<typeof serve>>;
test.beforeAll(async () => {
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
