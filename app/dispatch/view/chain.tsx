import { useI18n } from "../../i18n/context";
import { Button } from "../../ui/button";
import { Sheet } from "../../ui/content";
import { PostForm } from "../../ui/post-form";
import type { ChainEnd } from "../types";
import type { OpenedTask } from "../views";

/** Who is asked next for a task, and who was passed over and why. */
export function Chain({ opened: { task, chain } }: { opened: OpenedTask }) {
  const { t } = useI18n();
  const waiting = chain.filter(({ ended }) => ended === null);
  const passed = chain.filter(({ ended }) => ended !== null && ended !== "asked");
  if (waiting.length + passed.length === 0) return null;
  const at = `/board/tasks/${task.id}/chain`;
  return (
    <Sheet title={t("tasks:chain.title")} id="chain">
      {waiting.length > 0 && (
        <>
          <ol className="stack tight">
            {waiting.map(({ personId, name }, index) => (
              <li key={personId} className="row">
                <b>{name}</b>
                {index > 0 && (
                  <PersonForm action={`${at}/firsts`} person={personId} name={name}>
                    {t("tasks:chain.first")}
                  </PersonForm>
                )}
                <PersonForm action={`${at}/removals`} person={personId} name={name}>
                  {t("tasks:chain.out")}
                </PersonForm>
              </li>
            ))}
          </ol>
          <PostForm action={`${at}/stops`}>
            <Button>{t("tasks:chain.stop")}</Button>
          </PostForm>
        </>
      )}
      {passed.length > 0 && (
        <p className="hint">
          {t("tasks:chain.passed")}:{" "}
          {passed.map(({ name, ended }) => `${name} (${t(whyPassed(ended))})`).join(", ")}
        </p>
      )}
    </Sheet>
  );
}

type PersonFormProps = { action: string; person: string; name: string; children: string };

/** One of several alike buttons: whom it is about is said to who can't see beside which name it stands. */
function PersonForm({ action, person, name, children }: PersonFormProps) {
  return (
    <PostForm action={action}>
      <Button size="dense" name="person" value={person}>
        {children}
        <span className="sr">: {name}</span>
      </Button>
    </PostForm>
  );
}

const STEPS = ["taken_out", "stopped", "on_the_way", "task_over", "window_over"] as const;
type Step = (typeof STEPS)[number];

function whyPassed(ended: ChainEnd | null) {
  const step = STEPS.find((one) => one === ended);
  if (step) return `tasks:chain.ended.${step}` as const;
  return `tasks:against.${ended as Exclude<ChainEnd, Step | "asked">}` as const;
}

/** "then Yurii, then Taras" */
export function AskedNext({ names }: { names: readonly string[] }) {
  const { t } = useI18n();
  if (names.length === 0) return null;
  return (
    <div className="hint">{names.map((name) => t("tasks:chain.then", { name })).join(", ")}</div>
  );
}
