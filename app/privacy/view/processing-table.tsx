import { useI18n } from "../../i18n/context";
import { Table } from "../../ui/table";
import { type End, type Personal, processing, REGISTRY } from "../rules/registry";
import type { Days } from "../rules/retention";

const FIXED_DAYS: Partial<Record<End, number>> = { days_90: 90, days_180: 180 };

/** What is kept of whom, why and for how long, out of the registry; `columns`: where, too. */
export function ProcessingTable({ days, columns = false }: { days: Days; columns?: boolean }) {
  const { t } = useI18n();
  const set: Partial<Record<End, number>> = { ...FIXED_DAYS, ...days };
  const rows = processing().map((row) => {
    const count = set[row.ends] ?? 0;
    return {
      key: [row.whose, row.why, row.kind, row.ends].join(),
      cells: {
        whose: t(`data:whose.${row.whose}`),
        what: t(`data:kind.${row.kind}`),
        why: t(`data:why.${row.why}`),
        ends: t(`data:ends.${row.ends}`, { days: t("common:time.days", { count }) }),
        columns: columns ? whereOf(row) : null,
      },
    };
  });
  const heads = ["whose", "what", "why", "ends"] as const;
  const shown = columns ? ([...heads, "columns"] as const) : heads;
  return (
    <Table
      caption={t("data:table.title")}
      columns={shown.map((key) => ({ key, label: t(`data:table.${key}`) }))}
      rows={rows}
    />
  );
}

/** In which tables: `person (name, email)`. */
function whereOf(row: Omit<Personal, "columns">): string {
  return Object.entries(REGISTRY)
    .flatMap(([table, parts]) => {
      const columns = parts.flatMap((part) =>
        part.whose === row.whose &&
        part.why === row.why &&
        part.kind === row.kind &&
        part.ends === row.ends
          ? part.columns
          : [],
      );
      return columns.length > 0 ? [`${table} (${columns.join(", ")})`] : [];
    })
    .join("; ");
}
