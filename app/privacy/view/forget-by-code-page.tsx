import { useI18n } from "../../i18n/context";
import type { Key } from "../../i18n/keys";
import type { FieldErrors, Typed } from "../../platform/form";
import { CodeAndDigits, codeProblems } from "../../requests/view/resident/code-and-digits";
import { ErrorSummary, Refusal } from "../../ui/notice";
import { ForgetForm } from "./forget-form";

type Props = { typed: Typed; errors: FieldErrors; refusal: string | null };

/** The resident's erasure for whoever has only the code that was written down. */
export function ForgetByCodePage({ typed, errors, refusal }: Props) {
  const { t } = useI18n();
  const problems = codeProblems(errors).map((field) => ({
    href: `#${field}`,
    text: t(`track:error.${errors[field]}` as Key),
  }));
  const unsure = errors.sure
    ? [{ href: "#sure", text: t(`data:error.${errors.sure}` as Key) }]
    : [];
  return (
    <>
      <h1>{t("data:byCode.title")}</h1>
      {refusal && <Refusal>{refusal}</Refusal>}
      <ErrorSummary items={[...problems, ...unsure]} />
      <p>{t("data:byCode.lead")}</p>
      <p>{t("data:stays")}</p>
      <ForgetForm action="/track/erasures" errors={errors}>
        <CodeAndDigits typed={typed} errors={errors} />
      </ForgetForm>
    </>
  );
}
