import { renderToStaticMarkup } from "react-dom/server";
import { I18nProvider, makeI18n } from "../i18n/context";
import type { Locale } from "../platform/types";
import { LaneLinks, LaneSection, Nothing } from "../requests/view/board/board-page";
import { Line } from "../requests/view/board/lines";
import { changeInWords } from "./rules/words";
import type { Change, Held, LaneWindow, View } from "./types";

/** Lines that are kept: those of a night's boards in a few languages. */
const MOST_KEPT = 5_000;
const MINUTE = 60_000;

/** What boards are told, as the page itself would write it: each line once per language and minute, for all boards. */
export function makeRenderer(zone: () => string, clock: () => Date) {
  const kept = new Map<string, string>();
  const render = (locale: Locale, element: JSX.Element) =>
    renderToStaticMarkup(
      <I18nProvider locale={locale} zone={zone()} now={clock()}>
        {element}
      </I18nProvider>,
    );

  function line(locale: Locale, { line: shown, coming, version }: Held): string {
    const minute = Math.floor(clock().getTime() / MINUTE);
    const key = `${locale} ${minute} ${shown.id} ${version}`;
    const known = kept.get(key);
    if (known) return known;
    const html = render(locale, <Line line={shown} coming={coming} query="" current={false} />);
    if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value!);
    kept.set(key, html);
    return html;
  }

  const filterOf = ({ filter }: View) =>
    ({ ...filter, group: "open", search: "", after: null }) as const;

  return {
    line,
    by: (locale: Locale, change: Change) =>
      changeInWords(makeI18n(locale, zone(), clock()).t, change),
    clock: (locale: Locale) => makeI18n(locale, zone(), clock()).clock(clock()),
    shell: (locale: Locale, view: View, { ids, ...head }: LaneWindow) =>
      render(locale, <LaneSection head={head} shown={ids.length} filter={filterOf(view)} />),
    ways: (locale: Locale, view: View, windows: readonly LaneWindow[]) =>
      render(
        locale,
        <LaneLinks heads={{ lanes: [...windows], more: false }} filter={filterOf(view)} />,
      ),
    nothing: (locale: Locale, view: View) => render(locale, <Nothing filter={filterOf(view)} />),
  };
}

export type Renderer = ReturnType<typeof makeRenderer>;
