import { useI18n } from "../../i18n/context";
import { Facts } from "../../ui/content";
import type { OpenedOffer } from "../views";
import { Terms } from "./terms";
import { useAttributes } from "./words";

type Props = { opened: OpenedOffer; terms: string | undefined; back: string };

/**
 * A sheet of A4 for the door: what goes from whom to whom, how much, until when, in which condition, twice signed. What is not known
 * yet is a line to write on; with a reservation, it is of the next one.
 */
export function HandOverSheet({ opened, terms, back }: Props) {
  const { t, name, amount, moment, day, now } = useI18n();
  const attributesOf = useAttributes();
  const { offer, kind, secret, promises, stock } = opened;
  const next = promises.find(({ state }) => state === "held" || state === "handed_over");
  const blank = <span className="blank" />;
  return (
    <article className="stack hand-over">
      <p className="way no-print">
        <a href={back}>{t("common:button.back")}</a>
      </p>
      <header className="stack tight">
        <h1>{t("resources:sheet.title")}</h1>
        <p className="details">
          {offer.title} · {t("resources:numbered", { number: offer.number })}
        </p>
        <p className="hint no-print">{t("resources:sheet.hint")}</p>
      </header>
      <Facts
        items={[
          { label: t("resources:what"), value: name(kind.names) },
          {
            label: t("resources:sheet.amount"),
            value: next
              ? amount(next.fetched ?? next.quantity, kind.unit)
              : amount(stock, kind.unit),
          },
          {
            label: t("resources:attributes"),
            value: attributesOf(kind.attributes, offer.attributes),
          },
          { label: t("resources:offer.conditions"), value: offer.conditions },
          {
            label: t("resources:sheet.from"),
            value: [secret.name, offer.organisation].filter(Boolean).join(", ") || blank,
          },
          { label: t("resources:sheet.to"), value: next?.carrier ?? blank },
          next !== undefined && {
            label: t("resources:task"),
            value: t("tasks:numbered", { number: next.task }),
          },
          kind.durable && {
            label: t("resources:sheet.back"),
            value: next ? moment(next.window.to) : blank,
          },
        ]}
      />
      <Half title={t("resources:sheet.out")} />
      {kind.durable && <Half title={t("resources:sheet.in")} />}
      <Terms terms={terms} />
      <p className="hint">{day(now)}</p>
    </article>
  );
}

/** What is written and signed when it changes hands. */
function Half({ title }: { title: string }) {
  const { t } = useI18n();
  return (
    <table className="paper-list hand-over-half">
      <caption>{title}</caption>
      <tbody>
        <tr>
          <th scope="row">{t("resources:sheet.when")}</th>
          <td />
        </tr>
        <tr className="tall">
          <th scope="row">{t("resources:sheet.condition")}</th>
          <td />
        </tr>
        <tr>
          <th scope="row">{t("resources:sheet.ownerSigns")}</th>
          <td />
        </tr>
        <tr>
          <th scope="row">{t("resources:sheet.volunteerSigns")}</th>
          <td />
        </tr>
      </tbody>
    </table>
  );
}
