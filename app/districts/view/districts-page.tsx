import { useI18n } from "../../i18n/context";
import type { Names } from "../../platform/types";
import { Button } from "../../ui/button";
import { Sheet } from "../../ui/content";
import { StateMark } from "../../ui/marks";
import { Notice, Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import { Table } from "../../ui/table";
import type { Change, Effect } from "../rules/changes";
import type { Finding } from "../rules/findings";
import type { MultiPolygon } from "../types";
import { DistrictMap } from "./district-map";

type Shape = { code: string; names: Names; geometry: MultiPolygon; approximate: boolean };
export type Report = {
  findings: Finding[];
  changes: Change[];
  shapes: Shape[];
  text: string;
  stamp: string;
  /** What is still there in those that the file lacks. */
  used: {
    code: string;
    requests: number;
    coordinators: string[];
    shifts: number;
    offers: number;
  }[];
};
type Props = { districts: Shape[]; report: Report | null; refusal: string | null; saved: boolean };

export function DistrictsPage({ districts, report, refusal, saved }: Props) {
  const { t, name } = useI18n();
  return (
    <>
      <h1>{t("admin:districts.title")}</h1>
      {refusal && <Refusal>{refusal}</Refusal>}
      {saved && (
        <Notice tone="success" role="status">
          {t("admin:districts.saved")}
        </Notice>
      )}
      {report && <ReportOf report={report} />}
      <Sheet title={t("admin:districts.now")}>
        <DistrictMap
          label={t("admin:districts.map")}
          shapes={districts.map((one) => ({ ...one, name: name(one.names) }))}
        />
        <Table
          caption={t("admin:districts.now")}
          captionHidden
          columns={[
            { key: "name", label: t("admin:districts.name") },
            { key: "code", label: t("admin:districts.code") },
            { key: "note", label: t("admin:districts.note") },
          ]}
          rows={districts.map(({ code, names, approximate }) => ({
            key: code,
            cells: {
              name: name(names),
              code,
              note: approximate ? t("admin:districts.approximate") : "",
            },
          }))}
        />
      </Sheet>
      <Sheet title={t("admin:districts.load")}>
        <p className="soft">{t("admin:districts.loadLead")}</p>
        <PostForm className="stack" encType="multipart/form-data">
          <div className="field">
            <label htmlFor="file">{t("admin:districts.file")}</label>
            <input
              className="input"
              id="file"
              name="file"
              type="file"
              accept=".geojson,.json,application/geo+json,application/json"
              required
            />
          </div>
          <Button name="step" value="check">
            {t("admin:districts.check")}
          </Button>
        </PostForm>
      </Sheet>
    </>
  );
}

const MARKS: Record<Effect, "done" | "active" | "neutral" | "warning"> = {
  added: "done",
  changed: "active",
  same: "neutral",
  retired: "warning",
};

function ReportOf({
  report: { findings, changes, shapes, text, stamp, used },
}: {
  report: Report;
}) {
  const { t, name, number, list } = useI18n();
  const stillThere = (code: string) => {
    const found = used.find((one) => one.code === code);
    if (!found) return "";
    const { requests, shifts, offers, coordinators } = found;
    const counts = { requests: number(requests), shifts: number(shifts), offers: number(offers) };
    const who = coordinators.length > 0 ? list(coordinators) : t("overview:preview.nobody");
    return t("overview:preview.district", { ...counts, who });
  };
  const wrong = findings.some(({ severity }) => severity === "error");
  const effects = new Map(changes.map(({ code, effect }) => [code, effect]));
  return (
    <Sheet title={t("admin:districts.report")}>
      {wrong && (
        <Notice tone="danger" role="alert">
          {t("admin:districts.wrong")}
        </Notice>
      )}
      {findings.length > 0 && (
        <ul className="stack tight">
          {findings.map((found, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two findings may read alike
            <li key={index}>
              <StateMark tone="warning">{t(`admin:finding.${found.code}`, found.params)}</StateMark>
            </li>
          ))}
        </ul>
      )}
      {!wrong && (
        <>
          <DistrictMap
            label={t("admin:districts.mapNew")}
            shapes={shapes.map((one) => ({
              ...one,
              name: name(one.names),
              tone: effects.get(one.code) as "added",
            }))}
          />
          <Table
            caption={t("admin:districts.changes")}
            columns={[
              { key: "name", label: t("admin:districts.name") },
              { key: "effect", label: t("admin:districts.effect") },
              ...(used.length > 0
                ? [{ key: "used" as const, label: t("overview:preview.there") }]
                : []),
            ]}
            rows={changes.map(({ code, names, effect }) => ({
              key: code,
              cells: {
                name: name(names),
                effect: (
                  <StateMark tone={MARKS[effect]}>
                    {t(`admin:districts.effects.${effect}`)}
                  </StateMark>
                ),
                used: stillThere(code),
              },
            }))}
          />
          <PostForm className="stack" encType="multipart/form-data">
            <textarea name="text" defaultValue={text} hidden readOnly />
            <input type="hidden" name="stamp" value={stamp} />
            <Button tone="primary" name="step" value="apply">
              {t("admin:districts.apply")}
            </Button>
          </PostForm>
        </>
      )}
    </Sheet>
  );
}
