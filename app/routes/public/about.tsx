import { useI18n } from "../../i18n/context";
import { useShell } from "../../shell";
import { Facts } from "../../ui/content";
import { titled } from "../titled";

export const meta = titled("public:about.title");

/** Who runs the site, as the city has written it. */
export default function About() {
  const { t, name } = useI18n();
  const { about, demo, credits, emergencyNumber } = useShell().city;
  const facts = [
    { label: t("public:about.organisation"), value: about.organisation },
    { label: t("public:about.address"), value: about.address },
    { label: t("public:about.email"), value: about.email },
    { label: t("public:about.helpLine"), value: about.helpLine },
    { label: t("public:about.data"), value: about.dataContact },
    { label: t("public:about.authority"), value: about.authority },
  ];
  return (
    <>
      <h1>{t("public:about.title")}</h1>
      <p>{t("public:about.what")}</p>
      <p>{t("public:about.emergency", { number: emergencyNumber })}</p>
      {!about.organisation && <p>{demo ? t("public:demoNote") : t("public:unset")}</p>}
      <Facts items={facts} />
      <p className="soft">{t("public:about.source")}</p>
      {/* As the licences of the data ask to say. */}
      <section className="sheet stack" id="credits">
        <h2>{t("public:nav.credits")}</h2>
        {credits.map((credit) => (
          <p key={credit.en}>{name(credit)}</p>
        ))}
      </section>
    </>
  );
}
