import { useI18n } from "../../i18n/context";
import { Notice } from "../../ui/notice";
import { isLive, takesHelp } from "../rules/task";
import type { TaskOfRequest, TaskOnMarked } from "../views";

/** What the end of a request does to its tasks, and to whom: read before it is ended. */
export function SentHome({ tasks }: { tasks: readonly TaskOfRequest[] }) {
  const { t } = useI18n();
  const working = tasks.filter(({ state }) => takesHelp(state));
  if (working.length === 0) return null;
  return (
    <Notice tone="warning" title={t("tasks:sentHome.title")}>
      {working.map((task) => (
        <p key={task.id}>
          <Told {...task} />
        </p>
      ))}
    </Notice>
  );
}

type SeveralProps = {
  tasks: readonly TaskOnMarked[];
  /** What the requests are called that are made one. */
  names: ReadonlyMap<string, string>;
};

/** The same of several requests that become one, before it is chosen which of them goes on. */
export function SentHomeOfSeveral({ tasks, names }: SeveralProps) {
  const { t, list } = useI18n();
  if (tasks.length === 0) return null;
  return (
    <Notice tone="warning" title={t("tasks:sentHome.several")}>
      {tasks.map((task) => (
        <p key={task.id}>
          <b>{list(task.on.map((id) => names.get(id) ?? ""))}:</b> <Told {...task} />{" "}
          {task.on.length > 1 && t("tasks:sentHome.oneOf")}
        </p>
      ))}
    </Notice>
  );
}

function Told({ number, people, goesOn }: Pick<TaskOfRequest, "number" | "people" | "goesOn">) {
  const { t, list } = useI18n();
  const what = t(goesOn ? "tasks:sentHome.goesOn" : "tasks:sentHome.ends", { number });
  const who = people
    .filter(({ state }) => isLive(state))
    .map(({ name, state }) => `${name} (${t(`tasks:part.${state}`)})`);
  if (who.length === 0) return what;
  return `${what} ${t(goesOn ? "tasks:sentHome.hear" : "tasks:sentHome.stop", { who: list(who) })}`;
}
