import { useI18n } from "../../../i18n/context";
import type { Key } from "../../../i18n/keys";
import { type FieldErrors, type Typed, typedText } from "../../../platform/form";
import { Field, HintAndError } from "../../../ui/field";

type Props = { typed: Typed; errors: FieldErrors };

const FIELDS = ["code", "digits"] as const;
/** Each may be right, and they do not belong together. */
const isTogether = (errors: FieldErrors) =>
  errors.code !== undefined && errors.code === errors.digits;

/** For the summary: what is wrong with both together is said once, at the first of them. */
export const codeProblems = (errors: FieldErrors): string[] =>
  FIELDS.filter((field) => errors[field]).slice(0, isTogether(errors) ? 1 : FIELDS.length);

/** The code that was written down, and what shows that it is one's own. */
export function CodeAndDigits({ typed, errors }: Props) {
  const { t, terms } = useI18n();
  const together = isTogether(errors);
  const said = (field: string) => t(`track:error.${errors[field]}` as Key);
  const asked = (name: string) => ({
    name,
    value: typedText(typed, name),
    error: errors[name] && !together ? said(name) : null,
    wrong: together,
    autoComplete: "off",
    width: "half" as const,
  });
  const labels = { code: t("track:lookUpCode"), digits: t("track:lookUpDigits") };
  return (
    <fieldset
      className={together ? "field wrong stack" : "stack"}
      aria-describedby={together ? "together-error" : undefined}
    >
      <legend className="sr">{terms(Object.values(labels))}</legend>
      {together && <HintAndError id="together" name="code" label="" error={said("code")} />}
      <Field {...asked("code")} label={labels.code} inputMode="numeric" />
      <Field {...asked("digits")} label={labels.digits} hint={t("track:lookUpEmail")} />
    </fieldset>
  );
}
