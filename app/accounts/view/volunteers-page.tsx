import type { ReactNode } from "react";
import { useI18n } from "../../i18n/context";
import type { VolunteerStanding } from "../../platform/types";
import { Button } from "../../ui/button";
import { Select } from "../../ui/choice";
import { Empty, ListHeading, Pager, Regions, Toolbar } from "../../ui/desk";
import { Field } from "../../ui/field";
import { StateMark } from "../../ui/marks";
import { Table } from "../../ui/table";
import { STANDINGS } from "../types";
import type { VolunteerRow } from "../views";

type Props = {
  volunteers: VolunteerRow[];
  next: string | null;
  filter: { standing: string; search: string };
  query: string;
  opened: string | null;
  sheet: ReactNode;
};

const TONES = { unverified: "warning", verified: "done", suspended: "past" } as const;

export function Standing({ standing }: { standing: VolunteerStanding }) {
  const { t } = useI18n();
  return <StateMark tone={TONES[standing]}>{t(`account:standing.${standing}`)}</StateMark>;
}

export function VolunteersPage({ volunteers, next, filter, query, opened, sheet }: Props) {
  const { t, name, terms } = useI18n();
  const more = new URLSearchParams(query);
  if (next) more.set("after", next);
  return (
    <Regions
      labels={{ list: t("account:volunteers.title"), sheet: t("account:volunteers.one") }}
      sheet={sheet}
      opened={opened}
      list={
        <>
          <ListHeading opened={opened}>{t("account:volunteers.title")}</ListHeading>
          <Toolbar label={t("common:button.filter")} action="/board/volunteers">
            <Select
              name="standing"
              label={t("account:volunteers.standing")}
              value={filter.standing}
              placeholder={t("account:volunteers.all")}
              options={STANDINGS.map((one) => ({
                value: one,
                label: t(`account:standing.${one}`),
              }))}
            />
            <Field name="q" type="search" label={t("account:name")} value={filter.search} />
            <Button>{t("common:button.filter")}</Button>
          </Toolbar>
          {volunteers.length === 0 ? (
            <Empty title={t("account:volunteers.none")}>{t("account:volunteers.noneHint")}</Empty>
          ) : (
            <Table
              caption={t("account:volunteers.title")}
              captionHidden
              columns={[
                { key: "name", label: t("account:name") },
                { key: "standing", label: t("account:volunteers.standing") },
                { key: "district", label: t("account:district") },
                { key: "skills", label: t("account:skills") },
              ]}
              rows={volunteers.map((one) => ({
                key: one.id,
                current: one.id === opened,
                cells: {
                  name: (
                    <a href={`/board/volunteers/${one.id}${query ? `?${query}` : ""}`}>
                      {one.name}
                    </a>
                  ),
                  standing: one.standing && <Standing standing={one.standing} />,
                  district: one.districtNames ? name(one.districtNames) : t("account:anyDistrict"),
                  skills: terms([
                    ...one.skills.map((skill) => t(`common:skill.${skill}`)),
                    ...(one.vehicle === "none" ? [] : [t(`common:vehicle.${one.vehicle}`)]),
                  ]),
                },
              }))}
            />
          )}
          <Pager next={next ? `/board/volunteers?${more}` : null} />
        </>
      }
    />
  );
}
