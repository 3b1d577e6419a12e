import { expect, expectAccessible, press, signIn, test } from "./naaber";

test("a duty is handed over between two coordinators in two languages, read part by part, and printed", async ({
  open,
}) => {
  const { page: hanna } = await open("coordinator", { locale: "uk-UA" });
  await signIn(hanna, "hanna", "uk");
  await hanna.goto("/board");
  // By the keyboard, as whoever types Ukrainian has it.
  await hanna.keyboard.press("KeyH");
  await expect(hanna.getByRole("heading", { level: 1, name: "Передача чергування" })).toBeVisible();
  await hanna.getByLabel("Сихівський").check();
  await hanna.getByRole("button", { name: "Зберегти" }).click();
  await expect(hanna.getByText(/Ганна .*, з /).first()).toBeVisible();
  await expect(
    hanna.getByRole("heading", { name: /^Загроза життю, і ніхто не їде/ }),
  ).toBeVisible();
  await expectAccessible(hanna);
  await hanna.setViewportSize({ width: 360, height: 740 });
  await expectAccessible(hanna);
  await hanna.setViewportSize({ width: 1440, height: 900 });
  const words = "Лікарня передзвонить о п’ятій";
  await hanna.getByLabel("Що має знати наступний").fill(words);
  await hanna.getByRole("button", { name: "Передати: Сихівський" }).click();
  await expect(hanna.getByText("Ви й далі чергуєте.")).toBeVisible();

  const { page: admin } = await open("coordinator");
  await signIn(admin, "admin");
  await admin.goto("/board");
  await admin.getByRole("link", { name: "Read it and take over" }).click();
  await expect(admin.getByText(words)).toBeVisible();
  await expectAccessible(admin);
  await press(admin, "I take over: Sykhivskyi");
  await expect(admin.getByText("Tick each part once you have read it")).toBeVisible();
  await admin.emulateMedia({ media: "print" });
  await expect(admin.getByText("Taken over by (name, time, signature):")).toBeVisible();
  await expect(admin.getByRole("button", { name: "I take over" })).toBeHidden();
  expect((await admin.pdf({ format: "A4" })).length).toBeGreaterThan(5_000);
  await admin.emulateMedia({ media: "screen" });
  for (const box of await admin.getByLabel("I have read this part").all()) await box.check();
  await press(admin, "I take over: Sykhivskyi");
  await expect(admin).toHaveURL(/\/board$/);
  await hanna.goto("/board/handover");
  await expect(hanna.getByText(/Чергування прийнято/)).toBeVisible();
  await expect(hanna.getByLabel("Сихівський")).not.toBeChecked();
});
