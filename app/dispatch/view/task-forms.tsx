import { SKILLS, type Skill } from "../../accounts/types";
import type { Choice, Unit } from "../../districts/types";
import { useI18n } from "../../i18n/context";
import type { Key } from "../../i18n/keys";
import type { FieldErrors, Typed } from "../../platform/form";
import { wallTime } from "../../platform/zone";
import { codeInGroups } from "../../requests/rules/look-up";
import { askedOf } from "../../ui/asked";
import { Button, ButtonLink } from "../../ui/button";
import { Checkboxes, Radios, Select } from "../../ui/choice";
import { DateTime, Field, TextArea } from "../../ui/field";
import { ErrorSummary, Notice, Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import { TASK_ENDINGS } from "../types";
import type { OpenedTask, RequestToServe, UsualOfTask } from "../views";

type Answer = { typed: Typed | null; errors: FieldErrors; refusal: string | null };
type NewProps = Answer & {
  requests: RequestToServe[];
  usual: UsualOfTask;
  districts: Choice[];
};

function useTaskForm({ errors, refusal }: Answer, values: Typed) {
  const { t } = useI18n();
  const { asked, chosen, problems } = askedOf(values, errors, (code) =>
    t(`tasks:error.${code}` as Key),
  );
  const trouble = (
    <>
      {refusal && <Refusal>{refusal}</Refusal>}
      <ErrorSummary items={problems} />
    </>
  );
  return { t, asked, chosen, trouble };
}

export function NewTaskPage({ requests, usual, districts, ...answer }: NewProps) {
  const { name, amount, now, zone } = useI18n();
  const start: Typed = {
    teamSize: String(usual.teamSize),
    from: wallTime(now, zone),
    to: wallTime(new Date(now.getTime() + usual.hours * 3_600_000), zone),
    skills: usual.skills,
  };
  const { t, asked, chosen, trouble } = useTaskForm(answer, answer.typed ?? start);
  const live = [...new Set(requests.flatMap((one) => one.live))];
  const amountOf = ({ quantity, delivered, unit }: RequestToServe) =>
    quantity !== null && unit ? ` ${amount(quantity - delivered, unit)}` : "";
  return (
    <>
      <h1>{t(requests.length ? "tasks:newTask" : "tasks:newErrand")}</h1>
      {trouble}
      <PostForm className="stack" noValidate>
        {requests.length > 0 ? (
          <Checkboxes
            name="request"
            label={t("tasks:forRequests")}
            values={
              answer.typed ? [answer.typed.request ?? []].flat() : requests.map(({ id }) => id)
            }
            options={requests.map((one) => ({
              value: one.id,
              label: `${name(one.names)}${amountOf(one)}`,
              hint: one.code,
            }))}
          />
        ) : (
          <Select
            {...asked("district")}
            label={t("tasks:district")}
            placeholder={t("board:cityWide")}
            options={districts.map(({ code, names }) => ({ value: code, label: name(names) }))}
          />
        )}
        {live.length > 0 && (
          <Checkboxes
            {...chosen("another")}
            label={t("tasks:exists", { numbers: live.join(", ") })}
            options={[{ value: "yes", label: t("tasks:another") }]}
          />
        )}
        <SaidFields form={{ asked, chosen }} titleOptional={requests.length > 0} />
        <Button tone="primary">{t("tasks:create")}</Button>
      </PostForm>
    </>
  );
}

type SaidProps = {
  form: Pick<ReturnType<typeof askedOf>, "asked" | "chosen">;
  titleOptional: boolean;
};

/** What a task says and takes, and when it is: for a new one and one that is changed. */
function SaidFields({ form: { asked, chosen }, titleOptional }: SaidProps) {
  const { t } = useI18n();
  return (
    <>
      <Field
        {...asked("title")}
        label={t("tasks:title")}
        hint={t("tasks:titleHint")}
        optional={titleOptional}
      />
      <div className="pair">
        <DateTime {...asked("from")} label={t("tasks:from")} />
        <DateTime {...asked("to")} label={t("tasks:to")} />
        <Field
          {...asked("teamSize")}
          label={t("tasks:teamSize")}
          inputMode="numeric"
          width="short"
        />
      </div>
      <TextArea
        {...asked("briefing")}
        label={t("tasks:briefing")}
        hint={t("tasks:briefingHint")}
        optional
        rows={3}
      />
      <TextArea
        {...asked("checklist")}
        label={t("tasks:checklist")}
        hint={t("tasks:checklistHint")}
        optional
        rows={2}
      />
      <Checkboxes
        {...chosen("skills")}
        label={t("tasks:skills")}
        optional
        options={SKILLS.map((skill: Skill) => ({
          value: skill,
          label: t(`common:skill.${skill}`),
        }))}
      />
    </>
  );
}

type FormProps = Answer & { opened: OpenedTask };
const Back = ({ opened }: { opened: OpenedTask }) => {
  const { t } = useI18n();
  return <ButtonLink href={`/board/tasks/${opened.task.id}`}>{t("common:button.back")}</ButtonLink>;
};

/** Changes a task where it stands. */
export function ChangeForm({ opened, ...answer }: FormProps) {
  const { zone } = useI18n();
  const { task, requests, supplies } = opened;
  const hasThings = supplies.some(({ state }) => state === "held" || state === "handed_over");
  const stands: Typed = {
    title: task.title,
    briefing: task.briefing,
    checklist: task.checklist.join("\n"),
    from: wallTime(task.window.from, zone),
    to: wallTime(task.window.to, zone),
    teamSize: String(task.teamSize),
    skills: task.skills,
  };
  const { t, asked, chosen, trouble } = useTaskForm(answer, answer.typed ?? stands);
  return (
    <PostForm className="stack panel" action={`/board/tasks/${task.id}/changes`} noValidate>
      <h2>{t("tasks:change.title")}</h2>
      <p className="soft">
        {t("tasks:change.lead")}
        {hasThings && ` ${t("tasks:change.things")}`}
      </p>
      {trouble}
      <input type="hidden" name="version" value={task.version} />
      <SaidFields form={{ asked, chosen }} titleOptional={requests.length > 0} />
      <div className="row">
        <Button tone="primary">{t("common:button.save")}</Button>
        <Back opened={opened} />
      </div>
    </PostForm>
  );
}

export function ConfirmForm({ opened, ...answer }: FormProps) {
  const { t, asked, trouble } = useTaskForm(answer, answer.typed ?? {});
  const { name } = useI18n();
  const { task, requests, beside } = opened;
  return (
    <PostForm className="stack panel" action={`/board/tasks/${task.id}/confirmations`} noValidate>
      <h2>{t("tasks:verb.confirm")}</h2>
      <p className="soft">{t("tasks:confirmLead")}</p>
      <AlsoWorking tasks={beside} />
      {trouble}
      <input type="hidden" name="version" value={task.version} />
      {requests.map((one) => (
        <fieldset key={one.id} className="stack tight">
          <legend>
            {name(one.names)} {codeInGroups(one.code)}
          </legend>
          {one.unit && one.quantity !== null ? (
            <Field
              {...asked(`amount-${one.id}`)}
              label={t("tasks:confirmedAmount")}
              value={answer.typed ? asked(`amount-${one.id}`).value : (one.reported ?? 0)}
              unit={t(`common:unitShort.${one.unit as Unit}`)}
              inputMode="decimal"
              width="short"
            />
          ) : (
            <Radios
              {...asked(`outcome-${one.id}`)}
              label={t("tasks:outcome")}
              value={asked(`outcome-${one.id}`).value || one.outcome || "whole"}
              options={(["whole", "none"] as const).map((value) => ({
                value,
                label: t(`tasks:outcomes.${value}`),
              }))}
            />
          )}
        </fieldset>
      ))}
      <div className="row">
        <Button tone="primary">{t("tasks:verb.confirm")}</Button>
        <Back opened={opened} />
      </div>
    </PostForm>
  );
}

/** What has come ends no other task: whoever is on the way with more of it would come for nothing. */
function AlsoWorking({ tasks }: { tasks: OpenedTask["beside"] }) {
  const { t, list } = useI18n();
  if (tasks.length === 0) return null;
  return (
    <Notice tone="warning" title={t("tasks:alsoWorking.title")}>
      <ul>
        {tasks.map(({ id, number, people }) => (
          <li key={id}>
            <a href={`/board/tasks/${id}`}>
              {t("tasks:alsoWorking.each", {
                number,
                who:
                  list(people.map(({ name, state }) => `${name} (${t(`tasks:part.${state}`)})`)) ||
                  t("tasks:nobodyYet"),
              })}
            </a>
          </li>
        ))}
      </ul>
      <p>{t("tasks:alsoWorking.text")}</p>
    </Notice>
  );
}

export function EndingForm({ opened, ...answer }: FormProps) {
  const { t, asked, trouble } = useTaskForm(answer, answer.typed ?? { to: "cancelled" });
  return (
    <PostForm className="stack panel" action={`/board/tasks/${opened.task.id}/endings`} noValidate>
      <h2>{t("tasks:verb.end")}</h2>
      <p className="soft">{t("tasks:endLead")}</p>
      {trouble}
      <input type="hidden" name="version" value={opened.task.version} />
      <Radios
        {...asked("to")}
        label={t("tasks:endHow")}
        layout="inline"
        options={(["cancelled", "failed"] as const).map((value) => ({
          value,
          label: t(`tasks:state.${value}`),
        }))}
      />
      <Radios
        {...asked("reason")}
        label={t("board:reason")}
        options={TASK_ENDINGS.map((value) => ({ value, label: t(`tasks:ending.${value}`) }))}
      />
      <div className="row">
        <Button tone="danger">{t("tasks:verb.end")}</Button>
        <Back opened={opened} />
      </div>
    </PostForm>
  );
}
