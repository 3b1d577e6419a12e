import lviv from "../../drizzle/seed/cities/lviv.json" with { type: "json" };
import { expect, expectAccessible, test } from "./naaber";

test("a resident asks without JavaScript, corrects a mistake and follows the request", async ({
  open,
}) => {
  const { page } = await open("resident", { script: false, locale: "uk-UA" });
  await page.goto("/");
  await page.getByRole("link", { name: "Попросити про допомогу" }).first().click();
  await page.getByLabel("Вода", { exact: false }).check();
  await page
    .getByRole("textbox", { name: "Своїми словами" })
    .fill("Вода на дев’ятий поверх, ліфт стоїть");
  await page.getByLabel("Район", { exact: true }).selectOption("sykhivskyi");
  await page.getByRole("button", { name: "Попросити про допомогу" }).click();
  await expect(page.getByRole("alert")).toContainText("номер телефону");
  await expect(page.getByRole("textbox", { name: "Своїми словами" })).toHaveValue(/дев’ятий/);
  await page.getByLabel("Номер телефону", { exact: true }).fill("067 123 45 67");
  await page.getByRole("button", { name: "Попросити про допомогу" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ми отримали ваш запит");

  await page.getByLabel("Додати повідомлення").fill("Ми в укритті");
  await page.getByRole("button", { name: "Надіслати" }).click();
  await expect(page.getByText("Ми в укритті")).toBeVisible();

  const code = (await page.locator(".code").innerText()).replace(/\D/g, "");
  await page.goto("/track");
  await page.getByLabel("Код", { exact: true }).fill(code);
  await page.getByLabel("Останні чотири цифри").fill("4567");
  await page.getByRole("button", { name: "Показати статус" }).click();
  await expect(page.getByRole("status")).toContainText("Ми отримали ваш запит");
  await expect(page.getByText("Ми в укритті")).toHaveCount(0);
});

test("the phone's own position goes along when it is asked for", async ({ open }) => {
  const { page, context } = await open("resident");
  await context.grantPermissions(["geolocation"]);
  await context.setGeolocation({ latitude: 49.8, longitude: 24.05 });
  await page.goto("/help");
  await page.getByRole("button", { name: "Use my location" }).click();
  await expect(page.getByRole("status")).toContainText("Your location has been added");
  await expect(page.locator('[name="lat"]')).toHaveValue("49.800000");
  await page.getByRole("button", { name: "Ask for help" }).click();
  await expect(page.getByRole("alert")).toContainText("Choose what you need");
  await expectAccessible(page);
  await page.getByRole("radio", { name: /^Water/ }).check();
  await page.getByRole("textbox", { name: "In your own words" }).fill("Drinking water, 20 litres");
  await page.getByLabel("Phone number", { exact: true }).fill("+380 67 765 43 21");
  await page.getByRole("button", { name: "Ask for help" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("We have your request");
  await expectAccessible(page);
});

for (const locale of lviv.locales)
  for (const path of ["/", "/help", "/track"])
    test(`${path} in ${locale} is accessible, at 320 px too`, async ({ open }) => {
      const { page } = await open("resident", { locale });
      await page.setViewportSize({ width: 320, height: 640 });
      await page.goto(`${path}?lang=${locale}`);
      await expectAccessible(page);
      await page.emulateMedia({ colorScheme: "dark" });
      await expectAccessible(page);
    });

for (const locale of lviv.locales)
  test(`what everybody may read in ${locale} is accessible, the page for no page too`, async ({
    open,
  }) => {
    const { page } = await open("resident", { locale });
    await page.setViewportSize({ width: 320, height: 640 });
    for (const path of ["/about", "/privacy", "/accessibility", "/no-such-page"]) {
      await page.goto(`${path}?lang=${locale}`);
      await expectAccessible(page);
    }
    await page.emulateMedia({ colorScheme: "dark" });
    await expectAccessible(page);
  });
