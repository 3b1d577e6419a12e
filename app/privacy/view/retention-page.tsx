import { useI18n } from "../../i18n/context";
import type { Key } from "../../i18n/keys";
import { type FieldErrors, type Typed, typedText } from "../../platform/form";
import { Button } from "../../ui/button";
import { Sheet } from "../../ui/content";
import { Field } from "../../ui/field";
import { ErrorSummary, Notice, Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import { SETTINGS, type Setting } from "../rules/registry";
import type { Retention } from "../views";

type Props = Retention & {
  typed: Typed | null;
  errors: FieldErrors;
  refusal: string | null;
  saved: boolean;
};

/** How long each kind is kept, what would go now, and what has gone: for administrators. */
export function RetentionPage({ kinds, runs, typed, errors, refusal, saved }: Props) {
  const { t } = useI18n();
  return (
    <>
      <h1>{t("data:retention.title")}</h1>
      <p className="soft">{t("data:retention.lead")}</p>
      {refusal && <Refusal>{refusal}</Refusal>}
      {saved && (
        <Notice tone="success" role="status">
          {t("data:retention.saved")}
        </Notice>
      )}
      <ErrorSummary
        items={Object.entries(errors).map(([field, code]) => ({
          href: `#${field}`,
          text: t(`data:error.${code}` as Key),
        }))}
      />
      <p className="row">
        <a href="/admin/privacy/people">{t("data:people.title")}</a>
        <a href="/admin/privacy/processing">{t("data:processing.title")}</a>
      </p>
      <Sheet title={t("data:table.ends")}>
        {kinds.map((kind) => (
          <KindForm
            key={kind.kind}
            {...kind}
            typed={typed && typedText(typed, "kind") === kind.kind ? typed : null}
            errors={errors}
          />
        ))}
      </Sheet>
      <Runs runs={runs} />
    </>
  );
}

type KindProps = Retention["kinds"][number] & { typed: Typed | null; errors: FieldErrors };

function KindForm({ kind, days, standard, due, version, typed, errors }: KindProps) {
  const { t, number } = useI18n();
  const hint = [
    t("data:retention.standard", { days: t("common:time.days", { count: standard }) }),
    t("data:retention.due", { number: number(due) }),
  ];
  return (
    <PostForm className="clock-form" noValidate>
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="version" value={version} />
      <h3>{t(`data:retention.kind.${kind}`)}</h3>
      <Field
        name="days"
        // Only the form that was sent carries the plain id, to which the summary of errors leads.
        id={typed ? "days" : `days-${kind}`}
        label={t("data:retention.days")}
        hint={hint.join(" · ")}
        value={typed ? typedText(typed, "days") : days}
        error={typed && errors.days ? t(`data:error.${errors.days}` as Key) : null}
        inputMode="numeric"
        width="short"
      />
      <Button>{t("common:button.save")}</Button>
    </PostForm>
  );
}

function Runs({ runs }: Pick<Retention, "runs">) {
  const { t, day, clock, number } = useI18n();
  const inWords = (gone: Record<string, number>) =>
    SETTINGS.filter((kind: Setting) => (gone[kind] ?? 0) > 0)
      .map((kind) => `${t(`data:retention.kind.${kind}`)}: ${number(gone[kind]!)}`)
      .join(" · ") || t("data:retention.nothing");
  return (
    <Sheet title={t("data:retention.runs")}>
      {runs.length === 0 && <p className="soft">{t("data:retention.none")}</p>}
      <ul className="stack tight">
        {runs.map(({ id, at, gone }) => (
          <li key={id}>
            <b>
              <time dateTime={at.toISOString()}>
                {day(at)}, {clock(at)}
              </time>
            </b>{" "}
            {inWords(gone)}
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
