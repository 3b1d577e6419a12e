import { expect, expectAccessible, press, signIn, test } from "./naaber";

test("two coordinators see each other at a request, and what the other has saved stands beside one's own", async ({
  open,
  baseURL,
}) => {
  const phone = "+380671239901";
  const form = { category: "water", details: "Water for two", people: "2", phone };
  const asked = await fetch(`${baseURL}/help`, {
    method: "POST",
    redirect: "manual",
    headers: { "X-Forwarded-For": "198.51.100.201" },
    body: new URLSearchParams({ ...form, district: "sykhivskyi", address: "Naukova 99" }),
  });
  expect(asked.status).toBe(303);
  const { page: hanna } = await open("coordinator", { locale: "uk-UA" });
  await signIn(hanna, "hanna", "uk");
  const { page: admin } = await open("coordinator");
  await signIn(admin, "admin");
  await admin.goto("/board?lane=read&district=sykhivskyi");
  await hanna.goto("/board?lane=read&district=sykhivskyi");
  const own = hanna.locator(".line").last();
  await expect(own.locator(".open-by")).toHaveCount(0);
  await admin.locator("a.line-link").last().click();
  await expect(admin.locator("#sheet")).toBeVisible();
  await expect(own.locator(".open-by")).toBeVisible();
  // By the keyboard, as whoever types Ukrainian has it.
  await hanna.keyboard.press("KeyJ");
  while (!(await own.locator("a").evaluate((link) => link === document.activeElement)))
    await hanna.keyboard.press("KeyJ");
  await hanna.keyboard.press("Enter");
  const sheet = hanna.locator("#sheet");
  await expect(sheet.getByText("Зараз відкрито також:")).toBeVisible();
  await expectAccessible(hanna);
  await admin.getByLabel("People", { exact: true }).fill("4");
  await admin.getByRole("radio", { name: "Danger to life" }).check();
  await press(admin, /^Save/);
  await sheet.getByLabel("Людей").fill("6");
  await sheet.getByRole("button", { name: /^Зберегти/ }).click();
  await expect(sheet.getByText("Тим часом хтось зберіг: 4. Показано ваше значення.")).toBeVisible();
  await expect(sheet.getByText("Узято зі змін іншої людини: Загроза життю")).toBeVisible();
  await expect(sheet.getByLabel("Людей")).toHaveValue("6");
  await expect(sheet.getByRole("radio", { name: "Загроза життю" })).toBeChecked();
  await expectAccessible(hanna);
  await sheet.getByRole("button", { name: /^Зберегти/ }).click();
  await hanna.goto("/board?lane=danger");
  await expect(hanna.getByText("×6").first()).toBeVisible();
});
