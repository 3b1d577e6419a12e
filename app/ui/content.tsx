import type { ReactNode } from "react";
import { useI18n } from "../i18n/context";
import { Icon } from "./icon";

type Fact = { label: ReactNode; value: ReactNode };

/** Facts without a value are left out. */
export function Facts({ items }: { items: readonly (Fact | null | false)[] }) {
  return (
    <dl className="facts">
      {items.map((item, index) =>
        item && item.value != null && item.value !== "" && item.value !== false ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a label need not be a text
          <div key={index}>
            <dt>{item.label}</dt>
            <dd>{item.value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}

type SheetProps = {
  title: ReactNode;
  id?: string;
  /** Default 2. */
  level?: 1 | 2 | 3;
  /** Stands at the end of the title's line: a state, a link. */
  aside?: ReactNode;
  children?: ReactNode;
};

/** A titled part of a page under a strong rule. */
export function Sheet({ title, id, level = 2, aside, children }: SheetProps) {
  const Heading = `h${level}` as const;
  return (
    <section className="sheet stack" id={id}>
      <header>
        <Heading>{title}</Heading>
        {aside}
      </header>
      {children}
    </section>
  );
}

type DisclosureProps = { summary: ReactNode; open?: boolean; id?: string; children: ReactNode };

/** Neighbouring ones share their hairline. */
export function Disclosure({ summary, open, id, children }: DisclosureProps) {
  return (
    <details className="fold" open={open} id={id}>
      <summary>
        <Icon name="next" />
        {summary}
      </summary>
      <div className="stack tight">{children}</div>
    </details>
  );
}

/** A tracking code, large and in groups of `group` (default 4); it is copied without gaps and spelled aloud. */
export function Code({ value, group = 4 }: { value: string; group?: number }) {
  const { t } = useI18n();
  const groups = value.match(new RegExp(`.{1,${group}}`, "g")) ?? [];
  return (
    <p>
      <span className="sr">
        {t("common:code.label")}: {[...value].join(" ")}
      </span>
      <span className="code" aria-hidden="true">
        {groups.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: groups may be alike
          <span key={index}>{part}</span>
        ))}
      </span>
    </p>
  );
}

/** Running text: 65 characters a line, space between paragraphs and lists. */
export function Prose({ children }: { children: ReactNode }) {
  return <div className="prose">{children}</div>;
}

export function PrintOnly({ children }: { children: ReactNode }) {
  return <div className="print-only">{children}</div>;
}

export function ScreenOnly({ children }: { children: ReactNode }) {
  return <div className="no-print">{children}</div>;
}
