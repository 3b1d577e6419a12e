import { useI18n } from "../../i18n/context";
import { Button, ButtonLink } from "../../ui/button";
import { Select } from "../../ui/choice";
import { Notice } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import { ARRIVES_IN, askAgainFrom } from "../rules/still-coming";
import { COMING_STATES } from "../states";
import type { AssignmentState } from "../types";

type Asked = {
  state: AssignmentState;
  /** When they were asked whether they are still coming, when they said so, and when they will be there. */
  comingAskedAt: Date | null;
  comingSaidAt: Date | null;
  arrivesAt: Date | null;
};

/** What came of the question, in words; null where it was not asked. */
export function useStillComing() {
  const { t, clock } = useI18n();
  return ({ comingAskedAt, comingSaidAt, arrivesAt }: Asked): string | null => {
    if (!comingAskedAt) return null;
    if (!comingSaidAt) return t("tasks:coming.asked", { at: clock(comingAskedAt) });
    if (!arrivesAt) return t("tasks:coming.said", { at: clock(comingSaidAt) });
    return t("tasks:coming.about", { at: clock(comingSaidAt), about: clock(arrivesAt) });
  };
}

type AskProps = { taskId: string; part: Asked & { id: string }; leadsTo?: string };

/** Of somebody who has said yes and is not there yet: what they said, and the question itself. */
export function StillComing({ taskId, part, leadsTo = "" }: AskProps) {
  const { t, now } = useI18n();
  const said = useStillComing()(part);
  const { comingAskedAt } = part;
  if (!COMING_STATES.includes(part.state)) return null;
  return (
    <>
      {said && <span className="hint">{said}</span>}
      {(!comingAskedAt || askAgainFrom(comingAskedAt) <= now) && (
        <PostForm action={`/board/tasks/${taskId}/arrival-questions${leadsTo}`}>
          <Button size="dense" name="assignment" value={part.id}>
            {t("tasks:coming.ask")}
          </Button>
        </PostForm>
      )}
    </>
  );
}

type Own = Asked & { id: string };

/** To a volunteer who was asked: one press, with a time if they like; or the way out. */
export function OwnStillComing({ sheet }: { sheet: Own }) {
  const { t, clock, brief } = useI18n();
  const { id, state, comingAskedAt, comingSaidAt, arrivesAt } = sheet;
  if (!comingAskedAt || !COMING_STATES.includes(state)) return null;
  if (comingSaidAt)
    return (
      <Notice tone="success" role="status" title={t("tasks:coming.thanks")}>
        {arrivesAt && <p>{t("tasks:coming.youSaid", { about: clock(arrivesAt) })}</p>}
      </Notice>
    );
  return (
    <Notice tone="warning" title={t("tasks:coming.title")}>
      <PostForm className="stack tight" action={`/tasks/${id}/arrivals`}>
        <Select
          name="minutes"
          label={t("tasks:coming.when")}
          optional
          options={ARRIVES_IN.map((minutes) => ({
            value: String(minutes),
            label: t("tasks:coming.in", { time: brief(minutes * 60_000) }),
          }))}
        />
        <Button tone="primary" wide>
          {t("tasks:coming.yes")}
        </Button>
      </PostForm>
      <p>
        <ButtonLink wide href={`/tasks/${id}/withdrawals`}>
          {t("tasks:coming.no")}
        </ButtonLink>
      </p>
    </Notice>
  );
}
