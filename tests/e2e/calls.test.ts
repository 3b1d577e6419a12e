import { expect, expectAccessible, signIn, test } from "./naaber";

test("a call is taken on one screen by the keyboard, and ends with its code; without a script too", async ({
  open,
}) => {
  const { page } = await open("coordinator");
  await page.setViewportSize({ width: 1440, height: 900 });
  await signIn(page, "admin");
  await page.goto("/board");
  await page.keyboard.press("c");
  await expect(page).toHaveURL(/\/board\/requests\/new/);
  const phone = page.getByLabel("Phone number", { exact: true });
  await expect(phone).toBeFocused();
  const heights = await page.evaluate(() => [
    document.documentElement.scrollHeight,
    window.innerHeight,
  ]);
  expect(heights[0]).toBeLessThanOrEqual(heights[1]!);
  await expectAccessible(page);
  await page.keyboard.type("067 555 01 23");
  await expect(page.getByText("No open request from this number")).toBeVisible();
  await page.getByLabel("Address", { exact: true }).fill("Naukova 7, flat 12");
  await page.getByRole("radio", { name: "Water (litres)" }).check();
  await page.getByLabel("How much").fill("20");
  await page.keyboard.press("Control+Enter");
  await expect(page).toHaveURL(/\/taken$/);
  await expect(page.getByText(/^\d\d \d\d \d\d \d\d$/)).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("c");
  await expect(page.getByLabel("Phone number", { exact: true })).toBeFocused();
  await page.keyboard.type("0675550");
  await expect(page.getByRole("link", { name: /^Water ×1/ })).toBeVisible();

  const { page: plain } = await open("coordinator", { script: false });
  await signIn(plain, "admin");
  await plain.goto("/board/requests/new");
  await plain.getByLabel("Phone number", { exact: true }).fill("+380 67 555 01 23");
  await plain.getByLabel("What they say").fill("Two more bottles");
  await plain.getByRole("button", { name: "Look up" }).click();
  await expect(plain.getByRole("link", { name: /^Water ×1/ })).toBeVisible();
  await expect(plain.getByLabel("What they say")).toHaveValue("Two more bottles");
  await plain.getByRole("button", { name: "Only save" }).click();
  await expect(plain.getByText(/^\d\d \d\d \d\d \d\d$/)).toBeVisible();
});
