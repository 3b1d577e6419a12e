import type { Locator, Page } from "@playwright/test";
import { askForHelp, expect, expectAccessible, signIn, test } from "./naaber";

const mark = (page: Page) => page.evaluate(() => Object.assign(window, { marked: true }));
const isMarked = (page: Page) => page.evaluate(() => "marked" in window);
const sheet = (page: Page) => page.locator("#sheet");

test("several are marked by keys, stay marked beside an open one, and are changed together", async ({
  open,
  baseURL,
}) => {
  const { page } = await open("coordinator");
  await signIn(page, "admin");
  const district = "shevchenkivskyi";
  for (let number = 41; number <= 43; number++) await askForHelp(baseURL!, number, { district });
  await page.goto(`/board?lane=read&district=${district}`);
  const marked = page.locator(".line > label :checked");
  const bar = page.getByRole("form", { name: "Several at once" });
  await expect(bar).toBeHidden();
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.keyboard.press("Shift+J");
  await expect(marked).toHaveCount(2);
  await expect(bar.getByText("Marked: 2")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(sheet(page)).toBeVisible();
  await expect(marked).toHaveCount(2);
  await expectAccessible(page);
  await mark(page);
  const opened = page.url();
  await page.keyboard.press("1");
  await expect(bar).toBeHidden();
  await expect(marked).toHaveCount(0);
  expect(await isMarked(page)).toBe(true);
  await expect(page).not.toHaveURL(opened);
  await page.goto("/board?lane=send");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.keyboard.press("Shift+J");
  await page.keyboard.press("t");
  await expect(page.getByRole("heading", { level: 1, name: "New task" })).toBeVisible();
  await expect(page.locator('input[name="request"]:checked')).toHaveCount(2);

  const { page: plain } = await open("coordinator", { script: false });
  await signIn(plain, "admin");
  await plain.goto("/board?lane=send");
  await plain.locator(".line > label > input").first().check();
  await plain.getByRole("button", { name: "Merge", exact: true }).click();
  await expect(plain.getByRole("alert")).toContainText("at least two");
});

test("several are merged by keys after they stood beside each other, and without a script", async ({
  open,
  baseURL,
}) => {
  const { page } = await open("coordinator");
  await signIn(page, "admin");
  for (let number = 81; number <= 84; number++)
    await askForHelp(baseURL!, number, { details: `A pipe has burst, flat ${number}` });
  const pair = async (where: Page, street: string) => {
    await where.goto(`/board?q=${street}`);
    await expect(where.locator("a.line-link").first()).toBeVisible();
  };
  await pair(page, "A pipe has burst");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.keyboard.press("Shift+J");
  await page.keyboard.press("u");
  const title = { level: 1, name: "Compare before you merge" };
  await expect(page.getByRole("heading", title)).toBeVisible();
  const choices = page.getByRole("radio");
  await expect(choices).toHaveCount(2);
  await expect(choices.first()).toBeChecked();
  const facts = page.locator(".facing");
  await expect(facts.first()).toContainText(/\+3806712300\d\d/);
  await expect(facts.nth(1)).toContainText("A pipe has burst");
  await expectAccessible(page);
  await page.keyboard.press("2");
  await expect(choices.nth(1)).toBeChecked();
  const chosen = await choices.nth(1).getAttribute("value");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/board/requests/${chosen}`));
  await expect(sheet(page)).toContainText("A pipe has burst");

  const { page: plain } = await open("coordinator", { script: false });
  await signIn(plain, "admin");
  await pair(plain, "A pipe has burst");
  for (const nth of [0, 1]) await plain.locator(".line > label > input").nth(nth).check();
  await plain.getByRole("button", { name: "Merge", exact: true }).click();
  await expect(plain.getByRole("heading", title)).toBeVisible();
  await plain.getByRole("radio").nth(1).check();
  const covers = await plain.getByRole("radio").nth(1).getAttribute("value");
  await plain.getByRole("button", { name: "Merge into this one" }).click();
  await expect(plain).toHaveURL(new RegExp(`/board/requests/${covers}`));
});

test("on a phone several are marked and changed under the thumb, and nothing lies over the last line", async ({
  open,
  baseURL,
}) => {
  const { page } = await open("volunteer");
  await signIn(page, "admin");
  const district = "lychakivskyi";
  for (let number = 101; number <= 110; number++) await askForHelp(baseURL!, number, { district });
  await page.goto(`/board?lane=read&district=${district}`);
  const boxes = page.locator(".line > label > input");
  const bar = page.getByRole("form", { name: "Several at once" });
  await expect(boxes.first()).toBeHidden();
  await expect(bar).toBeHidden();
  const way = page.getByRole("checkbox", { name: "Mark", exact: true });
  await way.check();
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await expect(bar.getByText("Marked: 2")).toBeVisible();
  await expectAccessible(page);
  const links = page.getByRole("navigation").filter({ has: way });
  const bottom = async (what: Locator) => (await what.boundingBox())!;
  const seen = await bottom(bar);
  expect(seen.y).toBeGreaterThan(370);
  expect(seen.y + seen.height).toBeLessThanOrEqual((await bottom(links)).y + 1);
  for (const name of ["Create task", "Merge", "Clear marks"])
    expect((await bottom(bar.getByRole("button", { name }))).height).toBeGreaterThanOrEqual(32);
  // At its end the list stands above the bar.
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  const last = await bottom(page.locator(".line").last());
  expect(last.y + last.height).toBeLessThanOrEqual((await bottom(bar)).y + 1);
  await bar.getByRole("button", { name: "Low" }).click();
  await expect(page.locator(".what.low").first()).toBeVisible();
  await expect(bar).toBeHidden();
});

test("those in one street are marked by a link, and sent to a district by keys of any layout, or with no script at all", async ({
  open,
  baseURL,
}) => {
  const { page } = await open("coordinator");
  await signIn(page, "admin");
  for (let number = 51; number <= 53; number++)
    await askForHelp(baseURL!, number, { street: "Ozerna" });
  await page.goto("/board?q=Ozerna 51");
  await page.locator("a.line-link").first().click();
  await expect(sheet(page)).toBeVisible();
  await mark(page);
  await sheet(page).getByRole("link", { name: "Mark requests in this street" }).click();
  const marked = page.locator(".line > label :checked");
  const bar = page.getByRole("form", { name: "Several at once" });
  const rows = page.locator(".line");
  await expect(page.getByText("Open requests in the same street")).toBeVisible();
  const all = await rows.count();
  expect(all).toBeGreaterThanOrEqual(3);
  await expect(marked).toHaveCount(all);
  await expect(bar.getByText(`Marked: ${all}`)).toBeVisible();
  await expectAccessible(page);
  // A mark that is taken away stays away while one of them is read.
  await page.locator(".line > label > input").first().uncheck();
  await page.locator("a.line-link").last().click();
  await expect(sheet(page)).toBeVisible();
  await expect.poll(async () => (await rows.count()) - (await marked.count())).toBe(1);
  expect(await isMarked(page)).toBe(true);
  // Where E is, a Ukrainian keyboard has another letter.
  await page
    .locator("body")
    .dispatchEvent("keydown", { code: "KeyE", key: "у", bubbles: true, cancelable: true });
  const places = bar.locator("[data-arrows] button");
  await expect(places.first()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(places.nth(1)).toBeFocused();
  const chosen = await places.nth(1).textContent();
  await page.keyboard.press("Enter");
  await expect(marked).toHaveCount(0);
  await expect(page).not.toHaveURL(/street=/);
  expect(await isMarked(page)).toBe(true);

  const { page: plain } = await open("coordinator", { script: false });
  await signIn(plain, "admin");
  await plain.goto("/board");
  await plain.goto("/board?q=Ozerna 51");
  await plain.locator("a.line-link").first().click();
  await plain.getByRole("link", { name: "Mark requests in this street" }).click();
  const count = await plain.locator(".line > label :checked").count();
  expect(count).toBeGreaterThanOrEqual(3);
  await expect(
    plain.locator(".place", { hasText: chosen!.replace(/ District.*/, "") }).first(),
  ).toBeVisible();
  await plain.getByRole("button", { name: "Low" }).click();
  await expect(plain).not.toHaveURL(/street=/);
  await expect(plain.locator(".what.low").first()).toBeVisible();
});
