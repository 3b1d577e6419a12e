import { expect, expectAccessible, press, signIn, test } from "./naaber";

const PHONE = { width: 360, height: 740 };
const DESK = { width: 1440, height: 900 };

/** On a desk and on a phone. */
async function accessibleAtBothSizes(page: Parameters<typeof expectAccessible>[0]) {
  for (const size of [PHONE, DESK]) {
    await page.setViewportSize(size);
    await expectAccessible(page);
  }
}

test("an incident from its opening to its report on paper", async ({ open }) => {
  const { page } = await open("coordinator");
  await signIn(page, "admin");
  await page.getByRole("link", { name: "Reports" }).first().click();
  await accessibleAtBothSizes(page);
  await page.getByRole("link", { name: "Open an incident" }).click();
  await press(page, "Open an incident");
  await expect(page.getByRole("alert")).toContainText("Choose at least one district");
  await accessibleAtBothSizes(page);
  await page.getByLabel("Name").fill("Storm, Halytskyi");
  await page.getByRole("checkbox", { name: /Halytskyi/ }).check();
  await press(page, "Open an incident");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Storm, Halytskyi");
  const report = page.url();

  const { page: resident } = await open("resident", { script: false });
  await resident.goto("/help?lang=en");
  await resident.getByRole("radio", { name: /^Water/ }).check();
  await resident.locator("#details").fill("Canary words of a resident");
  await resident.locator("[name=district]").selectOption("halytskyi");
  await resident.getByLabel("Phone number", { exact: true }).fill("067 555 44 33");
  await resident.getByRole("button", { name: "Ask for help" }).click();
  await expect(resident.getByRole("heading", { level: 1 })).toHaveText("We have your request");

  await page.goto(report);
  const requests = page.locator(".tiles div").filter({ hasText: "Requests" });
  await expect(requests).toHaveText(/Requests\s*[1-9]/);
  await expect(page.getByRole("img", { name: /By hour of receipt/ })).toBeVisible();
  expect(await page.content()).not.toContain("Canary");
  await accessibleAtBothSizes(page);

  await page.getByRole("link", { name: "Close the incident" }).click();
  await expect(page.getByText(/^\d+ requests? (is|are) still open/)).toBeVisible();
  await accessibleAtBothSizes(page);
  await press(page, "Close the incident");
  await expect(page.getByText("Closed", { exact: true })).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 718, height: 1000 });
  await expect(page.getByRole("link", { name: "Download the table (CSV)" })).toBeHidden();
  await expect(page.getByText(/^As of/)).toBeVisible();
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(over, "wider than a sheet of A4").toBeLessThanOrEqual(0);
  expect((await page.pdf({ format: "A4" })).length).toBeGreaterThan(10_000);
  await page.emulateMedia({ media: "screen" });
  await page.setViewportSize(DESK);
  await press(page, "Reopen the incident");
  await expect(page.getByText("Open", { exact: true })).toBeVisible();

  const { page: hanna } = await open("coordinator");
  await signIn(hanna, "hanna");
  await hanna.goto("/board/incidents");
  await expect(hanna.getByText("Storm, Halytskyi")).toHaveCount(0);
  await hanna.goto("/board/numbers");
  await accessibleAtBothSizes(hanna);
});

test("an administrator sees the city and what a change would touch before it is made", async ({
  open,
}) => {
  const { page } = await open("coordinator");
  await signIn(page, "admin");
  for (const path of ["/admin", "/admin/jobs", "/admin/settings"]) {
    await page.goto(path);
    await accessibleAtBothSizes(page);
  }
  await press(page, "Email me a test");
  await expect(page.getByRole("status")).toContainText("on its way");

  await page.goto("/admin/coordinators");
  const marta = page.locator("details").filter({ hasText: "Марта" });
  await marta.locator("summary").click();
  await marta.getByRole("checkbox", { name: /Lychakivskyi/ }).uncheck();
  await marta.getByRole("button", { name: "Save" }).click();
  const sure = page.getByRole("alert").filter({ hasText: "Lychakivskyi" });
  await expect(sure).toContainText("no one will coordinate it");
  await accessibleAtBothSizes(page);
  await sure.getByRole("button", { name: "Save anyway" }).click();
  await expect(marta.locator("summary")).not.toContainText("Lychakivskyi");
  await press(page, "Give it back as it was");
  await expect(marta.locator("summary")).toContainText("Lychakivskyi");

  await page.goto("/admin/clocks");
  const danger = page.locator("#city-critical-triage");
  await danger.fill("500");
  await danger.locator("xpath=ancestor::form").getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert")).toContainText("too long for this priority");
  await page.goto("/admin/clocks");
  const normal = page.locator("#city-normal-triage");
  await normal.fill("15");
  await normal.locator("xpath=ancestor::form").getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/more of them would be late now/)).toBeVisible();
  await accessibleAtBothSizes(page);
});
