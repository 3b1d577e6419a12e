import { type I18n, useI18n } from "../../i18n/context";
import { Facts } from "../../ui/content";
import { Table } from "../../ui/table";
import { type End, type Personal, processing, REGISTRY, SUBJECTS } from "../rules/registry";
import type { Days } from "../rules/retention";

type Row = Omit<Personal, "columns">;

const FIXED_DAYS: Partial<Record<End, number>> = { days_90: 90, days_180: 180 };

const endIn = ({ t }: I18n, days: Days, ends: End) => {
  const set: Partial<Record<End, number>> = { ...FIXED_DAYS, ...days };
  return t(`data:ends.${ends}`, { days: t("common:time.days", { count: set[ends] ?? 0 }) });
};

/** For everybody: of each kind of people, what is kept and for how long, out of the registry. */
export function KeptList({ days, demo }: { days: Days; demo: boolean }) {
  const i18n = useI18n();
  const { t } = i18n;
  const rows = processing().filter(({ ends }) => demo || ends !== "demo_mail");
  return (
    <>
      <h2>{t("data:table.title")}</h2>
      {SUBJECTS.map((whose) => {
        const own = rows.filter((row) => row.whose === whose);
        const kinds = [...new Set(own.map(({ kind }) => kind))];
        return (
          <section key={whose} className="stack tight">
            <h3>{t(`data:whose.${whose}`)}</h3>
            <Facts
              items={kinds.map((kind) => {
                const ends = own.filter((row) => row.kind === kind).map((row) => row.ends);
                const words = [...new Set(ends)].map((end) => endIn(i18n, days, end));
                return { label: t(`data:kind.${kind}`), value: words.join(" · ") };
              })}
            />
          </section>
        );
      })}
    </>
  );
}

/** For administrators: whose, what, why, for how long, and where it stands. */
export function ProcessingTable({ days }: { days: Days }) {
  const i18n = useI18n();
  const { t } = i18n;
  return (
    <Table
      caption={t("data:table.title")}
      columns={(["whose", "what", "why", "ends", "columns"] as const).map((key) => ({
        key,
        label: t(`data:table.${key}`),
      }))}
      rows={processing().map((row) => ({
        key: [row.whose, row.why, row.kind, row.ends].join(),
        cells: {
          whose: t(`data:whose.${row.whose}`),
          what: t(`data:kind.${row.kind}`),
          why: t(`data:why.${row.why}`),
          ends: endIn(i18n, days, row.ends),
          columns: <span className="hint">{whereOf(row)}</span>,
        },
      }))}
    />
  );
}

/** In which tables: `person (name, email)`. */
function whereOf(row: Row): string {
  const isOf = (part: Partial<Row>) =>
    (["whose", "why", "kind", "ends"] as const).every((key) => part[key] === row[key]);
  return Object.entries(REGISTRY)
    .map(([table, parts]) => ({
      table,
      columns: parts.flatMap((part) => (part.whose !== null && isOf(part) ? part.columns : [])),
    }))
    .filter(({ columns }) => columns.length > 0)
    .map(({ table, columns }) => `${table} (${columns.join(", ")})`)
    .join("; ");
}
