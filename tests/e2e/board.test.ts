import type { Page } from "@playwright/test";
import { expect, signIn, test } from "./naaber";

/** Marks the page: a mark that is gone says that the page was loaded anew. */
const mark = (page: Page) => page.evaluate(() => Object.assign(window, { marked: true }));
const isMarked = (page: Page) => page.evaluate(() => "marked" in window);
const list = (page: Page) => page.locator(".regions .list");
const lines = (page: Page) => page.locator("a.line-link");
const sheet = (page: Page) => page.locator("#sheet");

/** Somebody asks for help meanwhile, and every line below moves down by one. */
async function askForHelp(base: string) {
  const form = { category: "water", details: "Water for two", people: "2", phone: "+380671230011" };
  const body = new URLSearchParams({ ...form, district: "sykhivskyi", address: "Naukova 7" });
  const answer = await fetch(`${base}/help`, { method: "POST", redirect: "manual", body });
  expect(answer.status).toBe(303);
}

test("the sheet opens without loading the page: the list keeps its scroll and its focus", async ({
  open,
  baseURL,
}) => {
  const { page } = await open("coordinator");
  await signIn(page, "admin");
  await page.setViewportSize({ width: 1440, height: 420 });
  await page.goto("/board");
  await mark(page);
  const count = await lines(page).count();
  expect(count).toBeGreaterThan(6);
  // Others work on the same city meanwhile: a line is known by where it leads.
  const hrefs = await lines(page).evaluateAll((links) =>
    links.map((link) => link.getAttribute("href")!),
  );
  const lineTo = (href: string) => page.locator(`a.line-link[href="${href}"]`);
  const current = page.locator("[aria-current] > a.line-link");
  const [chosen, next] = hrefs.slice(-2) as [string, string];
  const scrolled = () => list(page).evaluate((element) => element.scrollTop);
  await lineTo(chosen).scrollIntoViewIfNeeded();
  const before = await scrolled();
  expect(before).toBeGreaterThan(0);
  await askForHelp(baseURL!);
  await lineTo(chosen).click();
  await expect(sheet(page)).toBeVisible();
  await expect(page).toHaveURL(/\/board\/requests\//);
  expect(await isMarked(page)).toBe(true);
  await expect(lineTo(chosen)).toBeFocused();
  await expect(lineTo(chosen)).toBeInViewport();
  expect(await scrolled()).toBeGreaterThan(0);

  await lineTo(next).click();
  await expect(current).toHaveAttribute("href", next);
  await expect(lineTo(next)).toBeFocused();
  expect(await isMarked(page)).toBe(true);

  await page.goBack();
  await expect(current).toHaveAttribute("href", chosen);
  expect(await isMarked(page)).toBe(true);
});

test("what is written about one request never turns up in the form of another, and a sent note leaves its form", async ({
  open,
}) => {
  const { page } = await open("coordinator");
  await signIn(page, "admin");
  await page.goto("/board");
  await mark(page);
  const [first, second] = await lines(page).evaluateAll((links) =>
    links.slice(0, 2).map((link) => link.getAttribute("href")!),
  );
  await page.locator(`a.line-link[href="${first}"]`).click();
  const note = sheet(page).locator("textarea[name=note]");
  await note.fill("For the first one alone");
  await page.locator(`a.line-link[href="${second}"]`).click();
  const current = page.locator("[aria-current] > a.line-link");
  await expect(current).toHaveAttribute("href", second!);
  await expect(note).toHaveValue("");
  const called = `Called at ${new Date().toISOString()}`;
  await note.fill(called);
  await note.locator("xpath=ancestor::form").getByRole("button").click();
  await expect(sheet(page).getByText(called)).toBeVisible();
  await expect(note).toHaveValue("");
  expect(await isMarked(page)).toBe(true);
});

test("keys go along the list by their place on the keyboard, say which there are, and can be switched off", async ({
  open,
}) => {
  const { page } = await open("coordinator");
  await signIn(page, "admin");
  await page.goto("/board?lang=uk");
  // A Ukrainian layout has another letter on the key of J. Lines come and go meanwhile: asked and answered at one moment.
  const pressJ = () =>
    page.evaluate(() => {
      const index = () => {
        const links = [...document.querySelectorAll("a.line-link")];
        const current = document.querySelector("[aria-current] > a.line-link");
        const focused = links.indexOf(document.activeElement!);
        return focused >= 0 || !current ? focused : links.indexOf(current);
      };
      const before = index();
      document.activeElement!.dispatchEvent(
        new KeyboardEvent("keydown", { key: "о", code: "KeyJ", bubbles: true, cancelable: true }),
      );
      return index() - before;
    });
  expect(await pressJ()).toBe(1);
  expect(await pressJ()).toBe(1);
  await page.keyboard.press("Enter");
  await expect(sheet(page)).toBeVisible();
  expect(await pressJ()).toBe(1);

  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Наступний рядок");
  await dialog.getByRole("checkbox", { name: "гарячі клавіші" }).uncheck();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await lines(page).first().focus();
  expect(await pressJ()).toBe(0);
});

test("a line has the whole name of its district, short, at 1440 px in Ukrainian", async ({
  open,
}) => {
  const { page } = await open("coordinator");
  await signIn(page, "admin");
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto("/board?lang=uk");
  const places = page.locator(".line-link .place");
  const check = async () => {
    // Every district once, in whichever line stands first.
    const cut = await places.evaluateAll((all) => {
      const names = [
        "Шевченківський",
        "Залізничний",
        "Личаківський",
        "Франківський",
        "Галицький",
        "Усе місто",
      ];
      return all.flatMap((place, index) => {
        place.firstChild!.textContent = names[index % names.length]!;
        return place.scrollWidth > place.clientWidth ? [place.textContent] : [];
      });
    });
    expect(cut).toEqual([]);
  };
  expect(await places.count()).toBeGreaterThan(6);
  await expect(places.filter({ hasText: /^Сихівський$/ }).first()).toBeVisible();
  await check();
  await lines(page).first().click();
  await expect(sheet(page)).toBeVisible();
  await check();
});

test("before two are joined, people, phones and words of both stand beside each other", async ({
  open,
  baseURL,
}) => {
  for (const details of ["Water for two", "Five people, two small children"])
    expect(
      (
        await fetch(`${baseURL}/help`, {
          method: "POST",
          redirect: "manual",
          headers: { "X-Forwarded-For": "198.51.100.201" },
          body: new URLSearchParams({
            category: "water",
            details,
            people: details.startsWith("Five") ? "5" : "2",
            phone: "+380671239911",
            district: "sykhivskyi",
            address: "Naukova 311",
          }),
        })
      ).status,
    ).toBe(303);
  const { page } = await open("coordinator", { script: false });
  await signIn(page, "admin");
  await page.goto("/board?q=Naukova 311");
  await lines(page).first().click();
  await sheet(page).getByRole("link", { name: "View" }).click();
  const compare = page.locator(".compare");
  for (const said of ["Water for two", "Five people, two small children", "+380671239911"])
    await expect(compare).toContainText(said);
  await expect(compare.locator(".facing")).toHaveCount(2);
  const other = await compare.getByRole("radio").first().getAttribute("value");
  await page.getByLabel("Code of the other request").fill("00000000");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByRole("alert")).toContainText("No open request");
  await page.getByLabel("Code of the other request").fill(other!);
  await page.getByRole("button", { name: "Show" }).click();
  await expect(compare.getByRole("radio").first()).toBeChecked();
  await compare
    .locator("xpath=ancestor::form")
    .getByRole("button", { name: "Merge with another" })
    .click();
  await expect(sheet(page)).toContainText("Merged with");
});
