import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";

type Look = {
  /** Default `quiet`; a page has one `primary`. */
  tone?: "primary" | "quiet" | "danger";
  /** Default: what the frame calls for, 48 px or, on the board, 32 px. */
  size?: "touch" | "dense";
  wide?: boolean;
  icon?: IconName;
  children: ReactNode;
};

type ButtonProps = Look & {
  type?: "submit" | "button";
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
  const { name, value, form, formAction, disabled, icon, children } = props;
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
    >
      {icon && <Icon name={icon} />}
      {children}
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
    <a className={look(props)} href={href} rel={rel} target={target} download={download}>
      {props.icon && <Icon name={props.icon} />}
      {props.children}
    </a>
  );
}
