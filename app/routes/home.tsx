import { useI18n } from "../i18n/context";
import { ButtonLink } from "../ui/button";
import { titled } from "./titled";

export const meta = titled("common:brand.line");

/** Who comes here in need finds one large way; everybody else finds theirs below it. */
export default function Home() {
  const { t } = useI18n();
  return (
    <>
      <div className="stack tight">
        <h1>{t("help:homeTitle")}</h1>
        <p>{t("help:homeLead")}</p>
      </div>
      <ButtonLink href="/help" tone="primary" wide>
        {t("common:nav.help")}
      </ButtonLink>
      <ButtonLink href="/track" wide>
        {t("track:lookUp")}
      </ButtonLink>
      <section className="sheet stack tight">
        <h2>{t("help:homeHelpers")}</h2>
        <p>{t("help:homeHelpersLead")}</p>
        <p className="row">
          <a href="/sign-up">{t("common:nav.volunteer")}</a>
          <a href="/sign-in">{t("common:session.signIn")}</a>
        </p>
        <p>
          {t("help:homeOffer")} <a href="/offers/new">{t("resources:offer.title")}</a>
        </p>
      </section>
    </>
  );
}
