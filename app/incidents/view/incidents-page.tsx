import type { ReactNode } from "react";
import { useI18n } from "../../i18n/context";
import { ButtonLink } from "../../ui/button";
import { Empty } from "../../ui/desk";
import { StateMark, Time } from "../../ui/marks";
import { Table } from "../../ui/table";
import type { IncidentLine } from "../types";

type Props = { incidents: IncidentLine[]; mayKeep: boolean; menu: ReactNode };

export function IncidentsPage({ incidents, mayKeep, menu }: Props) {
  const { t, name, list } = useI18n();
  return (
    <>
      <h1>{t("overview:incident.title")}</h1>
      {menu}
      <p className="soft">{t("overview:incident.lead")}</p>
      {mayKeep && (
        <p>
          <ButtonLink href="/board/incidents/new" tone="primary">
            {t("overview:incident.open")}
          </ButtonLink>
        </p>
      )}
      {incidents.length === 0 ? (
        <Empty title={t("overview:incident.noneYet")}>
          {t(mayKeep ? "overview:incident.noneHint" : "overview:incident.noneHintCoordinator")}
        </Empty>
      ) : (
        <Table
          caption={t("overview:incident.title")}
          captionHidden
          columns={[
            { key: "name", label: t("overview:incident.name") },
            { key: "state", label: t("overview:incident.status") },
            { key: "starts", label: t("overview:incident.starts") },
            { key: "ends", label: t("overview:incident.ends") },
            { key: "districts", label: t("overview:incident.districts") },
          ]}
          rows={incidents.map((one) => ({
            key: one.id,
            tone: one.state === "closed" ? "past" : undefined,
            cells: {
              name: <a href={`/board/incidents/${one.id}`}>{one.name}</a>,
              state: (
                <StateMark tone={one.state === "open" ? "active" : "past"}>
                  {t(`overview:incident.state.${one.state}`)}
                </StateMark>
              ),
              starts: <Time at={one.startsAt} />,
              ends: one.endsAt ? <Time at={one.endsAt} /> : "–",
              districts: list(one.districts.map(({ names }) => name(names))),
            },
          }))}
        />
      )}
    </>
  );
}
