import { useI18n } from "../../i18n/context";
import type { Key } from "../../i18n/keys";
import type { FieldErrors } from "../../platform/form";
import { Button, ButtonLink } from "../../ui/button";
import { Tick } from "../../ui/choice";
import { Sheet } from "../../ui/content";
import { StateMark } from "../../ui/marks";
import { Notice, Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import { Table } from "../../ui/table";
import { ResourcesMenu } from "./resources-menu";

export type PreviewRow = {
  line: number;
  title: string;
  quantity: string;
  /** Of the offer that the row changes. */
  number: number | null;
  errors: FieldErrors;
  known: boolean;
  /** Of a live offer that the row is like. */
  alike: number | null;
};
type Props = {
  columns: string[];
  preview: { rows: PreviewRow[]; csv: string } | null;
  refusal: string | null;
  /** How many were new, after an import. */
  imported: number | null;
  changed: number;
};

/** Many offers at once: out as a file, in after a look at every row. */
export function TablePage({ columns, preview, refusal, imported, changed }: Props) {
  const { t } = useI18n();
  return (
    <>
      <h1>{t("resources:table.title")}</h1>
      <ResourcesMenu current="table" />
      {refusal && <Refusal>{refusal}</Refusal>}
      {imported !== null && (
        <Notice tone="success" role="status">
          {t("resources:table.imported", { count: imported })}{" "}
          {changed > 0 && t("resources:table.changed", { count: changed })}
        </Notice>
      )}
      {preview ? (
        <Preview {...preview} />
      ) : (
        <div className="prose">
          <p>{t("resources:table.lead")}</p>
          <p>
            <ButtonLink href="/board/resources/offers.csv" download>
              {t("resources:table.out")}
            </ButtonLink>
          </p>
        </div>
      )}
      <Sheet title={t("resources:table.in")}>
        <PostForm className="stack" encType="multipart/form-data" action="/board/resources/table">
          <div className="field">
            <label htmlFor="file">{t("resources:table.file")}</label>
            <p className="hint" id="file-hint">
              {t("resources:table.columns")} <code>{columns.join(", ")}</code>
            </p>
            <input
              id="file"
              name="file"
              type="file"
              accept=".csv,text/csv"
              aria-describedby="file-hint"
            />
          </div>
          <Button>{t("resources:table.check")}</Button>
        </PostForm>
      </Sheet>
    </>
  );
}

function Preview({ rows, csv }: { rows: PreviewRow[]; csv: string }) {
  const { t } = useI18n();
  const wrong = rows.filter(({ errors }) => Object.keys(errors).length > 0);
  const standing = rows.filter(({ number }) => number !== null).length;
  const fresh = rows.length - wrong.length - standing - rows.filter(({ known }) => known).length;
  const alike = rows.filter(({ alike: number }) => number !== null);
  const first = new Set([...wrong, ...alike]);
  const shown = [...first, ...rows.filter((row) => !first.has(row))].slice(0, 300);
  return (
    <section className="stack">
      <p>
        {t("resources:table.found", { count: rows.length })}{" "}
        {wrong.length > 0
          ? t("resources:table.wrong", { count: wrong.length })
          : t("resources:table.fresh", { count: fresh })}
      </p>
      {wrong.length === 0 && fresh + standing > 0 && (
        <PostForm className="stack" action="/board/resources/imports" encType="multipart/form-data">
          <textarea name="csv" defaultValue={csv} hidden readOnly />
          {alike.length > 0 && (
            <>
              <p id="another-hint">{t("resources:table.alikeHint", { count: alike.length })}</p>
              <Tick
                name="another"
                label={t("resources:table.another")}
                describedBy="another-hint"
              />
            </>
          )}
          <Button tone="primary">{t("resources:table.import")}</Button>
        </PostForm>
      )}
      <Table
        caption={t("resources:table.rows")}
        captionHidden
        columns={[
          { key: "line", label: t("resources:table.line") },
          { key: "title", label: t("resources:what") },
          { key: "quantity", label: t("resources:stock") },
          { key: "state", label: t("board:state") },
        ]}
        rows={shown.map(({ line, title, quantity, number, errors, known, alike: like }) => ({
          key: String(line),
          cells: {
            line: <span className="num">{line}</span>,
            title,
            quantity: <span className="num">{quantity.replaceAll(" ", "\u00a0")}</span>,
            state:
              Object.keys(errors).length > 0 ? (
                <StateMark tone="warning">
                  {Object.entries(errors)
                    .map(([field, code]) => `${field}: ${t(`resources:error.${code}` as Key)}`)
                    .join(" ")}
                </StateMark>
              ) : like !== null ? (
                <StateMark tone="warning">{t("resources:table.alike", { number: like })}</StateMark>
              ) : (
                <StateMark tone={known ? "past" : "done"}>
                  {number !== null
                    ? t("resources:numbered", { number })
                    : t(known ? "resources:table.known" : "resources:table.new")}
                </StateMark>
              ),
          },
        }))}
      />
    </section>
  );
}
