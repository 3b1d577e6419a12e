import { useI18n } from "../../i18n/context";
import { Button } from "../../ui/button";
import { Sheet } from "../../ui/content";
import { Notice, Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import type { StreetReport } from "../rules/streets";

type Props = {
  /** How many the city's list has. */
  streets: number;
  saved: boolean;
  skipped: StreetReport["skipped"];
  problem: StreetReport["problem"];
};

export function StreetsPage({ streets, saved, skipped, problem }: Props) {
  const { t, number } = useI18n();
  const counted = { count: streets, number: number(streets) };
  const left = (Object.entries(skipped) as [keyof typeof skipped, number][]).filter(
    ([, count]) => count > 0,
  );
  return (
    <>
      <h1>{t("admin:streets.title")}</h1>
      {problem && <Refusal>{t(`admin:streets.problem.${problem}`)}</Refusal>}
      {saved && (
        <Notice tone="success" role="status">
          {t("admin:streets.saved")}
        </Notice>
      )}
      <p>{t("admin:streets.lead")}</p>
      <p>{streets > 0 ? t("admin:streets.count", counted) : t("admin:streets.none")}</p>
      {saved &&
        left.map(([why, count]) => (
          <p key={why} className="hint">
            {t(`admin:streets.skipped.${why}`, { count, number: number(count) })}
          </p>
        ))}
      <Sheet title={t("admin:streets.load")}>
        <p className="soft">{t("admin:streets.loadLead")}</p>
        <PostForm className="stack" encType="multipart/form-data">
          <div className="field">
            <label htmlFor="file">{t("admin:districts.file")}</label>
            <input
              className="input"
              id="file"
              name="file"
              type="file"
              accept=".geojson,.json,.csv,application/geo+json,application/json,text/csv"
              required
            />
          </div>
          <Button tone="primary">{t("admin:streets.apply")}</Button>
        </PostForm>
      </Sheet>
    </>
  );
}
