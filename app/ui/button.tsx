import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";

type Look = {
  /** Default `quiet`; a page has one `primary`. */
  tone?: "primary" | "quiet" | "danger";
  /** Default: what the frame calls for, 48 px or, on the board, 32 px. */
  size?: "touch" | "dense";
  wide?: boolean;
  icon?: IconName;
  /** The key that presses it on a page with keys, by its place on the keyboard: `KeyA`, `Digit1`, `Enter`. */
  shortcut?: string;
  children: ReactNode;
};

type ButtonProps = Look & {
  type?: "submit" | "button" | "reset";
  name?: string;
  value?: string;
  /** The id of a form elsewhere on the page. */
  form?: string;
  formAction?: string;
  disabled?: boolean;
  describedBy?: string;
};

const look = ({ tone = "quiet", size, wide }: Look) =>
  ["btn", tone === "quiet" ? "" : tone, size, wide && "wide"].filter(Boolean).join(" ");

export function Button({ type = "submit", describedBy, ...props }: ButtonProps) {
  const { name, value, form, formAction, disabled, icon, shortcut, children } = props;
  return (
    <button
      className={look(props)}
      type={type}
      aria-describedby={describedBy}
      name={name}
      value={value}
      form={form}
      formAction={formAction}
      disabled={disabled}
      data-key={shortcut}
    >
      {icon && <Icon name={icon} />}
      {children}
      <Shortcut code={shortcut} />
    </button>
  );
}

type ButtonLinkProps = Look & {
  href: string;
  rel?: string;
  target?: string;
  /** A file, not a page. */
  download?: true;
};

export function ButtonLink({ href, rel, target, download, ...props }: ButtonLinkProps) {
  return (
    <a
      className={look(props)}
      href={href}
      rel={rel}
      target={target}
      download={download}
      data-key={props.shortcut}
    >
      {props.icon && <Icon name={props.icon} />}
      {props.children}
      <Shortcut code={props.shortcut} />
    </a>
  );
}

/** Said beside what it presses; `KeyA` is an A on every keyboard, also where another letter is printed there. */
export function Shortcut({ code }: { code: string | undefined }) {
  if (!code) return null;
  return (
    <span className="kbd" aria-hidden="true">
      {code
        .replace(/^(Key|Digit)/, "")
        .replace("Shift", "⇧")
        .replace("Enter", "↵")}
    </span>
  );
}
