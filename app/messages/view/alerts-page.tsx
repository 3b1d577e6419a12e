import type { Choice } from "../../districts/types";
import { useI18n } from "../../i18n/context";
import { type FieldErrors, type Typed, typedText } from "../../platform/form";
import type { Locale } from "../../platform/types";
import { Button, ButtonLink } from "../../ui/button";
import { Checkboxes, Select } from "../../ui/choice";
import { Sheet } from "../../ui/content";
import { Empty } from "../../ui/desk";
import { Field } from "../../ui/field";
import { StateMark, Time } from "../../ui/marks";
import { ErrorSummary, Notice, Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import { LONGEST_ALERT } from "../rules/alert";
import { ALERT_CATEGORIES, ALERT_CERTAINTIES, ALERT_SEVERITIES, ALERT_URGENCIES } from "../types";
import type { BoardAlert } from "../views";
import { MessagesMenu } from "./messages-menu";
import { Fallback, useFaults, WordsFields } from "./words-fields";

type Props = {
  alerts: BoardAlert[];
  districts: Choice[];
  locales: readonly Locale[];
  administrator: boolean;
  typed: Typed | null;
  errors: FieldErrors;
  refusal: string | null;
  saved: boolean;
};

/** Public warnings, and a form for the next or for what changes one. */
export function AlertsPage(props: Props) {
  const { alerts, districts, locales, administrator, typed, errors, refusal, saved } = props;
  const { t, name } = useI18n();
  const { fault, items } = useFaults(errors);
  const text = (field: string) => (typed ? typedText(typed, field) : "");
  const replaces = text("replaces");
  const codes = Array.isArray(typed?.district) ? typed.district : [];
  const code = <Code extends string>(
    field: "category" | "urgency" | "severity" | "certainty",
    options: readonly Code[],
    word: (option: Code) => string,
  ) => (
    <Select
      name={field}
      label={t(`messages:alert.${field}`)}
      value={text(field)}
      error={fault(field)}
      options={options.map((value) => ({ value, label: word(value) }))}
      width="half"
    />
  );
  return (
    <>
      <h1>{t("messages:alert.title")}</h1>
      <MessagesMenu current="alerts" />
      <p className="soft">{t("messages:alert.lead")}</p>
      {refusal && <Refusal>{refusal}</Refusal>}
      {saved && (
        <Notice tone="success" role="status">
          {t("messages:alert.saved")}
        </Notice>
      )}
      <ErrorSummary items={items} />
      {alerts.length === 0 && <Empty title={t("messages:alert.none")} />}
      {alerts.map((alert) => (
        <AlertSheet key={alert.id} alert={alert} />
      ))}
      <Sheet title={t(replaces ? "messages:alert.update" : "messages:alert.new")} id="new">
        <PostForm className="stack" action="/board/alerts" noValidate>
          <input type="hidden" name="replaces" value={replaces} />
          <input type="hidden" name="broadcast" value={text("broadcast")} />
          <WordsFields
            name="headline"
            label={t("messages:alert.headline")}
            locales={locales}
            typed={typed}
            fault={fault}
            rows={2}
          />
          <WordsFields
            name="description"
            label={t("messages:alert.description")}
            locales={locales}
            typed={typed}
            fault={fault}
          />
          <Fallback locales={locales} typed={typed} />
          <Checkboxes
            name="district"
            label={t("messages:broadcast.districts")}
            hint={t(
              administrator ? "messages:broadcast.everyDistrict" : "messages:broadcast.yours",
            )}
            layout="chips"
            values={codes}
            error={fault("district")}
            options={districts.map(({ code: value, names }) => ({ value, label: name(names) }))}
          />
          {code("category", ALERT_CATEGORIES, (one) => t(`messages:category.${one}`))}
          {code("severity", ALERT_SEVERITIES, (one) => t(`messages:severity.${one}`))}
          {code("urgency", ALERT_URGENCIES, (one) => t(`messages:urgency.${one}`))}
          {code("certainty", ALERT_CERTAINTIES, (one) => t(`messages:certainty.${one}`))}
          <Field
            name="hours"
            label={t("messages:alert.hours")}
            hint={t("messages:alert.hoursHint", { count: LONGEST_ALERT })}
            value={text("hours") || "12"}
            error={fault("hours")}
            inputMode="numeric"
            width="short"
          />
          <Button tone="primary">{t("messages:alert.publish")}</Button>
        </PostForm>
      </Sheet>
    </>
  );
}

function AlertSheet({ alert }: { alert: BoardAlert }) {
  const { t, name, locale } = useI18n();
  const { id, headline, description, fallback, names, stands, mayChange } = alert;
  const words = headline[locale] ?? headline[fallback] ?? "";
  const places = names.length > 0 ? names.map(name).join(", ") : t("messages:broadcast.wholeCity");
  return (
    <Sheet
      title={words}
      aside={
        <StateMark tone={stands ? "warning" : "past"}>
          {t(stands ? "messages:alert.stands" : `messages:alertType.${alert.type}`)}
        </StateMark>
      }
    >
      <p className="whitespace-pre-line">{description[locale] ?? description[fallback]}</p>
      <p className="hint">
        {t(`messages:severity.${alert.severity}`)} · {places} · <Time at={alert.sentAt} /> –{" "}
        <Time at={alert.expiresAt} /> · <a href={`/alerts/${id}.xml`}>CAP</a>
      </p>
      {mayChange && (
        <div className="row">
          <ButtonLink href={`/board/alerts?update=${id}#new`}>
            {t("messages:alert.update")}
          </ButtonLink>
          <PostForm action={`/board/alerts/${id}/cancellations`}>
            <Button tone="danger">{t("messages:alert.cancel")}</Button>
          </PostForm>
        </div>
      )}
    </Sheet>
  );
}
