import { FALLBACK_LOCALE, type Locale } from "../platform/types";

type Wishes = { asked: string | null; cookie: string | null; accepted: string };

/** A page's language: what was asked for, what was chosen before, what the browser says, the city's first. */
export function chooseLocale(
  { asked, cookie, accepted }: Wishes,
  offered: readonly Locale[],
): Locale {
  const browser = accepted
    .split(",")
    .map((part) => {
      const [tag = "", weight] = part.trim().split(";q=");
      return { tag: tag.slice(0, 2).toLowerCase(), weight: weight ? Number(weight) : 1 };
    })
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
  const wishes = [asked, cookie, ...browser];
  const found = wishes.find((wish) => offered.some((locale) => locale === wish));
  return (found ?? offered[0] ?? FALLBACK_LOCALE) as Locale;
}
