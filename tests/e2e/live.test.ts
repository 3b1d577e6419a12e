import type { Page } from "@playwright/test";
import { expect, signIn, test } from "./naaber";

const live = (page: Page) => page.locator("live-board");
const sheet = (page: Page) => page.locator("#sheet");

/** Somebody asks for help in the district of the demo's coordinators. */
async function askForHelp(base: string, details: string, own: Record<string, string> = {}) {
  const form = { category: "water", details, people: "2", phone: "+380671230019", ...own };
  const body = new URLSearchParams({ ...form, district: "sykhivskyi", address: "Naukova 9" });
  const answer = await fetch(`${base}/help`, { method: "POST", redirect: "manual", body });
  expect(answer.status).toBe(303);
}

test("what somebody else writes is seen at once, marked by whom; scroll, focus and what is typed stay", async ({
  open,
  baseURL,
}) => {
  const { page } = await open("coordinator");
  await signIn(page, "admin");
  await page.goto("/board");
  await expect(live(page)).toHaveText(/^Live \d\d:\d\d/);
  await page.locator(".line a").nth(1).click();
  const note = sheet(page).locator("textarea[name=note]");
  await note.fill("Half a sent");
  const list = page.locator(".regions > .list");
  await list.evaluate((element) => element.scrollTo(0, 60));
  // What stands there may move by what comes in above it; what is seen may not.
  const seen = page.locator(".line:not([data-marked])").nth(2);
  const top = async () => (await seen.boundingBox())!.y;
  const before = await top();
  // Of what is less urgent a list shows the first twelve, and others may have asked before.
  await askForHelp(baseURL!, "He is not breathing");
  await expect(page.locator(".line .by").first()).toBeAttached();
  await expect(note).toHaveValue("Half a sent");
  await expect(note).toBeFocused();
  expect(Math.abs((await top()) - before)).toBeLessThan(48);
});

test("no button moves when the board becomes live", async ({ open }) => {
  const { page } = await open("coordinator");
  await page.addInitScript(() => {
    const moved: string[] = [];
    Object.assign(window, { moved });
    type Shift = { sources: { node: Node | null }[] };
    // Lines come and go below while others work.
    const isHead = (node: Node | null) => node?.parentElement?.closest(".board-bar, header");
    new PerformanceObserver((shifts) => {
      for (const { sources } of shifts.getEntries() as unknown as Shift[])
        for (const { node } of sources) if (isHead(node)) moved.push(node!.textContent!);
    }).observe({ type: "layout-shift", buffered: true });
  });
  await signIn(page, "admin");
  for (const width of [1440, 1024]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto("/board");
    await expect(page.getByText(/^Live \d\d:\d\d$/)).toBeVisible();
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
    expect(await page.evaluate("moved")).toEqual([]);
  }
});

test("a board without a connection says since when, and catches up when it is back", async ({
  open,
  baseURL,
}) => {
  const { page, context } = await open("coordinator");
  await signIn(page, "admin");
  await page.goto("/board?lane=read&category=charging");
  await expect(live(page)).toHaveText(/^Live/);
  // Whatever else comes and goes meanwhile, nobody else asks for so many.
  const own = page.locator(".line").filter({ hasText: "×27" });
  const before = await own.count();
  await context.setOffline(true);
  await expect(live(page)).toHaveText(/^No connection since \d\d:\d\d/, { timeout: 20_000 });
  const asked = { category: "charging", people: "27", phone: "+380671230027" };
  await askForHelp(baseURL!, `Away ${Date.now()}`, asked);
  await context.setOffline(false);
  await expect(live(page)).toHaveText(/^Live/, { timeout: 20_000 });
  await expect(own).toHaveCount(before + 1);
});
