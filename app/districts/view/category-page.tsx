import { useI18n } from "../../i18n/context";
import { ownName } from "../../i18n/format";
import type { Key } from "../../i18n/keys";
import { type FieldErrors, type Typed, typedText } from "../../platform/form";
import { NAME_LANGUAGES, nameField } from "../../platform/names";
import type { Locale } from "../../platform/types";
import { FALLBACK_LOCALE } from "../../platform/types";
import { Button } from "../../ui/button";
import { Checkboxes, Select } from "../../ui/choice";
import { Field } from "../../ui/field";
import { ErrorSummary, Notice, Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import { PRIORITIES, UNITS } from "../types";
import type { CategoryRow } from "../views";

type Props = {
  category: CategoryRow | null;
  typed: Typed | null;
  errors: FieldErrors;
  refusal: string | null;
  /** Open requests of a kind that is to be offered no more, before it is saved. */
  stillOpen?: number;
};

const exampleField = (locale: Locale) => nameField(locale, "example");

/** What stands in the form: what was typed, else what is stored. */
function valuesOf(category: CategoryRow | null, typed: Typed | null): Typed {
  if (typed) return typed;
  if (!category) return { priority: "normal", position: "50", active: ["yes"] };
  const { names, examples, advice, ...rest } = category;
  return {
    code: rest.code,
    unit: rest.unit ?? "",
    priority: rest.priority,
    position: String(rest.position),
    active: rest.active ? ["yes"] : [],
    ...Object.fromEntries(NAME_LANGUAGES.map((locale) => [locale, names[locale] ?? ""])),
    ...Object.fromEntries(
      NAME_LANGUAGES.map((locale) => [exampleField(locale), examples[locale] ?? ""]),
    ),
    ...Object.fromEntries(
      NAME_LANGUAGES.map((locale) => [nameField(locale, "advice"), advice[locale] ?? ""]),
    ),
  };
}

export function CategoryPage({ category, typed, errors, refusal, stillOpen = 0 }: Props) {
  const { t, name, number } = useI18n();
  const values = valuesOf(category, typed);
  const textOf = (field: string) => t(`admin:error.${errors[field]}` as Key);
  const asked = (field: string) => ({
    name: field,
    value: typedText(values, field),
    error: errors[field] ? textOf(field) : null,
  });
  return (
    <>
      <p className="way">
        <a href="/admin/categories">{t("admin:categories.title")}</a>
      </p>
      <h1>{category ? name(category.names) : t("admin:categories.add")}</h1>
      {category && (
        <p>
          <a href={`/admin/categories/${category.code}/usual`}>{t("tasks:usual.link")}</a>
        </p>
      )}
      {refusal && <Refusal>{refusal}</Refusal>}
      <ErrorSummary
        items={Object.keys(errors).map((field) => ({ href: `#${field}`, text: textOf(field) }))}
      />
      <PostForm className="stack" noValidate>
        {category ? (
          <>
            <input type="hidden" name="code" value={category.code} />
            <input type="hidden" name="version" value={category.version} />
          </>
        ) : (
          <Field
            {...asked("code")}
            label={t("admin:categories.code")}
            hint={t("admin:categories.codeHint")}
            width="half"
          />
        )}
        <fieldset className="stack">
          <legend>{t("admin:categories.name")}</legend>
          {NAME_LANGUAGES.map((locale) => (
            <Field
              key={locale}
              {...asked(locale)}
              label={ownName(locale)}
              optional={locale !== FALLBACK_LOCALE}
            />
          ))}
        </fieldset>
        <fieldset className="stack">
          <legend>{t("admin:categories.example")}</legend>
          <p className="hint">{t("admin:categories.exampleHint")}</p>
          {NAME_LANGUAGES.map((locale) => (
            <Field
              key={locale}
              {...asked(exampleField(locale))}
              label={ownName(locale)}
              optional={locale !== FALLBACK_LOCALE}
            />
          ))}
        </fieldset>
        <fieldset className="stack">
          <legend>{t("admin:categories.advice")}</legend>
          <p className="hint">{t("admin:categories.adviceHint")}</p>
          {NAME_LANGUAGES.map((locale) => (
            <Field
              key={locale}
              {...asked(nameField(locale, "advice"))}
              label={ownName(locale)}
              optional
            />
          ))}
        </fieldset>
        <Select
          {...asked("unit")}
          label={t("admin:categories.unit")}
          placeholder={t("common:answer.none")}
          options={UNITS.map((unit) => ({ value: unit, label: t(`common:unit.${unit}`) }))}
          width="half"
        />
        <Select
          {...asked("priority")}
          label={t("admin:categories.priority")}
          hint={t("admin:categories.priorityHint")}
          placeholder={false}
          options={PRIORITIES.map((one) => ({ value: one, label: t(`common:priority.${one}`) }))}
          width="half"
        />
        <Field
          {...asked("position")}
          label={t("admin:categories.position")}
          inputMode="numeric"
          width="short"
        />
        <Checkboxes
          name="active"
          label={t("admin:categories.offered")}
          values={[values.active ?? []].flat()}
          options={[{ value: "yes", label: t("admin:categories.offeredYes") }]}
        />
        {stillOpen > 0 && (
          <Notice tone="warning" role="alert" title={t("overview:preview.title")}>
            <p>{t("overview:preview.kind", { count: stillOpen, number: number(stillOpen) })}</p>
            <input type="hidden" name="sure" value="yes" />
          </Notice>
        )}
        <Button tone="primary">
          {t(stillOpen > 0 ? "overview:preview.sure" : "common:button.save")}
        </Button>
      </PostForm>
    </>
  );
}
