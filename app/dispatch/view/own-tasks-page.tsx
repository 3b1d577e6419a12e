import type { ComponentProps, ReactNode } from "react";
import { SafetyBriefing } from "../../accounts/view/safety-briefing";
import { StandingNotice } from "../../accounts/view/standing-notice";
import { useI18n } from "../../i18n/context";
import type { VolunteerStanding } from "../../platform/types";
import { hardestStairs, stairsInWords } from "../../requests/rules/stairs";
import { Sheet } from "../../ui/content";
import { Empty } from "../../ui/desk";
import type { OwnTaskRow } from "../views";
import { PartState, Span, useTitle } from "./words";

type Props = {
  mine: OwnTaskRow[];
  offers: OwnTaskRow[];
  past: OwnTaskRow[];
  standing: VolunteerStanding | null;
  /** Whether they are free just now: said by one press. */
  free: ReactNode;
  emergency: string;
  usual: ComponentProps<typeof StandingNotice>["usual"];
};

export function OwnTasksPage({ mine, offers, past, standing, free, usual, emergency }: Props) {
  const { t } = useI18n();
  const nothing = mine.length + offers.length === 0;
  return (
    <>
      <h1>{t("common:nav.myTasks")}</h1>
      <StandingNotice standing={standing} usual={usual} />
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
      {standing !== "suspended" && free}
      <SafetyBriefing emergency={emergency} />
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
            {row.state === "on_site" && row.safetyAskedAt && <b>{t("tasks:safety.title")}</b>}
            {row.comingAsked && <b>{t("tasks:coming.title")}</b>}
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
