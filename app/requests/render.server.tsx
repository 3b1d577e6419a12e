import { renderToStaticMarkup } from "react-dom/server";
import { I18nProvider } from "../i18n/context";
import { saysSoUntil } from "./rules/passing";
import { versionOf } from "./rules/version";
import { Line } from "./view/board/lines";
import type { DrawLine } from "./views";

/** Lines that are kept: those of a night's boards in a few languages. */
const MOST_KEPT = 5_000;

type Kept = { html: string; version: string; until: number };

/**
 * The lines of boards as HTML, each written once in a language until its words change, for every page and every stream. It is kept
 * by all that it says: whoever is given a line that was written for another would have been written the same.
 */
export function keepLines(zone: () => string, most = MOST_KEPT) {
  const kept = new Map<string, Kept>();

  const draw: DrawLine = (locale, now, line, coming) => {
    const key = `${locale} ${zone()} ${JSON.stringify([line, coming])}`;
    const known = kept.get(key);
    if (known && now.getTime() < known.until) return known;
    const version = known?.version ?? versionOf(line, coming);
    const html = renderToStaticMarkup(
      <I18nProvider locale={locale} zone={zone()} now={now}>
        <Line line={line} coming={coming} version={version} />
      </I18nProvider>,
    );
    const drawn = { html, version, until: saysSoUntil(line, coming, now) };
    // The one that was written first goes first.
    kept.delete(key);
    if (kept.size >= most) kept.delete(kept.keys().next().value!);
    kept.set(key, drawn);
    return drawn;
  };

  return { draw, count: () => kept.size };
}
