import type { Page } from "@playwright/test";
import { expect, expectAccessible, press, signIn, test } from "./naaber";

/** A task without a request, two hours from now. */
async function makeTask(page: Page, title: string) {
  await page.goto("/board/tasks/new");
  await page.getByLabel("Name of the task").fill(title);
  const wall = (hours: number) => {
    const parts = new Intl.DateTimeFormat("sv-SE", {
      timeZone: "Europe/Kyiv",
      dateStyle: "short",
      timeStyle: "short",
    }).format(new Date(Date.now() + hours * 3_600_000));
    return parts.replace(" ", "T");
  };
  await page.locator("[name=from]").fill(wall(2));
  await page.locator("[name=to]").fill(wall(3));
  await page.locator("select[name=district]").selectOption({ label: "Frankivskyi District" });
  await press(page, "Create task");
  await page.waitForURL(/\/board\/tasks\/[0-9a-f-]{36}/);
  return new URL(page.url()).pathname;
}

test("a plan is made, one line is changed and two are sent; what another coordinator has taken meanwhile is told by itself", async ({
  open,
}) => {
  const { page: hanna } = await open("coordinator");
  await signIn(hanna, "hanna");
  const own = `Sandbags ${Date.now()}`;
  const taken = `Ladder ${Date.now()}`;
  const ownAt = await makeTask(hanna, own);
  const takenAt = await makeTask(hanna, taken);

  await hanna.goto("/board/tasks");
  await hanna.getByRole("link", { name: "Make a plan" }).click();
  // What other tests have left waiting is in the other district.
  await hanna.getByLabel("District", { exact: true }).selectOption("Frankivskyi District");
  await press(hanna, "Make plan");
  await hanna.waitForURL(/district=/);
  await expect(hanna.getByText(/^People found for/)).toBeVisible();
  const line = (title: string) => hanna.locator(".plan-line", { hasText: title });
  await expect(line(own)).toBeVisible();
  // So high that no line lies half under the bar with the button, which axe would take for a small target.
  for (const width of [1440, 360]) {
    await hanna.setViewportSize({ width, height: 4_000 });
    await expectAccessible(hanna);
  }
  const ticks = hanna.getByRole("checkbox", { name: /^Send: / });
  for (const tick of await ticks.all()) await tick.uncheck();
  for (const title of [own, taken]) await line(title).getByRole("checkbox").first().check();
  const who = line(own).getByRole("combobox");
  await who.selectOption({ index: 1 });
  const chosen = (await who.locator("option:checked").innerText()).split(" · ")[0]!;

  const { page: admin } = await open("coordinator");
  await signIn(admin, "admin");
  await admin.goto(takenAt);
  // Somebody else than who goes to the other: asked twice, they would be taken there as well.
  const others = admin.locator("#offer .pick", { hasNotText: chosen });
  await others.locator("[name=people]:enabled").first().check();
  await press(admin, "Offer the task");
  await expect(admin.getByText("No answer yet").first()).toBeVisible();

  await press(hanna, "Send what is ticked");
  const told = hanna.getByRole("alert");
  await expect(told).toContainText("Not sent, because something has changed");
  await expect(told).toContainText(`${taken}: Someone else has already found people for this.`);
  await expect(hanna.getByRole("status")).toContainText("1 sent");
  await expect(line(own)).toHaveCount(0);
  await expectAccessible(hanna);
  await hanna.goto(ownAt);
  await expect(hanna.locator("#team")).toContainText(chosen);
});

test("several are asked one after the other: who is next is changed, and whoever is asked no more is told apart", async ({
  open,
}) => {
  const { page } = await open("coordinator");
  await signIn(page, "hanna");
  await makeTask(page, `Night watch ${Date.now()}`);
  const free = page.locator("#offer .pick", { has: page.locator("[name=people]:enabled") });
  for (const at of [0, 1, 2]) await free.nth(at).locator("[name=people]").check();
  await page.locator("#offer").getByLabel("Ask one after the other").check();
  const why = page.locator("#offer").getByLabel("Why them anyway?");
  if (await why.isVisible()) await why.fill("they are all near");
  await press(page, "Offer the task");

  const next = page.locator("#chain li b");
  await expect(next).toHaveCount(2);
  await expect(page.locator("#team").getByText("No answer yet")).toHaveCount(1);
  const [first, second] = await next.allInnerTexts();
  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await expectAccessible(page);
  }
  await press(page, new RegExp(`^Ask first ?: ${second}$`));
  await expect(next.first()).toHaveText(second!);
  await press(page, new RegExp(`^Take out ?: ${first}$`));
  await expect(next).toHaveText([second!]);
  await expect(page.locator("#chain")).toContainText(`${first} (taken out)`);
  await press(page, "Ask no one else");
  await expect(next).toHaveCount(0);
  await expect(page.locator("#chain")).toContainText(`${second} (stopped)`);
  await expect(page.locator("#team").getByText("No answer yet")).toHaveCount(1);
  await expectAccessible(page);
});
