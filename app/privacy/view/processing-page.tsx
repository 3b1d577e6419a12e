import { useI18n } from "../../i18n/context";
import { Facts } from "../../ui/content";
import type { Days } from "../rules/retention";
import { ProcessingTable } from "./processing-table";

type Props = { days: Days; contacts: { organisation: string; contact: string } };

/** The record of processing, GDPR article 30(1), out of the registry. */
export function ProcessingPage({ days, contacts }: Props) {
  const { t } = useI18n();
  return (
    <>
      <p className="way no-print">
        <a href="/admin/privacy">{t("privacy:looks.back")}</a>
      </p>
      <h1>{t("data:processing.title")}</h1>
      <p className="soft">{t("data:processing.lead")}</p>
      <Facts
        items={[
          { label: t("data:processing.controller"), value: contacts.organisation },
          { label: t("data:processing.contact"), value: contacts.contact },
          { label: t("data:processing.recipients"), value: t("data:processing.recipientsText") },
          { label: t("data:processing.measures"), value: t("data:processing.measuresText") },
        ]}
      />
      <ProcessingTable days={days} />
    </>
  );
}
