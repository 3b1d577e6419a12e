import { useI18n } from "../../i18n/context";
import type { Key } from "../../i18n/keys";
import { type FieldErrors, type Typed, typedText } from "../../platform/form";
import { Button } from "../../ui/button";
import { Disclosure, Sheet } from "../../ui/content";
import { Field } from "../../ui/field";
import { PriorityMark } from "../../ui/marks";
import { ErrorSummary, Notice, Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import type { Choice, Clock } from "../types";
import { PRIORITIES, type Priority } from "../types";
import type { ClockRow } from "../views";

type Props = {
  clocks: ClockRow[];
  districts: Choice[];
  typed: Typed | null;
  errors: FieldErrors;
  refusal: string | null;
  /** What the limits that were typed would change for open requests, before they are saved. */
  late: { open: number; more: number; fewer: number } | null;
  saved: boolean;
};

const STAGES = {
  triage: "triageMinutes",
  assign: "assignMinutes",
  fulfil: "fulfilMinutes",
} as const;
type Stage = keyof typeof STAGES;
const NAMES_OF_STAGES = Object.keys(STAGES) as Stage[];

export function ClocksPage({ clocks, districts, typed, errors, refusal, late, saved }: Props) {
  const { t, name, hours } = useI18n();
  const of = (code: string | null, priority: Priority) =>
    clocks.find((one) => (one.district?.code ?? null) === code && one.clock.priority === priority)
      ?.clock ?? null;
  const inWords = (clock: Clock) =>
    NAMES_OF_STAGES.map((stage) => hours(clock[STAGES[stage]] * 60_000)).join(" · ");
  const formOf = (code: string | null, priority: Priority) => {
    const own = of(code, priority);
    const mine =
      typed && typed.priority === priority && typedText(typed, "district") === (code ?? "");
    return (
      <ClockForm
        key={priority}
        code={code}
        priority={priority}
        stored={own ?? of(null, priority)}
        version={own?.version ?? null}
        typed={mine ? typed : null}
        errors={mine ? errors : {}}
        late={mine ? late : null}
      />
    );
  };
  return (
    <>
      <h1>{t("admin:clocks.title")}</h1>
      <p className="soft">{t("admin:clocks.lead")}</p>
      {refusal && <Refusal>{refusal}</Refusal>}
      {saved && (
        <Notice tone="success" role="status">
          {t("admin:clocks.saved")}
        </Notice>
      )}
      <ErrorSummary
        items={Object.keys(errors).map((field) => ({
          href: `#${field}`,
          text: t(`admin:error.${errors[field]}` as Key),
        }))}
      />
      <Sheet title={t("admin:clocks.city")}>
        {PRIORITIES.map((priority) => formOf(null, priority))}
      </Sheet>
      <Sheet title={t("admin:clocks.districts")}>
        <p className="soft">{t("admin:clocks.districtsLead")}</p>
        {districts.map(({ code, names }) => {
          const own = PRIORITIES.map((priority) => of(code, priority)).filter(
            (one) => one !== null,
          );
          return (
            <Disclosure
              key={code}
              open={typed?.district === code}
              summary={
                <span>
                  {name(names)}{" "}
                  <small className="soft">
                    {own
                      .map((one) => `${t(`common:priority.${one.priority}`)}: ${inWords(one)}`)
                      .join("; ")}
                  </small>
                </span>
              }
            >
              {PRIORITIES.map((priority) => formOf(code, priority))}
            </Disclosure>
          );
        })}
      </Sheet>
    </>
  );
}

type FormProps = {
  code: string | null;
  priority: Priority;
  stored: Clock | null;
  version: number | null;
  typed: Typed | null;
  errors: FieldErrors;
  late: Props["late"];
};

function ClockForm({ code, priority, stored, version, typed, errors, late }: FormProps) {
  const { t, number } = useI18n();
  // Only the form that was sent carries the plain ids, to which the summary of errors leads.
  const id = (stage: Stage) => (typed ? stage : `${code ?? "city"}-${priority}-${stage}`);
  return (
    <PostForm className="clock-form" noValidate>
      <input type="hidden" name="priority" value={priority} />
      <input type="hidden" name="district" value={code ?? ""} />
      {version !== null && <input type="hidden" name="version" value={version} />}
      <h3>
        <PriorityMark level={priority}>{t(`common:priority.${priority}`)}</PriorityMark>
      </h3>
      {NAMES_OF_STAGES.map((stage) => (
        <Field
          key={stage}
          name={stage}
          id={id(stage)}
          label={t(`admin:clocks.${stage}`)}
          value={typed ? typedText(typed, stage) : (stored?.[STAGES[stage]] ?? "")}
          error={errors[stage] ? t(`admin:error.${errors[stage]}` as Key) : null}
          unit={t("admin:clocks.minutes")}
          inputMode="numeric"
          width="short"
        />
      ))}
      {late && (
        <Notice tone="warning" role="alert" title={t("overview:preview.title")}>
          <p>
            {t("overview:preview.late", {
              open: number(late.open),
              more: number(late.more),
              fewer: number(late.fewer),
            })}
          </p>
          <input type="hidden" name="sure" value="yes" />
        </Notice>
      )}
      <Button>{t(late ? "overview:preview.sure" : "common:button.save")}</Button>
      {late && <a href="/admin/clocks">{t("overview:preview.leave")}</a>}
    </PostForm>
  );
}
