import { useI18n } from "../../i18n/context";

/** On what terms things are lent, in plain words; of damage what the city says, or that it says nothing. */
export function Terms({ terms }: { terms: string | undefined }) {
  const { t } = useI18n();
  return (
    <section className="stack tight">
      <h2>{t("resources:terms.title")}</h2>
      <ul className="list-disc pl-6">
        <li>{t("resources:terms.yours")}</li>
        <li>{t("resources:terms.call")}</li>
        <li>{t("resources:terms.sheet")}</li>
        <li>{t("resources:terms.damage")}</li>
        <li>{terms || t("resources:terms.unsettled")}</li>
      </ul>
    </section>
  );
}
