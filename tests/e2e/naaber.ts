import AxeBuilder from "@axe-core/playwright";
import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const DESK = { viewport: { width: 1440, height: 900 } };

const EXPECTED = /status of (?:4\d\d|503)|net::ERR_INTERNET_DISCONNECTED/;

type Person = "resident" | "volunteer" | "coordinator";
type Opened = { page: Page; context: BrowserContext };
type Fixtures = {
  open: (who: Person, options?: { script?: boolean; locale?: string }) => Promise<Opened>;
};

/** Opens a browser of one's own for each person; whatever its console complains of fails the test. */
export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names out of the pattern
  baseURL: async ({}, use) => use(process.env.NAABER_E2E),
  open: async ({ browser, baseURL }, use) => {
    const complaints: string[] = [];
    const contexts: BrowserContext[] = [];
    await use(async (who, { script = true, locale = "en-GB" } = {}) => {
      const size = who === "coordinator" ? DESK : PHONE;
      const context = await browser.newContext({
        ...size,
        baseURL,
        locale,
        javaScriptEnabled: script,
      });
      contexts.push(context);
      const page = await context.newPage();
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (line) => {
        // The browser itself says so of every answer that refuses; that is asserted where it is meant.
        // So it does of a network that a test has cut.
        if (line.type() === "error" && !EXPECTED.test(line.text())) complaints.push(line.text());
      });
      return { page, context };
    });
    for (const context of contexts) await context.close();
    expect(complaints).toEqual([]);
  },
});

export { expect };

/** Nothing is on its way: a page may change without being loaded. */
const settled = (page: Page) => expect(page.locator("[aria-busy]")).toHaveCount(0);

/** Presses the first button of this name and waits for what comes of it. */
export async function press(page: Page, name: string | RegExp) {
  await page.getByRole("button", { name }).first().click();
  await settled(page);
}

/** WCAG 2.2 AA as far as a machine can tell, and nothing wider than the screen. */
export async function expectAccessible(page: Page) {
  await settled(page);
  // Without frames there is nothing to put together on a second page, which costs as much again.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    // What has passed is not described: that is half of the time on a long page.
    .options({ resultTypes: ["violations"] })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`,
  );
  expect(found, page.url()).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(0);
}

/** As one of the demo's people, by the password that the sign-in page names. */
export async function signIn(page: Page, who: string, lang = "en", base = "") {
  await page.goto(`${base}/sign-in?lang=${lang}`);
  await page
    .getByLabel(/^Email address or phone number|^Електронна пошта або номер телефону/)
    .fill(`${who}@demo.naaber.example`);
  await page.getByLabel(/^Password|^Пароль/).fill("naaber demo 2026");
  await page.getByRole("button", { name: /^Sign in$|^Увійти$/ }).click();
  await page.waitForURL((url) => url.pathname !== "/sign-in" && url.pathname !== "/start");
}

/** On a phone what one does with one's account lies behind a word. */
export async function signOut(page: Page) {
  // Which of the two is shown is a matter of style, which comes after the page.
  await page.waitForLoadState("load");
  const menu = page.locator(".folded > summary");
  if (await menu.isVisible()) await menu.click();
  await press(page, "Sign out");
}

type Asking = { details?: string; street?: string; district?: string; lat?: string; lon?: string };

/**
 * Somebody else each time, from somewhere else, so that none of it looks like a flood. All journeys share one city: whoever works
 * through a list has a district or a street alone.
 */
export async function askForHelp(
  base: string,
  number: number,
  {
    details = `Water for flat ${number}`,
    street = "Naukova",
    district = "sykhivskyi",
    ...point
  }: Asking = {},
) {
  const phone = `+38067${1_230_000 + number}`;
  const form = { category: "water", details, people: "2", phone };
  const answer = await fetch(`${base}/help`, {
    method: "POST",
    redirect: "manual",
    headers: { "X-Forwarded-For": `198.51.100.${number}` },
    body: new URLSearchParams({ ...form, ...point, district, address: `${street} ${number}` }),
  });
  expect(answer.status).toBe(303);
}

export const isKept = (page: Page, path: string) =>
  page.evaluate(async (path) => Boolean(await caches.match(path)), path);
/** Until the browser has kept it for when there is no network. */
export const kept = (page: Page, path: string) => expect.poll(() => isKept(page, path)).toBe(true);
