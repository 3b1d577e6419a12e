import type { ReactNode } from "react";
import { useI18n } from "../../i18n/context";
import { Button, ButtonLink } from "../../ui/button";
import { Facts, Sheet } from "../../ui/content";
import { Time } from "../../ui/marks";
import { PostForm } from "../../ui/post-form";
import { Table } from "../../ui/table";
import type { OpenedOffer } from "../views";
import { Whereabouts } from "./offers-page";
import { OfferMark, ReservationMark, useAttributes } from "./words";

export function OfferPage({ opened, form }: { opened: OpenedOffer; form: ReactNode }) {
  const { t, name, amount } = useI18n();
  const attributesOf = useAttributes();
  const { offer, kind, secret, districtNames, stock, promised, keeps } = opened;
  const over = offer.state === "withdrawn" || offer.state === "retired";
  return (
    <>
      <p className="way">
        <a href={keeps ? "/board/resources" : "/offers"}>
          {t(keeps ? "common:nav.resources" : "common:nav.offers")}
        </a>
      </p>
      <header className="stack tight">
        <h1>{offer.title}</h1>
        <p className="row">
          <OfferMark state={offer.state} />
          <span>{name(kind.names)}</span>
          <span className="hint">{t("resources:numbered", { number: offer.number })}</span>
        </p>
      </header>
      {form}
      {!form && !over && <Verbs opened={opened} />}
      <Facts
        items={[
          { label: t("resources:stock"), value: amount(stock, kind.unit) },
          { label: t("resources:promised"), value: promised > 0 && amount(promised, kind.unit) },
          {
            label: t("resources:out"),
            value: <Whereabouts line={{ ...opened, unit: kind.unit }} />,
          },
          {
            label: t("resources:attributes"),
            value: attributesOf(kind.attributes, offer.attributes),
          },
          { label: t("resources:offer.conditions"), value: offer.conditions },
          { label: t("resources:offer.organisation"), value: offer.organisation },
          { label: t("resources:owner"), value: keeps && secret.name },
          {
            label: t("help:phone"),
            value: keeps && secret.phone && <a href={`tel:${secret.phone}`}>{secret.phone}</a>,
          },
          {
            label: t("tasks:district"),
            value: districtNames ? name(districtNames) : t("board:cityWide"),
          },
          { label: t("resources:offer.address"), value: secret.address },
        ]}
      />
      <Promises opened={opened} />
      <p className="way">
        <a href={`/offers/${offer.id}/looks`}>{t("privacy:looks.link")}</a>
      </p>
    </>
  );
}

function Verbs({ opened: { offer, keeps } }: { opened: OpenedOffer }) {
  const { t } = useI18n();
  const verb = (
    to: "verified" | "paused" | "withdrawn" | "retired",
    label: string,
    main = false,
  ) => (
    <Button name="to" value={to} tone={main ? "primary" : undefined}>
      {label}
    </Button>
  );
  return (
    <PostForm className="row" action={`/offers/${offer.id}/standing`}>
      <input type="hidden" name="version" value={offer.version} />
      {offer.state === "offered" && keeps && verb("verified", t("resources:verb.verified"), true)}
      {offer.state === "paused" && verb("verified", t("resources:verb.resumed"), true)}
      {offer.state === "verified" && verb("paused", t("resources:verb.paused"))}
      <ButtonLink href={`/offers/${offer.id}/edits`}>{t("resources:edit")}</ButtonLink>
      {verb("withdrawn", t("resources:verb.withdrawn"))}
      {keeps && offer.state !== "offered" && verb("retired", t("resources:verb.retired"))}
    </PostForm>
  );
}

function Promises({ opened: { promises, kind, keeps } }: { opened: OpenedOffer }) {
  const { t, moment, amount } = useI18n();
  return (
    <Sheet title={t("resources:history")}>
      {promises.length === 0 ? (
        <p className="soft">{t("resources:noHistory")}</p>
      ) : (
        <Table
          caption={t("resources:history")}
          captionHidden
          columns={[
            { key: "when", label: t("tasks:when") },
            { key: "state", label: t("board:state") },
            { key: "amount", label: t("tasks:amount") },
            { key: "task", label: t("resources:task") },
            { key: "who", label: t("resources:carrier") },
          ]}
          rows={promises.map((one) => ({
            key: one.id,
            ...(one.state === "released" ? { tone: "past" as const } : {}),
            cells: {
              when: (
                <span className="num">
                  <Time at={one.window.from} />–{moment(one.window.to)}
                </span>
              ),
              state: <ReservationMark state={one.state} />,
              amount: (
                <span className="num">
                  {amount(one.ended ?? one.fetched ?? one.quantity, kind.unit)}
                </span>
              ),
              task: keeps ? (
                <a href={`/board/tasks/${one.taskId}`}>
                  {t("tasks:numbered", { number: one.task })}
                </a>
              ) : (
                t("tasks:numbered", { number: one.task })
              ),
              who: (
                <>
                  {one.carrier} {one.note && <span className="hint">{one.note}</span>}
                </>
              ),
            },
          }))}
        />
      )}
    </Sheet>
  );
}
