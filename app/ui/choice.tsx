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

type TickProps = Omit<Option, "value"> & {
  /** Without one it is not sent: what only this browser keeps. */
  name?: string;
  id?: string;
  /** Default `yes`. */
  value?: string;
  checked?: boolean;
  /** The id of what it is about, where the label alone does not say so. */
  describedBy?: string;
  /** Until a script shows it. */
  hidden?: boolean;
};

/** One box by itself: yes, or nothing. */
export function Tick({ name, id = name, value = "yes", ...props }: TickProps) {
  return <Box {...props} type="checkbox" name={name} id={id!} value={value} />;
}

type BoxProps = Omit<TickProps, "id" | "value"> &
  Option & { type: "radio" | "checkbox"; id: string };

/** One answer that can be chosen: all of it is pressed, not the box alone. */
function Box({ label, hint, shortcut, checked, describedBy, hidden, ...input }: BoxProps) {
  const note = hint ? `${input.id}-note` : undefined;
  return (
    <label className="option" htmlFor={input.id} hidden={hidden}>
      <input
        {...input}
        defaultChecked={checked}
        data-key={shortcut}
        aria-describedby={[note, describedBy].filter(Boolean).join(" ") || undefined}
      />
      <span>
        {label}
        <Shortcut code={shortcut} />
      </span>
      {hint && (
        <span className="hint" id={note}>
          {hint}
        </span>
      )}
    </label>
  );
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
              <Box
                {...option}
                type={type}
                name={name}
                id={own}
                checked={chosen.includes(option.value)}
              />
              {option.detail && <div className="detail">{option.detail}</div>}
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}
