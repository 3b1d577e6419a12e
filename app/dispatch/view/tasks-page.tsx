import { useI18n } from "../../i18n/context";
import { ButtonLink } from "../../ui/button";
import { Sheet } from "../../ui/content";
import { Empty, Menu } from "../../ui/desk";
import { StateMark } from "../../ui/marks";
import { Table } from "../../ui/table";
import { takesHelp } from "../rules/task";
import type { TaskRow } from "../views";
import { AskedNext } from "./chain";
import { StillComing } from "./still-coming";
import { PartState, Span, TaskMark, useTitle } from "./words";

export function TasksPage({ tasks, group }: { tasks: TaskRow[]; group: "live" | "over" }) {
  const { t } = useI18n();
  return (
    <>
      <div className="head flush">
        <h1>{t("common:nav.tasks")}</h1>
        <div className="row">
          <ButtonLink tone="primary" href="/board/plan">
            {t("plan:make")}
          </ButtonLink>
          <ButtonLink href="/board/tasks/new">{t("tasks:newErrand")}</ButtonLink>
        </div>
      </div>
      <Menu
        label={t("common:nav.tasks")}
        items={(["live", "over"] as const).map((one) => ({
          href: one === "live" ? "/board/tasks" : "/board/tasks?show=over",
          label: t(`tasks:group.${one}`),
          current: one === group,
        }))}
      />
      {tasks.length === 0 ? (
        <Empty title={t(`tasks:empty.${group}`)}>{t("tasks:emptyHint")}</Empty>
      ) : (
        <TaskTable tasks={tasks} />
      )}
    </>
  );
}

/** Tasks with who is on each, a row each. */
export function TaskTable({ tasks }: { tasks: TaskRow[] }) {
  const { t, name, relative } = useI18n();
  const titleOf = useTitle();
  return (
    <Table
      caption={t("common:nav.tasks")}
      captionHidden
      columns={[
        { key: "what", label: t("tasks:one") },
        { key: "state", label: t("board:state") },
        { key: "when", label: t("tasks:when") },
        { key: "district", label: t("tasks:district") },
        { key: "who", label: t("tasks:team") },
        { key: "since", label: t("tasks:since") },
      ]}
      rows={tasks.map((task) => ({
        key: task.id,
        cells: {
          what: (
            <a className="line-link" href={`/board/tasks/${task.id}`}>
              <b>{titleOf(task)}</b> <span className="hint num">{task.number}</span>
            </a>
          ),
          state: (
            <>
              <TaskMark state={task.state} />
              {task.needless && takesHelp(task.state) && (
                <StateMark tone="warning">{t("tasks:needless.short")}</StateMark>
              )}
            </>
          ),
          when: <Span window={task.window} />,
          district: task.districtNames ? name(task.districtNames) : t("board:cityWide"),
          who: <Team {...task} />,
          since: relative(task.stateAt),
        },
      }))}
    />
  );
}

type TeamProps = Pick<TaskRow, "id" | "state" | "people" | "teamSize" | "next"> & {
  /** Whoever is not there yet can be asked here whether they are still coming; where that leads back to. */
  asks?: string;
};

function Team({ id, state: taskState, people, teamSize, next, asks }: TeamProps) {
  const { t } = useI18n();
  const here = people.filter(({ state }) => state !== "offered");
  return (
    <>
      <span className="num">{t("tasks:teamOf", { have: here.length, need: teamSize })}</span>
      {people.map((one) => (
        <div key={one.id} className="row">
          {one.name} <PartState state={one.state} />
          {asks && takesHelp(taskState) && (
            <StillComing taskId={id} part={readPart(one)} leadsTo={asks} />
          )}
        </div>
      ))}
      <AskedNext names={next} />
    </>
  );
}

/** Of a list, the database writes its times as texts. */
function readPart({ comingAskedAt, comingSaidAt, arrivesAt, ...one }: TaskRow["people"][number]) {
  const read = (text: string | null) => (text === null ? null : new Date(text));
  return {
    ...one,
    comingAskedAt: read(comingAskedAt),
    comingSaidAt: read(comingSaidAt),
    arrivesAt: read(arrivesAt),
  };
}

/** Part of a request's sheet: what works on it. */
export function TasksOf({ tasks, leadsTo }: { tasks: TaskRow[]; leadsTo: string }) {
  const { t } = useI18n();
  const titleOf = useTitle();
  if (tasks.length === 0) return null;
  return (
    <Sheet title={t("common:nav.tasks")}>
      <ul className="stack tight">
        {tasks.map((task) => (
          <li key={task.id}>
            <p className="row">
              <a href={`/board/tasks/${task.id}`}>
                {titleOf(task)} {task.number}
              </a>
              <TaskMark state={task.state} />
              <Span window={task.window} />
            </p>
            <Team {...task} asks={leadsTo} />
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
