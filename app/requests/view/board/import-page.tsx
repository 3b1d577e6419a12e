import { Fragment } from "react";
import { useI18n } from "../../../i18n/context";
import { Button } from "../../../ui/button";
import { Sheet } from "../../../ui/content";
import { StateMark } from "../../../ui/marks";
import { Notice, Refusal } from "../../../ui/notice";
import { PostForm } from "../../../ui/post-form";
import { Table } from "../../../ui/table";
import { codeInGroups } from "../../rules/look-up";
import type { IllegibleField } from "../../types";

type PreviewRow = {
  line: number;
  category: string;
  details: string;
  place: string;
  reach: string;
  empty: boolean;
  illegible: IllegibleField[];
  elsewhere: boolean;
  repeats: number | null;
  alike: number[];
  known: boolean;
  /** Open requests that may be of the same people. */
  like: { id: string; code: string }[];
};
export type CalledPreview = { rows: PreviewRow[]; csv: string };
type Taken = Record<"fresh" | "added" | "known" | "elsewhere", number> & {
  /** Lines that were not saved. */
  left: number[];
};

type Props = {
  columns: readonly string[];
  preview: CalledPreview | null;
  refusal: string | null;
  /** After an import. */
  taken: Taken | null;
};

/** There is nothing to say of the row: it is whole, new, in reach, and like no other. */
export const isClean = (row: PreviewRow): boolean =>
  !row.empty &&
  !row.known &&
  !row.elsewhere &&
  row.repeats === null &&
  row.illegible.length + row.alike.length + row.like.length === 0;

/** A call centre's list: in after a look at every row. */
export function ImportPage({ columns, preview, refusal, taken }: Props) {
  const { t } = useI18n();
  return (
    <>
      <p>
        <a href="/board">{t("board:back")}</a>
      </p>
      <h1>{t("board:import.title")}</h1>
      {refusal && <Refusal>{refusal}</Refusal>}
      {taken && <Outcome {...taken} />}
      {preview ? <Preview {...preview} /> : <p className="soft">{t("board:import.lead")}</p>}
      <Sheet title={t("board:import.in")}>
        <PostForm className="stack" encType="multipart/form-data" action="/board/requests/import">
          <div className="field">
            <label htmlFor="file">{t("board:import.file")}</label>
            <p className="hint" id="file-hint">
              {t("board:import.columns")} <code>{columns.join(", ")}</code>
            </p>
            <input
              id="file"
              name="file"
              type="file"
              accept=".csv,text/csv"
              aria-describedby="file-hint"
            />
          </div>
          <Button>{t("board:import.check")}</Button>
        </PostForm>
      </Sheet>
    </>
  );
}

const COUNTS = ["added", "known", "elsewhere"] as const;

function Outcome(taken: Taken) {
  const { t, number } = useI18n();
  return (
    <Notice
      tone={taken.left.length > 0 ? "warning" : "success"}
      role="status"
      title={t("board:import.fresh", { number: number(taken.fresh) })}
    >
      {COUNTS.filter((name) => taken[name] > 0).map((name) => (
        <p key={name}>{t(`board:import.${name}`, { number: number(taken[name]) })}</p>
      ))}
      {taken.left.length > 0 && <p>{t("board:import.left", { lines: taken.left.join(", ") })}</p>}
    </Notice>
  );
}

function Preview({ rows, csv }: CalledPreview) {
  const { t, number } = useI18n();
  const usable = rows.filter(({ empty }) => !empty).length;
  const clean = rows.filter(isClean).length;
  const remarked = rows.filter((row) => !isClean(row));
  const shown = [...remarked, ...rows.filter(isClean)].slice(0, 300);
  return (
    <section className="stack">
      <p>
        {t("board:import.found", { number: number(rows.length) })}{" "}
        {usable < rows.length &&
          t("board:import.unusable", { number: number(rows.length - usable) })}
      </p>
      {usable > 0 && (
        <PostForm className="row" action="/board/requests/imports" encType="multipart/form-data">
          <textarea name="csv" defaultValue={csv} hidden readOnly />
          <Button tone="primary" name="which" value="all">
            {t("board:import.all", { number: number(usable) })}
          </Button>
          {clean > 0 && clean < usable && (
            <Button name="which" value="clean">
              {t("board:import.clean", { number: number(clean) })}
            </Button>
          )}
        </PostForm>
      )}
      <Table
        caption={t("board:import.rows")}
        captionHidden
        columns={[
          { key: "line", label: t("board:import.line") },
          { key: "what", label: t("board:what") },
          { key: "place", label: t("board:address") },
          { key: "reach", label: t("board:phone") },
          { key: "state", label: t("board:state") },
        ]}
        rows={shown.map((row) => ({
          key: String(row.line),
          cells: {
            line: <span className="num">{row.line}</span>,
            what: [row.category, row.details.slice(0, 120)].filter(Boolean).join(": "),
            place: row.place,
            reach: <span className="num">{row.reach}</span>,
            state: <Remarks {...row} />,
          },
        }))}
      />
    </section>
  );
}

function Remarks(row: PreviewRow) {
  const { t } = useI18n();
  if (row.empty) return <StateMark tone="warning">{t("board:import.empty")}</StateMark>;
  if (row.known) return <StateMark tone="past">{t("board:import.there")}</StateMark>;
  if (isClean(row)) return <StateMark tone="done">{t("board:import.new")}</StateMark>;
  const fields = row.illegible.map((field) => t(`help:field.${field}`)).join(", ");
  return (
    <>
      {row.repeats !== null && (
        <p>
          <StateMark tone="past">{t("board:import.repeats", { line: row.repeats })}</StateMark>
        </p>
      )}
      {row.repeats === null && row.alike.length > 0 && (
        <p>
          <StateMark tone="warning">
            {t("board:import.alike", { lines: row.alike.slice(0, 5).join(", ") })}
          </StateMark>
        </p>
      )}
      {row.like.length > 0 && (
        <p>
          <StateMark tone="warning">{t("board:import.like")}</StateMark>{" "}
          {row.like.slice(0, 3).map(({ id, code }) => (
            <Fragment key={id}>
              <a className="num" href={`/board/requests/${id}`}>
                {codeInGroups(code)}
              </a>{" "}
            </Fragment>
          ))}
        </p>
      )}
      {row.elsewhere && (
        <p>
          <StateMark tone="warning">{t("board:import.cityWide")}</StateMark>
        </p>
      )}
      {fields && (
        <p>
          <StateMark tone="warning">{t("board:illegible", { fields })}</StateMark>
        </p>
      )}
    </>
  );
}
