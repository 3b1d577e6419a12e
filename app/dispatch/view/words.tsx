import { useI18n } from "../../i18n/context";
import type { Names } from "../../platform/types";
import { StateMark, type StateTone } from "../../ui/marks";
import type { AssignmentState, TaskState } from "../types";

const TASK_TONES: Record<TaskState, StateTone> = {
  open: "warning",
  assigned: "neutral",
  under_way: "active",
  done: "done",
  confirmed: "past",
  cancelled: "past",
  failed: "past",
};
const PART_TONES: Record<AssignmentState, StateTone> = {
  offered: "neutral",
  accepted: "done",
  en_route: "active",
  on_site: "active",
  done: "done",
  declined: "past",
  expired: "warning",
  released: "past",
  withdrawn: "past",
};

export function TaskMark({ state }: { state: TaskState }) {
  const { t } = useI18n();
  return <StateMark tone={TASK_TONES[state]}>{t(`tasks:state.${state}`)}</StateMark>;
}

export function PartState({ state }: { state: AssignmentState }) {
  const { t } = useI18n();
  return <StateMark tone={PART_TONES[state]}>{t(`tasks:part.${state}`)}</StateMark>;
}

/** What a task is called: its own title, else the help that it brings. */
export function useTitle() {
  const { t, name, terms } = useI18n();
  return ({ title, kinds, number }: { title: string; kinds: Names[]; number: number | null }) =>
    title ||
    (kinds.length ? terms(kinds.map(name)) : t("tasks:numbered", { number: number ?? "" }));
}

/** `18:00–20:00`, with the day unless it is today. */
export function Span({ window: { from, to } }: { window: { from: Date; to: Date } }) {
  const { moment, clock, day } = useI18n();
  const end = day(from) === day(to) ? clock(to) : moment(to);
  return (
    <span className="num">
      {moment(from)}–{end}
    </span>
  );
}
