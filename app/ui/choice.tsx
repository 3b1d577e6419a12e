import type { ReactNode } from "react";
import { useI18n } from "../i18n/context";
import { Shortcut } from "./button";
import { describedBy, HintAndError, Optional, type Question } from "./field";

export type Option = {
  value: string;
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean;
  /** The key that chooses it on a page with keys. */
  shortcut?: string;
};

type SelectProps = Question & {
  options: readonly { value: string; label: string; disabled?: boolean }[];
  value?: string | null;
  /** The first, empty line; `false` leaves it out. Default "Choose". */
  placeholder?: string | false;
  width?: "full" | "half";
  disabled?: boolean;
  /** The key that goes to it on a page with keys. */
  shortcut?: string;
};

export function Select({ options, value, placeholder, width = "full", ...props }: SelectProps) {
  const { t } = useI18n();
  const { name, id = name, label, error, optional, disabled, shortcut } = props;
  return (
    <div className={error ? "field wrong" : "field"}>
      <label htmlFor={id}>
        {label}
        <Shortcut code={shortcut} />
        {optional && <Optional />}
      </label>
      <HintAndError {...props} id={id} />
      <select
        id={id}
        name={name}
        disabled={disabled}
        data-key={shortcut}
        className={width === "full" ? "input" : `input ${width}`}
        defaultValue={value ?? ""}
        aria-describedby={describedBy(id, props)}
        aria-invalid={error ? true : undefined}
      >
        {placeholder !== false && (
          <option value="">{placeholder ?? t("common:field.choose")}</option>
        )}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

type GroupProps = Question & {
  /** `inline` for two or three short answers, `chips` for many. */
  layout?: "rows" | "inline" | "chips";
  /** The question is the page's heading. */
  heading?: boolean;
};

/** `detail` is asked only while its option is chosen; without `:has` it is always there. */
type RadioOption = Option & { detail?: ReactNode };

type RadiosProps = GroupProps & { options: readonly RadioOption[]; value?: string | null };
type CheckboxesProps = GroupProps & { options: readonly RadioOption[]; values?: readonly string[] };

export function Radios({ value, ...props }: RadiosProps) {
  return <Group {...props} type="radio" chosen={value == null ? [] : [value]} />;
}

export function Checkboxes({ values = [], ...props }: CheckboxesProps) {
  return <Group {...props} type="checkbox" chosen={values} />;
}

type AnyGroup = GroupProps & {
  type: "radio" | "checkbox";
  options: readonly RadioOption[];
  chosen: readonly string[];
};

function Group({ type, options, chosen, layout = "rows", heading, ...props }: AnyGroup) {
  const { name, id = name, label, error, optional } = props;
  return (
    <fieldset className={error ? "field wrong" : "field"} aria-describedby={describedBy(id, props)}>
      <legend>
        {heading ? <h1>{label}</h1> : label}
        {optional && <Optional />}
      </legend>
      <HintAndError {...props} id={id} />
      <div className={layout === "rows" ? "options" : `options ${layout}`}>
        {options.map((option, index) => {
          const own = index === 0 ? id : `${id}-${index + 1}`;
          return (
            <div key={option.value}>
              <label className="option" htmlFor={own}>
                <input
                  type={type}
                  name={name}
                  id={own}
                  value={option.value}
                  defaultChecked={chosen.includes(option.value)}
                  disabled={option.disabled}
                  data-key={option.shortcut}
                  aria-describedby={option.hint ? `${own}-note` : undefined}
                />
                <span>
                  {option.label}
                  <Shortcut code={option.shortcut} />
                </span>
                {option.hint && (
                  <span className="hint" id={`${own}-note`}>
                    {option.hint}
                  </span>
                )}
              </label>
              {option.detail && <div className="detail">{option.detail}</div>}
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}
