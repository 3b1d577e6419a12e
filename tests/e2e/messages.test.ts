import type { Page } from "@playwright/test";
import { cutOff, enlarge } from "./measure";
import { expect, expectAccessible, press, signIn, test } from "./naaber";

/** On a desk's screen and on a phone's. */
async function expectAccessibleOnBoth(page: Page) {
  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await expectAccessible(page);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}

test("a broadcast is seen before it goes, and above the limit goes only after an administrator has confirmed it", async ({
  open,
}) => {
  const { page: admin } = await open("coordinator");
  await signIn(admin, "admin");
  await admin.goto("/board/broadcasts");
  await admin.getByLabel("People that one person may write to alone").fill("0");
  await press(admin, /^Save$/);
  await expect(admin.getByRole("status")).toBeVisible();
  await expectAccessibleOnBoth(admin);

  const { page: hanna } = await open("coordinator");
  await signIn(hanna, "hanna");
  await hanna.goto("/board");
  await hanna.getByRole("link", { name: "Broadcasts" }).first().click();
  await press(hanna, "Save and preview");
  await expect(hanna.getByRole("alert")).toContainText("Choose who it goes to.");
  await expectAccessible(hanna);
  await hanna.getByLabel("Volunteers").check();
  await hanna.getByLabel("Sykhivskyi District").check();
  await hanna.getByLabel("Message (Українська)").fill("Завтра о восьмій потрібні лопати");
  await hanna.getByLabel("If a language is missing").selectOption({ label: "Українська" });
  await press(hanna, "Save and preview");
  await expect(hanna.getByRole("heading", { name: "Who it reaches" })).toBeVisible();
  await expect(hanna.getByText("Read by people whose language is missing")).toBeVisible();
  await expectAccessibleOnBoth(hanna);
  await press(hanna, "Send");
  await expect(hanna.getByText("Ask another coordinator of these districts")).toBeVisible();
  await expect(hanna.getByRole("button", { name: "Confirm and send" })).toHaveCount(0);

  await admin.goto(new URL(hanna.url()).pathname);
  await press(admin, "Confirm and send");
  await expect(async () => {
    await hanna.goto("/board/broadcasts");
    const row = hanna.getByRole("row", { name: /лопати/ });
    await expect(row).toContainText("Sent", { timeout: 1_000 });
  }).toPass();
  await expectAccessibleOnBoth(hanna);
});

test("a warning stands on residents' pages in their language, before what the page is for and without hiding it", async ({
  open,
}) => {
  const { page: hanna } = await open("coordinator");
  await signIn(hanna, "hanna");
  // Two presses from anywhere: behind the broadcasts.
  await hanna.goto("/board/tasks");
  await hanna.getByRole("link", { name: "Broadcasts" }).first().click();
  await hanna.getByRole("link", { name: "Warnings" }).click();
  const inMenu = hanna.getByRole("navigation", { name: "Main menu" }).last();
  await expect(inMenu.locator("[aria-current]")).toHaveText("Broadcasts");
  const advice = "Пункт обігріву відкрито у школі № 7. Не вмикайте генератор у приміщенні. ".repeat(
    3,
  );
  await hanna.getByLabel("Headline (Українська)").fill("Без світла до ранку");
  await hanna.getByLabel("Headline (English)").fill("No power until the morning");
  await hanna.getByLabel("What happens, and what to do (Українська)").fill(advice);
  await hanna.getByLabel("What happens, and what to do (English)").fill("Stay warm.");
  await hanna.getByLabel("Sykhivskyi District").check();
  await hanna
    .getByLabel("About", { exact: true })
    .selectOption({ label: "Power, water, heating, phones" });
  await hanna.getByLabel("How serious").selectOption({ label: "Severe" });
  await hanna.getByLabel("When to act").selectOption({ label: "At once" });
  await hanna.getByLabel("How certain").selectOption({ label: "It is happening" });
  await press(hanna, "Publish");
  await expect(hanna.getByText("On every page", { exact: true })).toBeVisible();
  await expectAccessibleOnBoth(hanna);

  const { page } = await open("resident", { script: false, locale: "uk-UA" });
  const banner = page.getByRole("complementary", { name: "Попередження" });
  await expect(async () => {
    await page.goto("/");
    await expect(banner).toContainText("Без світла до ранку", { timeout: 1_000 });
  }).toPass();
  await expect(banner).toContainText("Сихівський район");
  await expect(page.getByRole("link", { name: "Попросити про допомогу" }).first()).toBeInViewport();
  await expect(banner.getByText("Не вмикайте генератор")).toBeHidden();
  await banner.getByText("Докладніше").click();
  await expect(banner.getByText("Не вмикайте генератор")).toBeVisible();
  await enlarge(page, 200);
  expect(await cutOff(page)).toEqual([]);

  const { page: scripted } = await open("resident");
  for (const path of ["/", "/help"]) {
    await scripted.goto(path);
    await expect(scripted.getByText("No power until the morning")).toBeVisible();
    await expectAccessible(scripted);
  }
  await press(hanna, "Call it off");
  await expect(hanna.getByText("Called off", { exact: true })).toBeVisible();
});

test("a volunteer sets quiet hours on a phone", async ({ open }) => {
  const { page } = await open("volunteer");
  await signIn(page, "taras");
  await page.goto("/account");
  await page.getByRole("link", { name: "Choose messages" }).click();
  await page.getByLabel("From", { exact: true }).fill("22:00");
  await press(page, "Save");
  await expect(page.getByRole("alert")).toContainText("Enter both times, or neither.");
  await expectAccessible(page);
  await page.getByLabel("Until", { exact: true }).fill("07:00");
  await press(page, "Save");
  await expect(page.getByRole("status").filter({ hasText: "Saved" })).toBeVisible();
  await expect(page.getByLabel("From", { exact: true })).toHaveValue("22:00");
  await expectAccessible(page);
  await page.getByRole("link", { name: "Your account" }).last().click();
  await expect(page).toHaveURL(/\/account$/);
});
