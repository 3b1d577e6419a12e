import type { ReactNode } from "react";
import { TaskTable } from "../../dispatch/view/tasks-page";
import { useI18n } from "../../i18n/context";
import { Lines } from "../../requests/view/board/lines";
import { Hours, useRoleTitle } from "../../shifts/view/words";
import { Tick } from "../../ui/choice";
import { Time } from "../../ui/marks";
import { SECTIONS, type Section } from "../types";
import type { Draft } from "../views";

type Props = {
  draft: Draft;
  /** The parts that were gone through; without it nothing is asked. */
  read?: readonly Section[];
};

/** What is open, part by part, in the order in which a tired person has to know it. */
export function OpenList({ draft, read }: Props) {
  const { t, number } = useI18n();
  return (
    <>
      <ul className="row" aria-label={t("duty:waiting")}>
        {draft.heads.map(({ lane, count }) => (
          <li key={lane}>
            {t(`board:lane.${lane}`)} <span className="count">{number(count)}</span>
          </li>
        ))}
      </ul>
      {SECTIONS.map((section) => (
        <section key={section} className="stack tight" aria-labelledby={`part-${section}`}>
          <h2 id={`part-${section}`}>
            {t(`duty:section.${section}`)}{" "}
            <span className="count">{number(sizeOf(draft, section))}</span>
          </h2>
          {sizeOf(draft, section) === 0 ? (
            <p className="soft">{t("duty:nothing")}</p>
          ) : (
            <Part section={section} draft={draft} />
          )}
          {read && <ReadThis section={section} checked={read.includes(section)} />}
        </section>
      ))}
    </>
  );
}

const sizeOf = (draft: Draft, section: Section) => draft[section].length;

function ReadThis({ section, checked }: { section: Section; checked: boolean }) {
  const { t } = useI18n();
  return (
    <div className="no-print">
      <Tick
        name="read"
        id={`read-${section}`}
        value={section}
        label={t("duty:read")}
        checked={checked}
        describedBy={`part-${section}`}
      />
    </div>
  );
}

function Part({ section, draft }: { section: Section; draft: Draft }): ReactNode {
  const { t } = useI18n();
  if (section === "danger" || section === "broken")
    return (
      <Lines label={t(`duty:section.${section}`)} lines={draft[section]} coming={draft.coming} />
    );
  if (section === "tasks") return <TaskTable tasks={draft.tasks} />;
  if (section === "reminders") return <Reminders reminders={draft.reminders} />;
  if (section === "promises") return <Promises promises={draft.promises} />;
  if (section === "loans") return <Loans loans={draft.loans} />;
  return <Gaps gaps={draft.gaps} />;
}

function Reminders({ reminders }: Pick<Draft, "reminders">) {
  return (
    <ul>
      {reminders.map(({ id, at, ...one }) => (
        <li key={id}>
          <a href={`/board/requests/${id}`}>
            <WhatAndWhere {...one} />
          </a>{" "}
          <span className="hint">
            <Time at={at!} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function WhatAndWhere({
  categoryNames,
  districtNames,
}: Pick<Draft["reminders"][number], "categoryNames" | "districtNames">) {
  const { t, name } = useI18n();
  return `${name(categoryNames)}, ${districtNames ? name(districtNames) : t("board:cityWide")}`;
}

function Promises({ promises }: Pick<Draft, "promises">) {
  const { t } = useI18n();
  return (
    <ul>
      {promises.map(({ id, at, ...one }) => (
        <li key={id}>
          <a href={`/board/requests/${id}#notes`}>
            <WhatAndWhere {...one} />
          </a>{" "}
          <span className="hint">
            {t("duty:told", { count: one.count })}, <Time at={at!} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Loans({ loans }: Pick<Draft, "loans">) {
  const { t, number } = useI18n();
  return (
    <ul>
      {loans.map((one) => (
        <li key={one.id}>
          <a href={`/offers/${one.offerId}`}>{one.title}</a>{" "}
          <span className="hint num">{one.number}</span>{" "}
          {t("duty:due", { count: one.count ?? 0, number: number(one.count ?? 0) })}{" "}
          <Time at={one.due} /> ·{" "}
          <a href={`/board/tasks/${one.taskId}`}>{t("tasks:numbered", { number: one.task })}</a>
        </li>
      ))}
    </ul>
  );
}

function Gaps({ gaps }: Pick<Draft, "gaps">) {
  const { t, number, moment } = useI18n();
  const titleOf = useRoleTitle();
  return (
    <ul>
      {gaps.map(({ shift, role, coming }) => (
        <li key={role.id}>
          <a href={`/board/shifts/${shift.id}`}>
            {shift.place}, {titleOf(role)}
          </a>{" "}
          <span className="hint">
            {moment(shift.window.from)} (<Hours window={shift.window} />)
          </span>{" "}
          <b>{t("duty:comingOf", { coming: number(coming), minimum: number(role.minimum) })}</b>
        </li>
      ))}
    </ul>
  );
}
