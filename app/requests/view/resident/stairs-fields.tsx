import { useI18n } from "../../../i18n/context";
import { Select } from "../../../ui/choice";
import { Field, type FieldProps } from "../../../ui/field";
import { LIFTS } from "../../types";

type Asked = Pick<FieldProps, "name" | "error" | "hint"> & { value: string };

/** How high somebody lives, and whether a lift goes there: a volunteer reads it before they say yes. */
export function StairsFields({ floor, lift }: { floor: Asked; lift: Asked }) {
  const { t } = useI18n();
  return (
    <div className="halves">
      <Field {...floor} label={t("help:floor")} inputMode="numeric" width="short" />
      <Select
        {...lift}
        label={t("help:lift")}
        placeholder={t("help:liftUnknown")}
        options={LIFTS.map((one) => ({ value: one, label: t(`help:lifts.${one}`) }))}
      />
    </div>
  );
}
