import { useI18n } from "../../i18n/context";
import type { Key } from "../../i18n/keys";
import { type FieldErrors, type Typed, typedText } from "../../platform/form";
import { Field } from "../../ui/field";
import { ErrorSummary, Refusal } from "../../ui/notice";
import { ForgetForm } from "./forget-form";

type Props = { typed: Typed; errors: FieldErrors; refusal: string | null };

/** The resident's erasure for whoever has only the code that was written down. */
export function ForgetByCodePage({ typed, errors, refusal }: Props) {
  const { t } = useI18n();
  const said = (field: string) => {
    const code = errors[field];
    if (!code) return null;
    return t((field === "sure" ? `data:error.${code}` : `track:error.${code}`) as Key);
  };
  const problems = ["code", "digits", "sure"].filter((field) => errors[field]);
  // The two do not belong together: said once, at the first of them.
  const shown = errors.code === errors.digits ? problems.slice(0, 1) : problems;
  return (
    <>
      <h1>{t("data:byCode.title")}</h1>
      {refusal && <Refusal>{refusal}</Refusal>}
      <ErrorSummary
        items={shown.map((field) => ({ href: `#${field}`, text: said(field) ?? "" }))}
      />
      <p>{t("data:byCode.lead")}</p>
      <p>{t("data:stays")}</p>
      <ForgetForm action="/track/erasures" errors={errors}>
        <Field
          name={"code"}
          value={typedText(typed, "code")}
          error={said("code")}
          label={t("track:lookUpCode")}
          inputMode="numeric"
          autoComplete="off"
          width="half"
        />
        <Field
          name={"digits"}
          value={typedText(typed, "digits")}
          error={said("digits")}
          label={t("track:lookUpDigits")}
          hint={t("track:lookUpEmail")}
          autoComplete="off"
          width="half"
        />
      </ForgetForm>
    </>
  );
}
