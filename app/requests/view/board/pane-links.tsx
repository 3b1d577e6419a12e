import { useI18n } from "../../../i18n/context";
import { Shortcut } from "../../../ui/button";
import { type BoardFilter, filterQuery, PANES, type PaneName } from "../../rules/filter";

type Props = {
  filter: BoardFilter;
  opened: string | null;
  /** `bar`: beside the search; `tabs`: heads the pane; `bottom`: on a phone, below the thumb. */
  at: "bar" | "tabs" | "bottom";
};

const KEYS: Record<PaneName, string> = { map: "KeyM", people: "KeyV", things: "KeyB" };

/** The ways to map, people and things; the one that is open closes. */
export function PaneLinks({ filter, opened, at }: Props) {
  const { t } = useI18n();
  const isBottom = at === "bottom";
  // On a phone a pane is a page of its own.
  const page = opened && !isBottom ? `/board/requests/${opened}` : "/board";
  const to = (pane: PaneName | null) => page + filterQuery(filter, { pane });
  const isList = filter.pane === null && !opened;
  return (
    <nav className={`pane-links ${at}`} aria-label={t(`panes:nav.${at}`)}>
      {isBottom && (
        <a href={to(null)} aria-current={isList ? "page" : undefined}>
          {t("panes:list")}
        </a>
      )}
      {PANES.map((pane) => {
        const isOpen = filter.pane === pane && !(isBottom && opened);
        return (
          <a
            key={pane}
            href={to(isOpen && !isBottom ? null : pane)}
            aria-current={isOpen ? "true" : undefined}
            data-key={isBottom ? undefined : KEYS[pane]}
          >
            {t(`panes:name.${pane}`)}
            {!isBottom && <Shortcut code={KEYS[pane]} />}
          </a>
        );
      })}
      {isBottom && isList && (
        <label className="marking">
          <input type="checkbox" />
          {t("board:several.mark")}
        </label>
      )}
      {at === "tabs" && (
        <a className="close" href={to(null)}>
          {t("common:button.close")}
        </a>
      )}
    </nav>
  );
}
