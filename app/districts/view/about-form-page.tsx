import { useI18n } from "../../i18n/context";
import type { Key } from "../../i18n/keys";
import { type FieldErrors, type Typed, typedText } from "../../platform/form";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { ErrorSummary, Notice, Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import { ABOUT_FIELDS, type About } from "../types";

type Props = {
  about: About;
  saved: boolean;
  typed: Typed | null;
  errors: FieldErrors;
  refusal: string | null;
};

const HINTS: Partial<Record<string, Key>> = {
  helpLine: "public:form.helpLineHint",
  lendingTerms: "public:form.lendingTermsHint",
  volunteerAge: "public:form.volunteerAgeHint",
  dataContact: "public:form.dataContactHint",
};

export function AboutFormPage({ about, saved, typed, errors, refusal }: Props) {
  const { t } = useI18n();
  const textOf = (field: string) => t(`public:form.error.${errors[field]}` as Key);
  return (
    <>
      <h1>{t("public:form.title")}</h1>
      <p>{t("public:form.lead")}</p>
      {refusal && <Refusal>{refusal}</Refusal>}
      {saved && (
        <Notice tone="success" role="status">
          {t("public:form.saved")}
        </Notice>
      )}
      <ErrorSummary
        items={Object.keys(errors).map((field) => ({ href: `#${field}`, text: textOf(field) }))}
      />
      <PostForm className="stack" noValidate>
        {ABOUT_FIELDS.map((field) => (
          <Field
            key={field}
            name={field}
            label={t(`public:form.${field}`)}
            hint={HINTS[field] && t(HINTS[field])}
            value={typed ? typedText(typed, field) : (about[field] ?? "")}
            error={errors[field] ? textOf(field) : null}
            optional={field !== "organisation"}
          />
        ))}
        <Button tone="primary">{t("common:button.save")}</Button>
      </PostForm>
    </>
  );
}
