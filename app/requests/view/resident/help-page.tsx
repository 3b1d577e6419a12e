import type { ReactNode } from "react";
import type { Choice } from "../../../districts/types";
import { useI18n } from "../../../i18n/context";
import type { Key } from "../../../i18n/keys";
import { type FieldErrors, type Typed, typedText } from "../../../platform/form";
import type { Names } from "../../../platform/types";
import { Button } from "../../../ui/button";
import { Checkboxes, Radios, Select } from "../../../ui/choice";
import { Field, TextArea } from "../../../ui/field";
import { ErrorSummary } from "../../../ui/notice";
import { Position } from "../../../ui/position";
import { PostForm } from "../../../ui/post-form";
import { maximumOf } from "../../form";
import { VULNERABLE } from "../../types";

type Props = {
  typed: Typed;
  errors: FieldErrors;
  categories: { code: string; names: Names; examples: Names }[];
  districts: Choice[];
  /** Where a coordinator takes it on somebody's behalf; default: the resident's own page. */
  taking?: { title: string; lead: string; action: string; questions: ReactNode };
};

const FIELDS = [
  "category",
  "details",
  "people",
  "address",
  "hours",
  "phone",
  "name",
  "email",
  "access",
] as const;

export function HelpPage({ categories, districts, typed, errors, taking }: Props) {
  const { t, name } = useI18n();
  const textOf = (code: string, field: string) =>
    t(`help:error.${code}` as Key, { max: maximumOf(field) });
  const error = (field: string) => (errors[field] ? textOf(errors[field], field) : null);
  const asked = (field: string) => ({
    name: field,
    value: typedText(typed, field),
    error: error(field),
  });
  const problems = FIELDS.filter((field) => errors[field]);
  return (
    <>
      <h1>{taking?.title ?? t("help:title")}</h1>
      <p className="soft">{taking?.lead ?? t("help:lead")}</p>
      <ErrorSummary items={problems.map((field) => ({ href: `#${field}`, text: error(field)! }))} />
      <PostForm className="stack loose" action={taking?.action ?? "/help"} noValidate>
        {taking?.questions}
        <section className="stack">
          <Radios
            {...asked("category")}
            label={t("help:kind")}
            options={categories.map(({ code, names, examples }) => ({
              value: code,
              label: name(names),
              hint: name(examples),
            }))}
          />
          <TextArea
            {...asked("details")}
            label={t("help:details")}
            hint={t("help:detailsHint")}
            rows={3}
          />
          <Field
            {...asked("people")}
            value={"people" in typed ? typedText(typed, "people") : "1"}
            label={t("help:people")}
            inputMode="numeric"
            width="short"
          />
          <Checkboxes
            name="vulnerable"
            label={t("help:who")}
            optional
            values={typed.vulnerable as string[] | undefined}
            options={VULNERABLE.map((who) => ({ value: who, label: t(`help:vulnerable.${who}`) }))}
          />
        </section>
        <section className="stack">
          <h2>{t("help:where")}</h2>
          <Select
            {...asked("district")}
            label={t("help:district")}
            placeholder={t("help:districtUnknown")}
            options={districts.map(({ code, names }) => ({ value: code, label: name(names) }))}
          />
          <Field
            {...asked("address")}
            label={t("help:address")}
            hint={t("help:addressHint")}
            autoComplete="street-address"
          />
          {!taking && (
            <Position
              label={t("help:position")}
              icon="place"
              found={t("help:positionFound")}
              failed={t("help:positionFailed")}
              lat={typedText(typed, "lat")}
              lon={typedText(typed, "lon")}
            />
          )}
          <Field
            {...asked("access")}
            label={t("help:access")}
            hint={t("help:accessHint")}
            optional
          />
        </section>
        <Field
          {...asked("hours")}
          label={t("help:hours")}
          hint={t("help:hoursHint")}
          unit={t("help:hoursUnit")}
          inputMode="numeric"
          width="short"
          optional
        />
        <section className="stack">
          <h2>{t("help:reach")}</h2>
          <Field
            {...asked("phone")}
            label={t("help:phone")}
            hint={t("help:phoneHint")}
            type="tel"
            autoComplete="tel"
            width="half"
          />
          <Field {...asked("name")} label={t("help:name")} optional autoComplete="name" />
          <Field
            {...asked("email")}
            label={t("help:email")}
            hint={t("help:emailHint")}
            type="email"
            optional
            autoComplete="email"
          />
        </section>
        <div className="stack tight">
          <Button tone="primary" wide>
            {taking?.title ?? t("help:send")}
          </Button>
          {!taking && <p className="hint">{t("help:privacy")}</p>}
        </div>
      </PostForm>
    </>
  );
}

/** Shown by the script alone: without it there is nobody to ask for a position. */
