import { useI18n } from "../../i18n/context";
import { Tick } from "../../ui/choice";

/** Whether those who were picked are asked one after the other, in the order of the list. */
export function InTurn({ chosen: { values } }: { chosen: { values: readonly string[] } }) {
  const { t } = useI18n();
  return (
    <Tick
      name="inTurn"
      label={t("tasks:chain.inTurn")}
      hint={t("tasks:chain.inTurnHint")}
      checked={values.includes("yes")}
    />
  );
}
