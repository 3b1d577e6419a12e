import type { Page } from "@playwright/test";
import { tooSmall } from "./measure";
import { expect, expectAccessible, press, signIn, test } from "./naaber";

/** In CSS pixels: for a thumb, and for a mouse on the board. */
const THUMB = 44;
const MOUSE = 32;

async function unfolded(page: Page, path: string) {
  await page.goto(path);
  await page.evaluate(() => {
    for (const fold of document.querySelectorAll("details")) fold.open = true;
  });
}

async function firstLinks(page: Page, lists: readonly (readonly [string, string])[]) {
  const found: string[] = [];
  for (const [list, line] of lists) {
    await page.goto(list);
    const first = page.locator(line).first();
    if ((await first.count()) > 0) found.push((await first.getAttribute("href"))!);
  }
  return found;
}

test("nothing that a resident presses is smaller than a thumb", async ({ open }) => {
  const { page } = await open("resident");
  for (const path of ["/", "/help", "/track", "/about", "/privacy", "/accessibility", "/nowhere"]) {
    await unfolded(page, path);
    expect(await tooSmall(page, THUMB), path).toEqual([]);
  }
  for (const path of ["/sign-in", "/sign-in/code", "/sign-up", "/password-resets", "/offers/new"]) {
    await unfolded(page, path);
    expect(await tooSmall(page, THUMB), path).toEqual([]);
  }
});

for (const who of ["taras", "bohdan"])
  test(`nor what a volunteer or an owner presses, ${who}`, async ({ open }) => {
    const { page } = await open("volunteer");
    await signIn(page, who);
    const details = await firstLinks(page, [
      ["/tasks", ".task-rows a"],
      ["/shifts", ".shift-row a"],
      ["/offers", ".table a"],
    ]);
    const lists = [
      "/tasks",
      "/shifts",
      "/shifts/hours",
      "/shifts/calendars",
      "/check-in",
      "/offers",
    ];
    const own = ["/profile", "/account", "/account/security", "/account/looks"];
    for (const path of [...lists, ...own, ...details]) {
      await unfolded(page, path);
      expect(await tooSmall(page, THUMB), path).toEqual([]);
    }
    // The last of them, with its menu open.
    await expectAccessible(page);
  });

test("what is pressed on the board is not smaller than a mouse needs", async ({ open }) => {
  const { page } = await open("coordinator");
  await signIn(page, "hanna");
  for (const path of [
    "/board",
    "/board/tasks",
    "/board/shifts",
    "/board/resources",
    "/board/volunteers",
  ]) {
    await unfolded(page, path);
    expect(await tooSmall(page, MOUSE), path).toEqual([]);
  }
});

test("on a phone a resident's page begins within 150 px, the emergency number before it", async ({
  open,
}) => {
  const { page } = await open("resident", { script: false });
  for (const lang of ["uk", "en"])
    for (const path of ["/", "/help", "/track", "/nowhere"]) {
      await page.goto(`${path}?lang=${lang}`);
      const band = (await page.locator(".band").boundingBox())!.height;
      const heading = (await page.getByRole("heading", { level: 1 }).boundingBox())!;
      expect(heading.y - band, `${path} ${lang}`).toBeLessThan(150);
      const emergency = (await page.locator(".sos").boundingBox())!;
      expect(emergency.y + emergency.height).toBeLessThan(heading.y);
    }
});

for (const [who, path] of [
  ["taras", "/tasks"],
  ["taras", "/shifts"],
  ["hanna", "/board"],
] as const)
  test(`on a phone ${path} begins within 150 px; its menu opens without a script, by keyboard`, async ({
    open,
  }) => {
    const { page } = await open("volunteer", { script: false });
    await signIn(page, who, "uk");
    await page.goto(path);
    const heading = page.getByRole("heading", { level: 1 });
    const box = (await heading.boundingBox())!;
    expect(box.y + box.height).toBeLessThan(150);
    await expect(page.getByRole("button", { name: "Вийти" })).toBeHidden();
    const menu = page.locator(".folded > summary");
    await menu.focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: "Вийти" })).toBeVisible();
    await page.getByRole("link", { name: "English" }).click();
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await menu.click();
    await press(page, "Sign out");
    await expect(page.getByRole("button", { name: "Sign out" })).toHaveCount(0);
  });

test("on a phone the first request of the board begins within 150 px, below the band of a demonstration", async ({
  open,
}) => {
  const { page } = await open("volunteer");
  await signIn(page, "hanna", "uk");
  await page.goto("/board");
  const band = (await page.locator(".band").boundingBox())!.height;
  const first = (await page.locator(".line").first().boundingBox())!;
  expect(first.y - band).toBeLessThanOrEqual(150);
});
