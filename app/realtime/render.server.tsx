import { renderToStaticMarkup } from "react-dom/server";
import { I18nProvider, makeI18n } from "../i18n/context";
import type { Locale } from "../platform/types";
import { LaneLinks, LaneSection, Nothing } from "../requests/view/board/board-page";
import type { DrawLine } from "../requests/views";
import { changeInWords } from "./rules/words";
import type { Change, Held, LaneWindow, View } from "./types";

/** What boards are told, as the page itself would write it: lines as the pages have them. */
export function makeRenderer(zone: () => string, clock: () => Date, draw: DrawLine) {
  const render = (locale: Locale, element: JSX.Element) =>
    renderToStaticMarkup(
      <I18nProvider locale={locale} zone={zone()} now={clock()}>
        {element}
      </I18nProvider>,
    );

  const filterOf = ({ filter }: View) =>
    ({ ...filter, group: "open", search: "", street: null, after: null }) as const;

  return {
    line: (locale: Locale, { line, coming }: Held) => draw(locale, clock(), line, coming).html,
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
