import { useI18n } from "../../i18n/context";
import { Button } from "../../ui/button";
import { Facts } from "../../ui/content";
import { Field } from "../../ui/field";
import { Qr } from "../../ui/qr";
import { printed } from "../rules/certificate";
import type { Certificate } from "../views";

type Props = {
  certificate: Certificate;
  city: string;
  /** Who runs the site, as the city's administrators wrote it. */
  issuer: string | undefined;
  /** The address of this page, which its picture leads to. */
  url: string;
};

/** What a volunteer prints, and what anybody reads who has the code: the same words. */
export function CertificatePage({ certificate, city, issuer, url }: Props) {
  const { t, day, hours, number } = useI18n();
  const { name, during, shifts, minutes, tasks, code, createdAt } = certificate;
  return (
    <article className="stack">
      <div className="head flush">
        <div className="stack tight">
          <h1>{t("shifts:certificate.title")}</h1>
          <p className="details">{t("shifts:certificate.said", { name, city })}</p>
        </div>
        <Qr text={url} label={url} />
      </div>
      <Facts
        items={[
          {
            label: t("shifts:certificate.period"),
            value: [...new Set([day(during.from), day(during.to)])].join(" – "),
          },
          { label: t("shifts:certificate.hours"), value: minutes > 0 && hours(minutes * 60_000) },
          { label: t("shifts:certificate.shifts"), value: shifts > 0 && number(shifts) },
          { label: t("shifts:certificate.tasks"), value: tasks > 0 && number(tasks) },
          { label: t("shifts:certificate.issuer"), value: issuer || `Naaber, ${city}` },
          { label: t("shifts:certificate.issued"), value: day(createdAt) },
          {
            label: t("shifts:certificate.code"),
            value: <b className="num">{printed(code)}</b>,
          },
        ]}
      />
      <p className="break">
        {t("shifts:certificate.check")} <a href={url}>{url}</a>
      </p>
      <p className="hint">{t("shifts:certificate.counted")}</p>
      <p className="no-print hint">{t("shifts:certificate.print")}</p>
    </article>
  );
}

/** Where a code is typed that stands on a paper. */
export function CertificateSearch({ typed }: { typed: string }) {
  const { t } = useI18n();
  return (
    <>
      <h1>{t(`shifts:certificate.${typed ? "missing" : "find"}`)}</h1>
      {typed && <p>{t("shifts:certificate.missingHint")}</p>}
      <form className="stack" action="/certificate">
        <Field
          name="code"
          label={t("shifts:certificate.code")}
          value={typed}
          width="half"
          autoComplete="off"
        />
        <Button tone="primary" wide>
          {t("shifts:certificate.look")}
        </Button>
      </form>
    </>
  );
}
