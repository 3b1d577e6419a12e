import type { ReactNode } from "react";
import { useI18n } from "../../i18n/context";
import { Button, ButtonLink } from "../../ui/button";
import { Facts, PrintOnly, Sheet } from "../../ui/content";
import { StateMark } from "../../ui/marks";
import { PostForm } from "../../ui/post-form";
import { Table } from "../../ui/table";
import { PEOPLE } from "../types";
import type { Report } from "../views";
import { Groups, Totals, Waits } from "./figures";

type Props = { report: Report; mayKeep: boolean; refusal: ReactNode };

/** What an incident was, in sums: on paper too. */
export function ReportPage({ report, mayKeep, refusal }: Props) {
  const { t, name, list, moment, span, number, now } = useI18n();
  const { incident, counted, people } = report;
  const { id, state, startsAt, endsAt } = incident;
  return (
    <div className="stack report">
      <p className="no-print">
        <a href="/board/incidents">{t("overview:incident.title")}</a>
      </p>
      <h1>{incident.name}</h1>
      {refusal}
      <p className="row">
        <StateMark tone={state === "open" ? "active" : "past"}>
          {t(`overview:incident.state.${state}`)}
        </StateMark>
        <span>
          {endsAt ? span(startsAt, endsAt) : t("overview:incident.since", { at: moment(startsAt) })}
        </span>
        <span>{list(incident.districts.map(({ names }) => name(names)))}</span>
      </p>
      <PrintOnly>
        <p>{t("overview:report.asOf", { at: moment(now) })}</p>
      </PrintOnly>
      <div className="row no-print">
        <ButtonLink href={`/board/incidents/${id}/report.csv`} download>
          {t("overview:csv")}
        </ButtonLink>
        <ButtonLink href={`/board?incident=${id}`}>{t("overview:report.requests")}</ButtonLink>
        <ButtonLink href={`/board/numbers?incident=${id}`}>{t("overview:menu.numbers")}</ButtonLink>
        {state === "open" && (
          <ButtonLink href={`/board/broadcasts?incident=${id}#new`}>
            {t("overview:incident.write")}
          </ButtonLink>
        )}
        {mayKeep && state === "open" && (
          <>
            <ButtonLink href={`/board/incidents/${id}/edits`}>
              {t("overview:incident.edit")}
            </ButtonLink>
            <ButtonLink href={`/board/incidents/${id}/closings`} tone="primary">
              {t("overview:incident.close")}
            </ButtonLink>
          </>
        )}
        {mayKeep && state === "closed" && (
          <PostForm action={`/board/incidents/${id}/reopenings`}>
            <input type="hidden" name="version" value={incident.version} />
            <Button>{t("overview:incident.reopen")}</Button>
          </PostForm>
        )}
      </div>
      <p className="soft">{t("overview:report.lead")}</p>
      <Totals total={counted.total} />
      {counted.total.asked > 0 && <Waits total={counted.total} />}
      <Sheet title={t("overview:people.title")}>
        <Facts
          items={PEOPLE.map((key) => ({
            label: t(`overview:people.${key}`),
            value: number(Math.round(people[key] * 10) / 10),
          }))}
        />
      </Sheet>
      <Lent lent={report.lent} />
      {counted.total.asked > 0 && <Groups counted={counted} step={report.step} />}
    </div>
  );
}

function Lent({ lent }: Pick<Report, "lent">) {
  const { t, name, amount } = useI18n();
  return (
    <Sheet title={t("overview:lent.title")}>
      {lent.length === 0 ? (
        <p className="soft">{t("overview:lent.none")}</p>
      ) : (
        <Table
          caption={t("overview:lent.title")}
          captionHidden
          columns={[
            { key: "thing", label: t("overview:lent.thing") },
            { key: "lent", label: t("overview:lent.lent"), align: "end" },
            { key: "back", label: t("overview:lent.back"), align: "end" },
            { key: "used", label: t("overview:lent.used"), align: "end" },
            { key: "out", label: t("overview:lent.out"), align: "end" },
          ]}
          rows={lent.map(({ names, unit, durable, ...one }) => ({
            key: names.en,
            cells: {
              thing: name(names),
              lent: amount(one.lent, unit),
              back: durable ? amount(one.back, unit) : "–",
              used: durable ? "–" : amount(one.used, unit),
              out:
                one.out > 0 ? (
                  <StateMark tone="warning">{amount(one.out, unit)}</StateMark>
                ) : (
                  amount(0, unit)
                ),
            },
          }))}
        />
      )}
    </Sheet>
  );
}
