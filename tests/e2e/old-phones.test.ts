import type { Page } from "@playwright/test";
import { readByOldPhone } from "../old-phone";
import { expect, signIn, test } from "./naaber";

/** From now on the styles arrive as a phone of 2018 reads them. */
async function beOldPhone(page: Page) {
  await page.route(/\.css$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: readByOldPhone(await response.text()) });
  });
  await page.route(
    (url) => !url.pathname.includes("."),
    async (route) => {
      if (route.request().resourceType() !== "document") return route.fallback();
      const response = await route.fetch({ maxRedirects: 0 });
      const body = (await response.text()).replace(
        /(<style[^>]*>)([\s\S]*?)(<\/style>)/,
        (_all, before, css, after) => before + readByOldPhone(css) + after,
      );
      await route.fulfill({ response, body });
    },
  );
}

const NOTHING = "rgba(0, 0, 0, 0)";

/** What stands out as pressable or writable, as the browser computes it. */
const looks = (page: Page, selector: string) =>
  page.locator(selector).evaluateAll((elements) =>
    elements
      .filter((element) => element.getClientRects().length > 0)
      .map((element) => {
        const style = getComputedStyle(element);
        const border = Number.parseFloat(style.borderTopWidth);
        return { border, ground: style.backgroundColor, edge: style.borderTopColor };
      }),
  );

async function expectUsable(page: Page) {
  for (const input of await looks(page, ".input")) {
    expect(input.border).toBeGreaterThanOrEqual(1);
    expect([input.ground, input.edge], page.url()).not.toContain(NOTHING);
  }
  for (const button of await looks(page, ".btn")) {
    expect(button.border).toBeGreaterThanOrEqual(1);
    expect(button.edge, page.url()).not.toBe(NOTHING);
  }
  for (const primary of await looks(page, ".btn.primary"))
    expect(primary.ground, page.url()).not.toBe(NOTHING);
  const widest = await page
    .locator("svg:visible")
    .evaluateAll((all) => Math.max(0, ...all.map((svg) => svg.getBoundingClientRect().width)));
  expect(widest, page.url()).toBeLessThan(48);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, page.url()).toBeLessThanOrEqual(0);
}

for (const path of ["/", "/help", "/track"])
  test(`${path} has fields, buttons and a red emergency line on an old phone`, async ({ open }) => {
    const { page } = await open("resident", { script: false, locale: "uk-UA" });
    await beOldPhone(page);
    await page.goto(`${path}?lang=uk`);
    await expectUsable(page);
    const number = page.locator(".sos b");
    await expect(number).toHaveCSS("background-color", "rgb(169, 21, 24)");
    expect((await number.locator("svg").boundingBox())!.width).toBeLessThan(40);
    expect((await page.locator(".sos").boundingBox())!.height).toBeLessThan(120);
    // The icon and the number stand apart without `gap`.
    const gap = await number.evaluate((b) => {
      const text = document.createRange();
      text.selectNodeContents(b.lastChild!);
      return (
        text.getBoundingClientRect().left - b.querySelector("svg")!.getBoundingClientRect().right
      );
    });
    expect(gap).toBeGreaterThan(3);
  });

test("signing in and one's tasks look as they should on an old phone", async ({ open }) => {
  const { page } = await open("volunteer", { script: false });
  await beOldPhone(page);
  await page.goto("/sign-in");
  await expectUsable(page);
  await page.unrouteAll();
  await signIn(page, "taras");
  await beOldPhone(page);
  for (const path of ["/tasks", "/shifts", "/offers"]) {
    await page.goto(path);
    await expectUsable(page);
  }
});
