import type { ReactNode } from "react";

export type Column<Name extends string = string> = {
  key: Name;
  label: string;
  /** For quantities and times. */
  align?: "end";
};

export type Row<Name extends string = string> = {
  key: string;
  cells: Partial<Record<Name, ReactNode>>;
  /** The one that stands open beside the list. */
  current?: boolean;
  tone?: "past" | "danger";
};

/** What keeps its columns on a narrow screen is pushed aside there, by a finger or by arrows. */
export function Scrolls({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no pointer pushes it by the keyboard
    <section className="scrolls" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}

type TableProps<Name extends string> = {
  caption: string;
  /** The caption is read out but not shown: a heading above says the same. */
  captionHidden?: boolean;
  /** The first column names the row. */
  columns: readonly Column<Name>[];
  rows: readonly Row<Name>[];
  /** Default true: on a phone each row becomes a list of named values. */
  stacked?: boolean;
};

// Safari forgets what a table is once CSS has made blocks of its parts.
const as = (role: string) => ({ role });

export function Table<Name extends string>(props: TableProps<Name>) {
  const { caption, captionHidden, columns, rows, stacked = true } = props;
  return (
    <table className={stacked ? "table stacked" : "table"} {...as("table")}>
      <caption>{captionHidden ? <span className="sr">{caption}</span> : caption}</caption>
      <thead {...as("rowgroup")}>
        <tr {...as("row")}>
          {columns.map((column) => (
            <th key={column.key} scope="col" className={column.align} {...as("columnheader")}>
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...as("rowgroup")}>
        {rows.map((row) => (
          <tr
            key={row.key}
            className={row.tone}
            aria-current={row.current ? "true" : undefined}
            {...as("row")}
          >
            {columns.map((column, index) =>
              index === 0 ? (
                <th key={column.key} scope="row" className={column.align} {...as("rowheader")}>
                  {row.cells[column.key]}
                </th>
              ) : (
                <td
                  key={column.key}
                  className={column.align}
                  data-label={column.label}
                  {...as("cell")}
                >
                  <span>{row.cells[column.key]}</span>
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
