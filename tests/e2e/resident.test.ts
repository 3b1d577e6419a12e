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

test("what is typed survives another language, a reload, Back and a lost network, and is gone once sent", async ({
  open,
}) => {
  const { page, context } = await open("resident");
  await page.goto("/help");
  await page.getByRole("radio", { name: /^Medicine/ }).check();
  await page.getByLabel("How many hours can you wait?").fill("3");
  await page.getByLabel("Phone number", { exact: true }).fill("067 765 43 22");
  await page.getByText("Is the help for any of these people?").first().click();
  await page.getByRole("checkbox", { name: "A baby" }).check();
  const words = page.locator("#details");
  await words.fill("Insulin,\nsecond floor");
  await page.getByRole("button", { name: "Українська" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Попросити про допомогу");
  await expect(words).toHaveValue("Insulin,\nsecond floor");
  await expect(page.getByRole("alert")).toHaveCount(0);
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ask for help");
  await words.fill("Insulin, third floor");
  const kept = async () => {
    await expect(words).toHaveValue("Insulin, third floor");
    await expect(page.locator("#hours")).toHaveValue("3");
    await expect(page.getByRole("radio", { name: /^Medicine/ })).toBeChecked();
    await expect(page.getByRole("checkbox", { name: "A baby" })).toBeChecked();
  };
  await page.goto("/help");
  await kept();
  await page.reload();
  await kept();
  await page.goto("/about");
  await page.goBack();
  await kept();
  await context.setOffline(true);
  await page.getByRole("button", { name: "Ask for help" }).click();
  await expect(page.locator("#unsent")).toContainText("Not sent yet");
  await page.getByRole("button", { name: "Do not send it" }).click();
  await kept();
  await page.getByRole("button", { name: "Ask for help" }).click();
  await expect(page.locator("#unsent li")).toHaveText(/^Medicine/);
  await expect(words).toHaveValue("");
  await context.setOffline(false);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("We have your request");
  // What was kept is let go of by the script of this page.
  await page.waitForLoadState();
  await page.goto("/help");
  await expect(words).toHaveValue("");
});

test("the Enter key sends the form, and what is wrong has the focus", async ({ open }) => {
  const { page } = await open("resident", { script: false });
  await page.goto("/help");
  await page.getByLabel("Address", { exact: true }).fill("Naukova 7");
  await page.getByLabel("Address", { exact: true }).press("Enter");
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByRole("alert")).toBeFocused();
  await expect(page.getByRole("alert")).toContainText("Choose what you need");
  await expect(page.getByRole("alert")).toContainText("Enter a phone number");
});

test("how long one can wait is asked of what can't wait", async ({ open }) => {
  const { page } = await open("resident");
  await page.goto("/help");
  const hours = page.getByLabel("How many hours can you wait?");
  await expect(hours).toBeHidden();
  await page.getByRole("radio", { name: /^Warmth/ }).check();
  await expect(hours).toBeVisible();
  await page.getByRole("radio", { name: /^Water/ }).check();
  await expect(hours).toBeHidden();
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

test("a resident sees what they wrote, corrects the number and takes back a cancellation, in Ukrainian, without JavaScript", async ({
  open,
}) => {
  const { page } = await open("resident", { script: false, locale: "uk-UA" });
  await page.goto("/help");
  await page.getByLabel("Вода", { exact: false }).check();
  await page.getByLabel("Адреса", { exact: true }).fill("вул. Наукова, 7");
  await page.getByLabel("Номер телефону", { exact: true }).fill("067 123 45 71");
  await page.getByRole("button", { name: "Попросити про допомогу" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ми отримали ваш запит");
  await page.getByText("Що ви написали").click();
  await expect(page.getByText("вул. Наукова, 7")).toBeVisible();
  await expect(page.getByText("+380•••••••71")).toBeVisible();
  await page.getByRole("link", { name: "Виправити" }).click();
  await page.getByRole("button", { name: "Зберегти" }).click();
  await expect(page.getByRole("alert")).toContainText("Ви нічого не змінили");
  await page.getByLabel("Новий номер телефону").fill("067 123 45 17");
  await page.getByRole("button", { name: "Зберегти" }).click();
  await expect(page.getByText("+380•••••••71 → +380•••••••17")).toBeVisible();
  // What looks at a page for everybody's sake is a script itself.
  const { page: withScript } = await open("resident", { locale: "uk-UA" });
  await withScript.goto(page.url());
  await expectAccessible(withScript);
  await page.getByText("Скасувати запит").click();
  await page.getByRole("button", { name: "Так, скасувати" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ваш запит скасовано");
  const cancelled = page.url();

  // What was written before is there to be corrected; how they are reached need not be written again.
  await page.getByRole("link", { name: "Попросити знову" }).click();
  await expect(page.getByRole("radio", { name: /^Вода/ })).toBeChecked();
  await expect(page.getByLabel("Адреса", { exact: true })).toHaveValue("вул. Наукова, 7");
  await expect(page.getByLabel("Номер телефону", { exact: true })).toHaveValue("");
  await expect(page.getByText("+380•••••••17")).toBeVisible();
  await withScript.goto(page.url());
  await expectAccessible(withScript);
  await page.getByLabel("Адреса", { exact: true }).fill("вул. Наукова, 9");
  await page.getByRole("button", { name: "Попросити про допомогу" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ми отримали ваш запит");
  expect(page.url()).not.toBe(cancelled);
  await page.getByText("Що ви написали").click();
  await expect(page.getByText("вул. Наукова, 9")).toBeVisible();
  await expect(page.getByText("+380•••••••17")).toBeVisible();
  await page.goto(cancelled);
  await page.getByRole("button", { name: "Допомога ще потрібна" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ваш запит прочитано");
});
