import { useI18n } from "../../i18n/context";
import { ownName } from "../../i18n/format";
import { type FieldErrors, type Typed, typedText } from "../../platform/form";
import type { Locale } from "../../platform/types";
import { Select } from "../../ui/choice";
import { TextArea } from "../../ui/field";

type Props = {
  name: string;
  label: string;
  locales: readonly Locale[];
  typed: Typed | null;
  fault: (field: string) => string | null;
  rows?: number;
};

/** The same in each of the city's languages. */
export function WordsFields({ name, label, locales, typed, fault, rows = 3 }: Props) {
  return locales.map((locale) => (
    <TextArea
      key={locale}
      name={`${name}_${locale}`}
      label={`${label} (${ownName(locale)})`}
      rows={rows}
      value={typed ? typedText(typed, `${name}_${locale}`) : ""}
      error={fault(`${name}_${locale}`)}
    />
  ));
}

/** Which language stands for those that are missing. */
export function Fallback({ locales, typed }: Pick<Props, "locales" | "typed">) {
  const { t } = useI18n();
  return (
    <Select
      name="fallback"
      label={t("messages:words.fallback")}
      placeholder={t("messages:words.each")}
      value={typed ? typedText(typed, "fallback") : ""}
      options={locales.map((locale) => ({ value: locale, label: ownName(locale) }))}
      width="half"
    />
  );
}

/** What is wrong with the fields of a form, by the codes of `messages:error`. */
export function useFaults(errors: FieldErrors) {
  const { t } = useI18n();
  const fault = (field: string) =>
    errors[field] ? t(`messages:error.${errors[field]}` as Parameters<typeof t>[0]) : null;
  const items = Object.keys(errors).map((field) => ({
    href: `#${field}`,
    text: fault(field) ?? "",
  }));
  return { fault, items };
}
