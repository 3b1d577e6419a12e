import { useI18n } from "../../i18n/context";
import type { VolunteerStanding } from "../../platform/types";
import { hardestStairs, stairsInWords } from "../../requests/rules/stairs";
import { Sheet } from "../../ui/content";
import { Empty } from "../../ui/desk";
import { Notice } from "../../ui/notice";
import type { OwnTaskRow } from "../views";
import { PartState, Span, useTitle } from "./words";

type Props = {
  mine: OwnTaskRow[];
  offers: OwnTaskRow[];
  past: OwnTaskRow[];
  standing: VolunteerStanding | null;
};

export function OwnTasksPage({ mine, offers, past, standing }: Props) {
  const { t } = useI18n();
  const nothing = mine.length + offers.length === 0;
  return (
    <>
      <h1>{t("common:nav.myTasks")}</h1>
      {standing && standing !== "verified" && (
        <Notice tone="warning" title={t(`account:standing.${standing}`)}>
          {t(`account:standingNote.${standing}`)}
        </Notice>
      )}
      {offers.length > 0 && (
        <Sheet title={t("tasks:own.offers")}>
          <Rows rows={offers} />
        </Sheet>
      )}
      {mine.length > 0 && (
        <Sheet title={t("tasks:own.mine")}>
          <Rows rows={mine} />
        </Sheet>
      )}
      {nothing && (
        <Empty
          title={t("tasks:own.none")}
          action={<a href="/profile">{t("tasks:own.toProfile")}</a>}
        >
          {t("tasks:own.noneHint")}
        </Empty>
      )}
      {past.length > 0 && (
        <Sheet title={t("tasks:own.past")}>
          <Rows rows={past} />
        </Sheet>
      )}
    </>
  );
}

function Rows({ rows }: { rows: OwnTaskRow[] }) {
  const i18n = useI18n();
  const { t, name, relative, initial } = i18n;
  const titleOf = useTitle();
  const stairsOf = ({ doors }: OwnTaskRow) => {
    const hardest = hardestStairs(doors);
    return hardest && initial(stairsInWords(i18n, hardest));
  };
  return (
    <ul className="task-rows">
      {rows.map((row) => (
        <li key={row.taskId}>
          <a href={`/tasks/${row.taskId}`}>
            <b>{titleOf(row)}</b>
            <span>
              {row.districtNames && `${name(row.districtNames)} · `}
              <Span window={row.window} />
            </span>
            {row.state === "offered" && <span>{stairsOf(row)}</span>}
            <PartState state={row.state} />
            {row.state === "done" && row.saidYes && (
              <span>{t("tasks:saidYes", { answer: t("track:came") })}</span>
            )}
            {row.state === "offered" && (
              <span className="hint">
                {t("tasks:own.answer", { when: relative(row.answerBy) })}
              </span>
            )}
          </a>
        </li>
      ))}
    </ul>
  );
}
