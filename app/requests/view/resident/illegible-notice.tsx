import { useI18n } from "../../../i18n/context";
import { Notice } from "../../../ui/notice";
import { CORRECTABLE } from "../../types";

/** Right after asking: what was saved as it was typed because we could not read it. `fields` as the address has them. */
export function IllegibleNotice({ fields }: { fields: string }) {
  const { t } = useI18n();
  const named = fields.split(".");
  const illegible = CORRECTABLE.filter((field) => named.includes(field));
  if (illegible.length === 0) return null;
  return (
    <Notice
      tone="warning"
      title={t("track:illegible", {
        fields: illegible.map((field) => t(`help:field.${field}`)).join(", "),
      })}
    >
      <p>
        <a href="#note">{t("track:illegibleCorrect")}</a>
      </p>
    </Notice>
  );
}
