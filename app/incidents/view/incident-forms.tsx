import type { Choice } from "../../districts/types";
import { useI18n } from "../../i18n/context";
import type { Key } from "../../i18n/keys";
import type { FieldErrors, Typed } from "../../platform/form";
import { wallTime } from "../../platform/zone";
import { askedOf } from "../../ui/asked";
import { Button } from "../../ui/button";
import { Checkboxes } from "../../ui/choice";
import { DateTime, Field } from "../../ui/field";
import { ErrorSummary, Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import type { IncidentLine } from "../types";

type FormProps = {
  /** Null for a new one. */
  incident: IncidentLine | null;
  districts: Choice[];
  /** What was sent and refused; null where the page is only opened. */
  typed: Typed | null;
  errors: FieldErrors;
  refusal: string | null;
};

function valuesOf({ incident, typed }: FormProps, now: Date, zone: string): Typed {
  if (typed) return typed;
  return {
    name: incident?.name ?? "",
    starts: wallTime(incident?.startsAt ?? now, zone),
    districts: incident?.districts.map(({ code }) => code) ?? [],
  };
}

/** Opens an incident, or changes one. */
export function IncidentForm(props: FormProps) {
  const { incident, districts, errors, refusal } = props;
  const { t, name, now, zone } = useI18n();
  const { asked, chosen, problems } = askedOf(valuesOf(props, now, zone), errors, (code) =>
    t(`overview:error.${code}` as Key),
  );
  return (
    <>
      <Way incident={incident} />
      <h1>{incident ? incident.name : t("overview:incident.open")}</h1>
      {refusal && <Refusal>{refusal}</Refusal>}
      <ErrorSummary items={problems} />
      {!incident && <p className="soft">{t("overview:incident.openLead")}</p>}
      <PostForm className="stack" noValidate>
        {incident && <input type="hidden" name="version" value={incident.version} />}
        <Field
          {...asked("name")}
          label={t("overview:incident.name")}
          hint={t("overview:incident.nameHint")}
          autoComplete="off"
          maxLength={120}
        />
        <DateTime
          {...asked("starts")}
          label={t("overview:incident.starts")}
          hint={t("overview:incident.startsHint")}
        />
        <Checkboxes
          {...chosen("districts")}
          label={t("overview:incident.districts")}
          layout="chips"
          options={withOwn(districts, incident).map(({ code, names }) => ({
            value: code,
            label: name(names),
          }))}
        />
        <Button tone="primary">
          {t(incident ? "common:button.save" : "overview:incident.open")}
        </Button>
      </PostForm>
    </>
  );
}

/** Also those of its districts that were retired meanwhile. */
const withOwn = (districts: Choice[], incident: IncidentLine | null): Choice[] => [
  ...districts,
  ...(incident?.districts ?? []).filter((own) => !districts.some(({ code }) => code === own.code)),
];

function Way({ incident }: { incident: IncidentLine | null }) {
  const { t } = useI18n();
  return (
    <p>
      <a href={incident ? `/board/incidents/${incident.id}` : "/board/incidents"}>
        {incident ? incident.name : t("overview:incident.title")}
      </a>
    </p>
  );
}

type CloseProps = Omit<FormProps, "districts" | "incident"> & {
  incident: IncidentLine;
  /** Its requests that are still open. */
  open: number;
};

/** Says what closing does before it is done. */
export function ClosingForm({ incident, open, typed, errors, refusal }: CloseProps) {
  const { t, number } = useI18n();
  const { asked, problems } = askedOf(typed ?? {}, errors, (code) =>
    t(`overview:error.${code}` as Key),
  );
  return (
    <>
      <Way incident={incident} />
      <h1>{t("overview:incident.closeOf", { name: incident.name })}</h1>
      {refusal && <Refusal>{refusal}</Refusal>}
      <ErrorSummary items={problems} />
      <p>{t("overview:incident.closeLead")}</p>
      {open > 0 && (
        <p>
          <b>{t("overview:incident.stillOpen", { count: open, number: number(open) })}</b>
        </p>
      )}
      <PostForm className="stack" noValidate>
        <input type="hidden" name="version" value={incident.version} />
        <DateTime
          {...asked("ends")}
          label={t("overview:incident.ends")}
          hint={t("overview:incident.endsHint")}
          optional
        />
        <Button tone="primary">{t("overview:incident.close")}</Button>
      </PostForm>
    </>
  );
}
