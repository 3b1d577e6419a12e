import { useI18n } from "../i18n/context";
import { Button } from "./button";

const KEYS = [
  ["J", "next"],
  ["K", "previous"],
  ["N", "changed"],
  ["/", "search"],
  ["Esc", "back"],
  ["1–4", "priority"],
  ["Enter", "save"],
  ["S", "skip"],
  ["A", "send"],
  ["Z", "undo"],
  ["C", "call"],
  ["X", "mark"],
  ["⇧ J", "markNext"],
  ["↓ ↑", "people"],
  ["M V B", "panes"],
  ["?", "help"],
] as const;

/** The keys of a list, and the dialog that says so: `?` opens it. */
export function BoardKeys() {
  const { t } = useI18n();
  return (
    <board-keys>
      <dialog className="stack" aria-labelledby="keys-title">
        <h2 id="keys-title">{t("common:keys.title")}</h2>
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
        <label className="option" htmlFor="keys-on">
          <input type="checkbox" id="keys-on" defaultChecked />
          <span>{t("common:keys.on")}</span>
        </label>
        <form method="dialog">
          <Button>{t("common:button.close")}</Button>
        </form>
      </dialog>
    </board-keys>
  );
}
