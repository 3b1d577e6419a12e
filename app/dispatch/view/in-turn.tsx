import { useI18n } from "../../i18n/context";

/** Whether those who were picked are asked one after the other, in the order of the list. */
export function InTurn({ chosen: { values } }: { chosen: { values: readonly string[] } }) {
  const { t } = useI18n();
  return (
    <label className="option">
      <input
        type="checkbox"
        name="inTurn"
        value="yes"
        defaultChecked={values.includes("yes")}
        aria-describedby="inTurn-note"
      />
      <span>{t("tasks:chain.inTurn")}</span>
      <span className="hint" id="inTurn-note">
        {t("tasks:chain.inTurnHint")}
      </span>
    </label>
  );
}
