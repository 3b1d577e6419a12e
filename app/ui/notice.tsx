import type { ReactNode } from "react";
import { useI18n } from "../i18n/context";
import { Icon, type IconName } from "./icon";

export type NoticeTone = "info" | "success" | "warning" | "danger";

const shapes: Record<NoticeTone, IconName> = {
  info: "info",
  success: "check",
  warning: "warning",
  danger: "stop",
};

type NoticeProps = {
  tone?: NoticeTone;
  /** Default: the tone's own word. */
  title?: ReactNode;
  /** `status` is read out when the page comes up after an action. */
  role?: "status" | "alert";
  children?: ReactNode;
};

export function Notice({ tone = "info", title, role, children }: NoticeProps) {
  const { t } = useI18n();
  return (
    <div className={`sign ${tone}`} role={role}>
      <Icon name={shapes[tone]} />
      <div>
        <p>
          <strong>{title ?? t(`common:tone.${tone}`)}</strong>
        </p>
        {typeof children === "string" ? <p>{children}</p> : children}
      </div>
    </div>
  );
}

type RefusalProps = { children: ReactNode; more?: ReactNode };

/** Why the last thing could not be done, above the form that asked for it; marked for what sent it without a page. */
export function Refusal({ children, more }: RefusalProps) {
  return (
    <Notice tone="warning" role="alert" title={<span data-why="">{children}</span>}>
      {more}
    </Notice>
  );
}

type ErrorSummaryProps = {
  title?: string;
  /** `href` is `#` and the field's name. */
  items: readonly { href: string; text: string }[];
};

export function ErrorSummary({ title, items }: ErrorSummaryProps) {
  const { t } = useI18n();
  if (items.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noAutofocus: a page that comes back is read from what is wrong with it
    <div className="sign danger" role="alert" tabIndex={-1} id="errors" autoFocus>
      <Icon name="warning" />
      <div>
        <h2>{title ?? t("common:errors.title")}</h2>
        <ul>
          {items.map((item) => (
            <li key={item.href + item.text}>
              <a href={item.href}>{item.text}</a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
