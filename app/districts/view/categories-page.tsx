import { useI18n } from "../../i18n/context";
import { ButtonLink } from "../../ui/button";
import { PriorityMark, StateMark } from "../../ui/marks";
import { Table } from "../../ui/table";
import type { Unit } from "../types";
import type { CategoryRow } from "../views";

export function CategoriesPage({ categories }: { categories: CategoryRow[] }) {
  const { t, name } = useI18n();
  return (
    <>
      <h1>{t("admin:categories.title")}</h1>
      <p className="soft">{t("admin:categories.lead")}</p>
      <p>
        <ButtonLink href="/admin/categories/new">{t("admin:categories.add")}</ButtonLink>
      </p>
      <Table
        caption={t("admin:categories.title")}
        captionHidden
        columns={[
          { key: "name", label: t("admin:categories.name") },
          { key: "unit", label: t("admin:categories.unit") },
          { key: "priority", label: t("admin:categories.priority") },
          { key: "state", label: t("admin:categories.offered") },
        ]}
        rows={categories.map(({ code, names, unit, priority, active }) => ({
          key: code,
          ...(active ? {} : { tone: "past" as const }),
          cells: {
            name: <a href={`/admin/categories/${code}`}>{name(names)}</a>,
            unit: unit ? t(`common:unit.${unit as Unit}`) : t("common:answer.none"),
            priority: (
              <PriorityMark level={priority}>{t(`common:priority.${priority}`)}</PriorityMark>
            ),
            state: (
              <StateMark tone={active ? "done" : "past"}>
                {t(active ? "common:answer.yes" : "common:answer.no")}
              </StateMark>
            ),
          },
        }))}
      />
    </>
  );
}
