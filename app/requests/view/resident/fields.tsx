import type { ReactNode } from "react";
import { useI18n } from "../../../i18n/context";
import type { Key } from "../../../i18n/keys";
import { type FieldErrors, maximumOf, type Typed } from "../../form";

export type Filled = { typed: Typed; errors: FieldErrors };

const typedValue = (typed: Typed, name: string) => {
  const value = typed[name];
  return typeof value === "string" ? value : "";
};

/** The text of a field's error, or null. */
export function useError(errors: FieldErrors, name: string): string | null {
  const { t } = useI18n();
  const code = errors[name];
  return code ? t(`help:error.${code}` as Key, { max: maximumOf(name) }) : null;
}

export function ErrorText({ errors, name }: { errors: FieldErrors; name: string }) {
  const error = useError(errors, name);
  return error ? (
    <span className="error" id={`${name}-error`}>
      {error}
    </span>
  ) : null;
}

type FieldProps = Filled & {
  name: string;
  label: string;
  hint?: string;
  optional?: boolean;
  rows?: number;
  short?: boolean;
  type?: "text" | "tel" | "email";
  inputMode?: "numeric";
  autoComplete?: string;
  fallback?: string;
};

export function Field(props: FieldProps) {
  const {
    typed,
    errors,
    name,
    label,
    hint,
    optional,
    rows,
    short,
    fallback = "",
    ...input
  } = props;
  const { t } = useI18n();
  const described = [hint && `${name}-hint`, errors[name] && `${name}-error`]
    .filter(Boolean)
    .join(" ");
  const common = {
    id: name,
    name,
    className: short ? "text short" : "text",
    defaultValue: typedValue(typed, name) || (name in typed ? "" : fallback),
    "aria-describedby": described || undefined,
    "aria-invalid": errors[name] ? true : undefined,
  };
  return (
    <>
      <label htmlFor={name}>
        {label}
        {optional && <span className="hint">{t("help:optional")}</span>}
      </label>
      {hint && (
        <span className="hint" id={`${name}-hint`}>
          {hint}
        </span>
      )}
      <ErrorText errors={errors} name={name} />
      {rows ? <textarea {...common} rows={rows} /> : <input {...common} {...input} />}
    </>
  );
}

type ChoiceProps = {
  type: "radio" | "checkbox";
  name: string;
  id: string;
  value: string;
  checked: boolean;
  children: ReactNode;
};

export function Choice({ checked, children, ...input }: ChoiceProps) {
  return (
    <label className="choice">
      <input {...input} defaultChecked={checked} />
      <span>{children}</span>
    </label>
  );
}
