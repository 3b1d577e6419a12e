import type { Page } from "@playwright/test";
import { expect, signIn, test } from "./naaber";

/** Marks the page: a mark that is gone says that the page was loaded anew. */
const mark = (page: Page) => page.evaluate(() => Object.assign(window, { marked: true }));
const isMarked = (page: Page) => page.evaluate(() => "marked" in window);
const list = (page: Page) => page.locator(".regions .list");
const lines = (page: Page) => page.locator("a.line-link");
const sheet = (page: Page) => page.locator("#sheet");

test("the sheet opens without loading the page: the list keeps its scroll and its focus", async ({
  open,
}) => {
  const { page } = await open("coordinator");
  await signIn(page, "admin");
  await page.setViewportSize({ width: 1440, height: 420 });
  await page.goto("/board");
  await mark(page);
  const count = await lines(page).count();
  expect(count).toBeGreaterThan(6);
  const chosen = lines(page).nth(count - 2);
  await chosen.scrollIntoViewIfNeeded();
  const scrolled = () => list(page).evaluate((element) => element.scrollTop || window.scrollY);
  await chosen.click();
  await expect(sheet(page)).toBeVisible();
  await expect(page).toHaveURL(/\/board\/requests\//);
  expect(await isMarked(page)).toBe(true);
  await expect(chosen).toBeFocused();
  await expect(chosen).toBeInViewport();
  const before = await scrolled();

  await lines(page)
    .nth(count - 1)
    .click();
  await expect(lines(page).nth(count - 1)).toBeFocused();
  await expect(page.locator("tr[aria-current]")).toHaveCount(1);
  expect(await isMarked(page)).toBe(true);
  expect(Math.abs((await scrolled()) - before)).toBeLessThan(200);

  await page.goBack();
  await expect(page.locator("tr[aria-current] a.line-link")).toHaveAttribute(
    "href",
    (await chosen.getAttribute("href"))!,
  );
  expect(await isMarked(page)).toBe(true);
});

test("what is written about one request never turns up in the form of another, and a sent note leaves its form", async ({
  open,
}) => {
  const { page } = await open("coordinator");
  await signIn(page, "admin");
  await page.goto("/board");
  await mark(page);
  await lines(page).first().click();
  const note = sheet(page).locator("textarea[name=note]");
  await note.fill("For the first one alone");
  await lines(page).nth(1).click();
  await expect(page.locator("tr[aria-current] a.line-link")).toHaveAttribute(
    "href",
    (await lines(page).nth(1).getAttribute("href"))!,
  );
  await expect(note).toHaveValue("");
  await note.fill("Called at six");
  await note.locator("xpath=ancestor::form").getByRole("button").click();
  await expect(sheet(page).getByText("Called at six")).toBeVisible();
  await expect(note).toHaveValue("");
  expect(await isMarked(page)).toBe(true);
});

test("keys go along the list by their place on the keyboard, say which there are, and can be switched off", async ({
  open,
}) => {
  const { page } = await open("coordinator");
  await signIn(page, "admin");
  await page.goto("/board?lang=uk");
  // A Ukrainian layout has another letter on the key of J.
  const pressJ = () =>
    page.evaluate(() =>
      document.activeElement!.dispatchEvent(
        new KeyboardEvent("keydown", { key: "о", code: "KeyJ", bubbles: true, cancelable: true }),
      ),
    );
  await pressJ();
  await expect(lines(page).first()).toBeFocused();
  await pressJ();
  await expect(lines(page).nth(1)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(sheet(page)).toBeVisible();
  await pressJ();
  await expect(lines(page).nth(2)).toBeFocused();

  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Наступний рядок");
  await dialog.getByRole("checkbox").uncheck();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await lines(page).first().focus();
  await pressJ();
  await expect(lines(page).first()).toBeFocused();
});
