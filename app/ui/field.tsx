import type { HTMLAttributes, HTMLInputTypeAttribute, ReactNode } from "react";
import { useI18n } from "../i18n/context";
import { isSecret } from "../platform/secret-field";
import { Icon } from "./icon";

/** What every question has. The control's id is its name, so that an error summary can link to it. */
export type Question = {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string | null;
  /** Says beside the label that the answer may be left out. */
  optional?: boolean;
  /** Only when one name stands twice on a page. */
  id?: string;
};

export const describedBy = (id: string, { hint, error }: Question) =>
  [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;

export function Optional() {
  const { t } = useI18n();
  return <small> ({t("common:field.optional")})</small>;
}

export function HintAndError({ id, hint, error }: Question & { id: string }) {
  const { t } = useI18n();
  return (
    <>
      {hint && (
        <div className="hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {error && (
        <p className="error" id={`${id}-error`}>
          <Icon name="warning" />
          <span>
            <span className="sr">{t("common:field.error")}: </span>
            <span data-why="">{error}</span>
          </span>
        </p>
      )}
    </>
  );
}

type ControlProps = Question & {
  value?: string | number | null;
  autoComplete?: string;
  autoCapitalize?: "none";
  maxLength?: number;
  disabled?: boolean;
  /** Something is wrong with it together with others, which is said before them. */
  wrong?: boolean;
  readOnly?: boolean;
  spellCheck?: boolean;
};

export type FieldProps = ControlProps & {
  type?: HTMLInputTypeAttribute;
  placeholder?: string;
  inputMode?: HTMLAttributes<HTMLInputElement>["inputMode"];
  /** `short` for a number or a code, `half` for a phone number or a name. */
  width?: "full" | "half" | "short";
  /** A unit after the box: `litres`. */
  unit?: string;
  min?: string | number;
  max?: string | number;
  step?: string | number;
  /** The id of a datalist on the page. */
  list?: string;
  /** Of the one field that a page is opened for. */
  autoFocus?: boolean;
};

function Wrap({ id, question, children }: { id: string; question: Question; children: ReactNode }) {
  return (
    <div className={question.error ? "field wrong" : "field"}>
      <label htmlFor={id}>
        {question.label}
        {question.optional && <Optional />}
      </label>
      <HintAndError {...question} id={id} />
      {children}
    </div>
  );
}

/** What browsers keep for somebody, or read out of a message to them. */
const LETS_IN = ["current-password", "new-password", "one-time-code"];
const letsIn = (type: string, autoComplete = "") =>
  type === "password" || LETS_IN.includes(autoComplete);

export function Field({ width = "full", unit, type = "text", ...props }: FieldProps) {
  const { name, id = name, value, error, wrong, label, hint, optional, ...rest } = props;
  if (letsIn(type, props.autoComplete) && !isSecret(name))
    throw new Error(`the field ${name} lets somebody in, and its name does not say so`);
  const unitId = unit ? `${id}-unit` : "";
  const input = (
    <input
      {...rest}
      id={id}
      name={name}
      type={type}
      className={width === "full" ? "input" : `input ${width}`}
      defaultValue={isSecret(name) ? undefined : (value ?? undefined)}
      aria-describedby={[describedBy(id, props), unitId].filter(Boolean).join(" ") || undefined}
      aria-invalid={error || wrong ? true : undefined}
    />
  );
  return (
    <Wrap id={id} question={{ name, label, hint, error, optional }}>
      {unit ? (
        <div className="affix">
          {input}
          <span id={unitId}>{unit}</span>
        </div>
      ) : (
        input
      )}
      {type === "password" && <ShowPassword id={id} />}
    </Wrap>
  );
}

/** There once its script is. */
function ShowPassword({ id }: { id: string }) {
  const { t } = useI18n();
  const [show, hide] = [t("common:password.show"), t("common:password.hide")];
  return (
    <show-password hidden data-for={id} data-show={show} data-hide={hide}>
      <button type="button" className="btn" aria-controls={id}>
        {show}
      </button>
    </show-password>
  );
}

type DateTimeProps = ControlProps & {
  /** The value is local to the city: `2026-11-23T18:40`, `2026-11-23` or `18:40`. */
  kind?: "datetime-local" | "date" | "time";
  min?: string;
  max?: string;
};

export function DateTime({ kind = "datetime-local", ...props }: DateTimeProps) {
  return <Field {...props} type={kind} width={kind === "time" ? "short" : "half"} />;
}

type TextAreaProps = ControlProps & {
  rows?: number;
  /** The key that leads into it on a page with keys, by its place on the keyboard. */
  shortcut?: string;
};

export function TextArea({ rows = 4, shortcut, ...props }: TextAreaProps) {
  const { name, id = name, value, error, wrong, label, hint, optional, ...rest } = props;
  return (
    <Wrap id={id} question={{ name, label, hint, error, optional }}>
      <textarea
        {...rest}
        id={id}
        name={name}
        rows={rows}
        data-key={shortcut}
        className="input"
        defaultValue={value ?? undefined}
        aria-describedby={describedBy(id, props)}
        aria-invalid={error || wrong ? true : undefined}
      />
    </Wrap>
  );
}
