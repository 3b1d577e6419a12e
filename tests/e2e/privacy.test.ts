import { expect, expectAccessible, signIn, test } from "./naaber";

test("a resident without JavaScript reads what is kept, and has it deleted", async ({ open }) => {
  const { page } = await open("resident", { script: false });
  await page.goto("/help");
  await page.getByRole("radio", { name: /^Water/ }).check();
  await page.getByRole("textbox", { name: "In your own words" }).fill("Water for the cellar");
  await page.getByLabel("Phone number", { exact: true }).fill("067 222 33 44");
  await page.getByRole("button", { name: "Ask for help" }).click();
  const link = new URL(page.url()).pathname;

  // What judges a page is a script itself.
  const { page: judged } = await open("resident");
  await judged.goto(`${link}/data`);
  await expectAccessible(judged);

  await page.getByRole("link", { name: "See or delete your data" }).click();
  await expect(page.getByText("Water for the cellar")).toBeVisible();
  await page.getByRole("button", { name: "Delete for good" }).click();
  await expect(page.getByRole("alert")).toContainText("Tick the box");
  await page.getByLabel("Yes. I know that nothing brings it back.").check();
  await page.getByRole("button", { name: "Delete for good" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your data has been deleted");
  await page.goto(link);
  await expect(page.getByText("067 222 33 44")).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("We have your request");

  for (const path of ["/privacy", "/track/erasures", "/forgotten"]) {
    await judged.goto(path);
    await expectAccessible(judged);
  }
});

test("a volunteer reads in the account what is kept", async ({ open }) => {
  const { page } = await open("volunteer");
  await signIn(page, "iryna");
  await page.goto("/account/data");
  await expect(page.getByText("iryna@demo.naaber.example")).toBeVisible();
  await expectAccessible(page);
});

test("an administrator sets how long data is kept and forgets somebody who asked", async ({
  open,
}) => {
  const { page } = await open("coordinator");
  await signIn(page, "admin");
  await page.goto("/admin/privacy");
  await expectAccessible(page);
  const looks = page.locator("form", { has: page.locator('[value="look"]') });
  await looks.getByLabel("Days").fill("3");
  await looks.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert")).toContainText("from 7 to 3650");
  await expectAccessible(page);
  await looks.getByLabel("Days").fill("365");
  await looks.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status")).toContainText("Saved");

  await page.getByRole("link", { name: "Record of processing" }).click();
  await expect(
    page.getByText("request_private (name, phone, email, digits, for_name, for_phone)"),
  ).toBeVisible();
  await expectAccessible(page);

  await page.goto("/admin/privacy/people");
  await page.getByLabel(/^Code of a request/).fill("Ганна");
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("link", { name: "Ганна Мельничук" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Data of Ганна Мельничук");
  await page.getByRole("button", { name: "Delete for good" }).click();
  await expect(page.getByRole("alert")).toContainText("Choose how the person asked.");
  await expectAccessible(page);
});
