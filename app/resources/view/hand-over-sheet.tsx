import { useI18n } from "../../i18n/context";
import type { Window } from "../../platform/types";
import { Facts } from "../../ui/content";
import type { OpenedOffer, Supply } from "../views";
import { Terms } from "./terms";
import { useAttributes } from "./words";

/** What changes hands: the thing, and what is reserved of it, where something is. */
type Handed = {
  title: string;
  number: number;
  organisation: string;
  conditions: string;
  kind: OpenedOffer["kind"];
  attributes: OpenedOffer["offer"]["attributes"];
  owner: string;
  amount: number;
  next: { carrier: string | null; task: number; window: Window } | null;
};

/** As its owner or a coordinator has opened it: with the next reservation. */
export function handedOf({ offer, kind, secret, promises, stock }: OpenedOffer): Handed {
  const next = promises.find(({ state }) => state === "held" || state === "handed_over") ?? null;
  const amount = next ? (next.fetched ?? next.quantity) : stock;
  return { ...offer, kind, owner: secret.name, amount, next };
}

/** As the volunteer has it among the things of their task. */
export function handedOfSupply(supply: Supply, task: number): Handed {
  const { kindNames, kindAttributes, unit, durable, window, quantity, fetched } = supply;
  return {
    ...supply,
    kind: { code: "", names: kindNames, unit, durable, attributes: kindAttributes },
    owner: supply.secret?.name ?? "",
    amount: fetched ?? quantity,
    next: { carrier: null, task, window },
  };
}

type Props = { handed: Handed; terms: string | undefined; back: string };

/**
 * A sheet of A4 for the door: what goes from whom to whom, how much, until when, in which condition, twice signed. What is not known
 * yet is a line to write on.
 */
export function HandOverSheet({ handed, terms, back }: Props) {
  const { t, name, amount, moment, day, now } = useI18n();
  const attributesOf = useAttributes();
  const { kind, next } = handed;
  const blank = <span className="blank" />;
  return (
    <article className="stack hand-over">
      <p className="way no-print">
        <a href={back}>{t("common:button.back")}</a>
      </p>
      <header className="stack tight">
        <h1>{t("resources:sheet.title")}</h1>
        <p className="details">
          {handed.title} · {t("resources:numbered", { number: handed.number })}
        </p>
        <p className="hint no-print">{t("resources:sheet.hint")}</p>
      </header>
      <Facts
        items={[
          { label: t("resources:what"), value: name(kind.names) },
          {
            label: t("resources:sheet.amount"),
            value: amount(handed.amount, kind.unit),
          },
          {
            label: t("resources:attributes"),
            value: attributesOf(kind.attributes, handed.attributes),
          },
          { label: t("resources:offer.conditions"), value: handed.conditions },
          {
            label: t("resources:sheet.from"),
            value: [handed.owner, handed.organisation].filter(Boolean).join(", ") || blank,
          },
          { label: t("resources:sheet.to"), value: next?.carrier ?? blank },
          next && {
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
