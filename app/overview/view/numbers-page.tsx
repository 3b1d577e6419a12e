import { useI18n } from "../../i18n/context";
import { wallTime } from "../../platform/zone";
import { Button, ButtonLink } from "../../ui/button";
import { Select } from "../../ui/choice";
import { Empty, Toolbar } from "../../ui/desk";
import { DateTime } from "../../ui/field";
import { Notice } from "../../ui/notice";
import type { Asked } from "../rules/asked";
import { spansOf } from "../rules/spans";
import type { Numbers } from "../views";
import { Groups, Totals, Waits } from "./figures";
import { ReportsMenu } from "./reports-menu";

type Props = Numbers & { asked: Asked; query: string };

export function NumbersPage({ counted, openNow, choices, asked, query }: Props) {
  const { t, span } = useI18n();
  return (
    <>
      <h1>{t("overview:numbers.title")}</h1>
      <ReportsMenu current="numbers" />
      <Filters asked={asked} choices={choices} />
      {asked.cut && <Notice tone="warning">{t("overview:numbers.cut")}</Notice>}
      <p>
        <b>{span(asked.from, asked.to)}</b>{" "}
        <span className="soft">{t("overview:numbers.lead")}</span>
      </p>
      <Totals total={counted.total} openNow={openNow} />
      {counted.total.asked === 0 ? (
        <Empty title={t("overview:numbers.none")}>{t("overview:numbers.noneHint")}</Empty>
      ) : (
        <>
          <Waits total={counted.total} />
          <Groups counted={counted} step={asked.step} />
          <p className="no-print">
            <ButtonLink href={`/board/numbers.csv?${query}`} download>
              {t("overview:csv")}
            </ButtonLink>
          </p>
        </>
      )}
    </>
  );
}

function Filters({ asked, choices }: Pick<Props, "asked" | "choices">) {
  const { t, name, zone, now } = useI18n();
  const { district, incident } = asked;
  return (
    <>
      <Toolbar label={t("common:button.filter")} action="/board/numbers">
        <DateTime
          name="from"
          label={t("overview:numbers.from")}
          value={wallTime(asked.from, zone)}
        />
        <DateTime name="to" label={t("overview:numbers.to")} value={wallTime(asked.to, zone)} />
        {choices.districts.length > 1 && (
          <Select
            name="district"
            label={t("board:district")}
            value={district}
            placeholder={t("overview:numbers.anyDistrict")}
            options={choices.districts.map(({ code, names }) => ({
              value: code,
              label: name(names),
            }))}
          />
        )}
        {choices.incidents.length > 0 && (
          <Select
            name="incident"
            label={t("overview:incident.of")}
            value={incident}
            placeholder={t("overview:numbers.anyIncident")}
            options={choices.incidents.map((one) => ({ value: one.id, label: one.name }))}
          />
        )}
        <Button>{t("common:button.filter")}</Button>
      </Toolbar>
      <p className="row no-print">
        {spansOf(now, zone).map(({ key, from, to }) => (
          <a
            key={key}
            href={`/board/numbers?${new URLSearchParams({ from, to, district, incident })}`}
          >
            {t(`overview:numbers.${key}`)}
          </a>
        ))}
      </p>
    </>
  );
}
