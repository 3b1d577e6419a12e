import type { ReactNode } from "react";
import { useI18n } from "../../i18n/context";
import type { Key } from "../../i18n/keys";
import { Button } from "../../ui/button";
import { Facts, PrintOnly } from "../../ui/content";
import { StateMark, Time } from "../../ui/marks";
import { PostForm } from "../../ui/post-form";
import type { Section } from "../types";
import type { Activity, Draft, OpenedHandover } from "../views";
import { OpenList } from "./draft";
import { TONES } from "./handover-page";

type Props = {
  handover: OpenedHandover;
  /** While it is open. */
  draft: Draft | null;
  activity: Activity;
  read: readonly Section[];
  refusal: ReactNode;
  /** Why a step of its own was refused. */
  step: ReactNode;
};

/** What somebody leaves, to be gone through and taken; on paper also who was sent where and what was done. */
export function OpenedHandoverPage({ handover, draft, activity, read, refusal, step }: Props) {
  const { t, name, list } = useI18n();
  const { id, state, version, note } = handover;
  const places = list(handover.districts.map(({ names }) => name(names)));
  const takes = handover.mayTake;
  return (
    <>
      <p className="way no-print">
        <a href="/board/handover">{t("duty:title")}</a>
      </p>
      <h1>{t("duty:one", { who: handover.name, places })}</h1>
      {refusal}
      {step}
      <Facts
        items={[
          {
            label: t("board:state"),
            value: (
              <StateMark tone={TONES[state]}>
                {t(`duty:state.${state}`, { who: handover.takenBy ?? "" })}
              </StateMark>
            ),
          },
          { label: t("duty:since"), value: <Time at={handover.since} /> },
          { label: t("duty:writtenAt"), value: <Time at={handover.createdAt} /> },
          state !== "open" && { label: t("duty:endedAt"), value: <Time at={handover.stateAt} /> },
        ]}
      />
      {note && (
        <section className="stack tight" aria-labelledby="words">
          <h2 id="words">{t("duty:words", { who: handover.name })}</h2>
          <p className="whitespace-pre-line">{note}</p>
        </section>
      )}
      {state === "open" && handover.own && (
        <PostForm className="no-print" action={`/board/handover/${id}/withdrawals`}>
          <p>{t("duty:ownHint")}</p>
          <input type="hidden" name="version" value={version} />
          <Button>{t("duty:withdraw")}</Button>
        </PostForm>
      )}
      {state === "open" && <p className="hint">{t("duty:nowHint")}</p>}
      {draft && takes && (
        <PostForm className="stack">
          <input type="hidden" name="version" value={version} />
          <OpenList draft={draft} read={read} />
          <p className="no-print">
            <Button tone="primary">{t("duty:take", { places })}</Button>
          </p>
        </PostForm>
      )}
      {draft && !takes && <OpenList draft={draft} />}
      <ActivityLog activity={activity} />
      <PrintOnly>
        <p>{t("duty:signature", { who: handover.name })}</p>
      </PrintOnly>
    </>
  );
}

function ActivityLog({ activity }: { activity: Activity }) {
  const { t, name, moment } = useI18n();
  return (
    <details className="fold" open>
      <summary>
        <h2>{t("duty:log")}</h2>
      </summary>
      {activity.length === 0 ? (
        <p className="soft">{t("duty:nothing")}</p>
      ) : (
        <ol>
          {activity.map(({ at, type, names }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two may be alike
            <li key={index}>
              <span className="num">{moment(at)}</span> {t(`privacy:event.${type}` as Key)}
              <span className="hint"> {name(names)}</span>
            </li>
          ))}
        </ol>
      )}
    </details>
  );
}
