import { useI18n } from "../i18n/context";
import { Tick } from "./choice";

const KEYS = [
  ["J", "next"],
  ["K", "previous"],
  ["G 1–8", "lane"],
  ["N", "changed"],
  [".", "showNew"],
  ["/", "search"],
  ["Ctrl K", "find"],
  ["Esc", "back"],
  ["1–4", "priority"],
  ["K", "kind"],
  ["E", "place"],
  ["Enter", "save"],
  ["S", "skip"],
  ["A", "send"],
  ["⇧ Enter", "saidYes"],
  ["T", "task"],
  ["U", "join"],
  ["R", "again"],
  ["D", "decline"],
  ["W", "word"],
  ["P", "phone"],
  ["Z", "undo"],
  ["C", "call"],
  ["X", "mark"],
  ["⇧ J", "markNext"],
  ["L", "markShown"],
  ["1–4", "severalPriority"],
  ["↓ ↑", "people"],
  ["M V B", "panes"],
  ["H", "handover"],
  ["?", "help"],
] as const;

export const KEYS_PAGE = "/board/keys";
export const FIND_PAGE = "/board/find";

/** The keys of a list; `?` shows which there are, out of the page that says so. */
export function BoardKeys() {
  const { t } = useI18n();
  return (
    <board-keys data-page={KEYS_PAGE} data-find={FIND_PAGE} data-close={t("common:button.close")} />
  );
}

/** Which keys there are, and whether this browser uses them. */
export function KeyList() {
  const { t } = useI18n();
  return (
    <section id="keys" className="stack">
      <h1>{t("common:keys.title")}</h1>
      <dl className="facts">
        {KEYS.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(`common:keys.${what}`)}</dd>
          </div>
        ))}
      </dl>
      <Tick id="keys-on" label={t("common:keys.on")} checked hidden />
      <Tick id="danger-tone" label={t("common:keys.tone")} hidden />
    </section>
  );
}
