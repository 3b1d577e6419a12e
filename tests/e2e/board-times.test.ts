import type { Page } from "@playwright/test";
import { expect, signIn, test } from "./naaber";

const LANGUAGES = ["en", "et", "uk", "ru"];

/** The longest that the column of times comes to say, in the words of the page. */
async function longest(page: Page, language: string) {
  const words = JSON.parse((await page.locator("live-board").getAttribute("data-words"))!);
  const hours = [words.under, words.minutes, words.hours].map((span: string) =>
    span.replace("{hours}", "46").replace("{minutes}", "59"),
  );
  // From ten hours on it says no minutes.
  const spans = [...hours, words.hoursMinutes.replace("{hours}", "9").replace("{minutes}", "59")];
  const dated = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  });
  const dates = [8, 9, 10, 11].map((month) => dated.format(new Date(2026, month, 28, 20, 38)));
  return [
    ...spans.map((span) => words.left.replace("{time}", span)),
    ...spans.map((span) => `+${span}`),
    ...dates,
  ];
}

/** Which of them do not fit into the column of the list that is shown. */
const cutOf = (page: Page, texts: string[]) =>
  page
    .locator(".line-link .time:visible")
    .first()
    .evaluate((time, texts) => {
      // What is near its end is bold, and so wider.
      time.setAttribute("class", "time near");
      return texts.filter((text) => {
        time.textContent = text;
        return time.scrollWidth > time.clientWidth;
      });
    }, texts);

for (const width of [1024, 1440])
  test(`no time of the list is cut off in any language, ${width} px wide`, async ({ open }) => {
    const { page } = await open("coordinator");
    await page.setViewportSize({ width, height: 900 });
    await signIn(page, "hanna");
    for (const language of LANGUAGES) {
      await page.goto(`/board?lang=${language}`);
      const texts = await longest(page, language);
      expect(await cutOf(page, texts), language).toEqual([]);
      // Beside a sheet the list has less room, or none.
      await page.locator("a.line-link").first().click();
      await expect(page).toHaveURL(/requests/);
      if (await page.locator(".line-link .time").first().isVisible())
        expect(await cutOf(page, texts), `${language}, beside a sheet`).toEqual([]);
    }
  });
