import type { ReactNode } from "react";
import { useI18n } from "../i18n/context";
import { Icon } from "./icon";

export type NavItem = {
  href: string;
  label: ReactNode;
  current?: boolean;
  /** How many wait there. */
  count?: number;
};

/** A line of links; also what other products call tabs. */
export function Menu({ items, label }: { items: readonly NavItem[]; label: string }) {
  const { number } = useI18n();
  return (
    <nav className="menu" aria-label={label}>
      {items.map((item) => (
        <a key={item.href} href={item.href} aria-current={item.current ? "page" : undefined}>
          {item.label}
          {item.count !== undefined && <span className="count">{number(item.count)}</span>}
        </a>
      ))}
    </nav>
  );
}

type ToolbarProps = {
  /** Names the group for those who do not see it. */
  label: string;
  /** Filters make a GET form, so that a filtered list has an address. */
  action?: string;
  children: ReactNode;
};

export function Toolbar({ label, action, children }: ToolbarProps) {
  return (
    <form className="toolbar" method="get" action={action} aria-label={label}>
      {children}
    </form>
  );
}

type EmptyProps = { title: ReactNode; action?: ReactNode; children?: ReactNode };

/** Nothing here: `children` says what to do about it. */
export function Empty({ title, action, children }: EmptyProps) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {typeof children === "string" ? <p className="soft">{children}</p> : children}
      {action}
    </div>
  );
}

type PagerProps = {
  previous?: string | null;
  next?: string | null;
  words?: { previous: string; next: string };
};

/** `words` say what lies there where it is not simply a page. */
export function Pager({ previous, next, words }: PagerProps) {
  const { t } = useI18n();
  if (!previous && !next) return null;
  return (
    <nav className="pager" aria-label={t("common:pager.label")}>
      {previous && (
        <a href={previous} rel="prev">
          <Icon name="previous" />
          {words?.previous ?? t("common:pager.previous")}
        </a>
      )}
      {next && (
        <a href={next} rel="next">
          {words?.next ?? t("common:pager.next")}
          <Icon name="next" />
        </a>
      )}
    </nav>
  );
}

/** The one next step: on a phone it stays at the bottom, under the thumb. Last child of its page. */
export function StickyAction({ children }: { children: ReactNode }) {
  return <div className="next-step">{children}</div>;
}

type ListHeadingProps = { opened: string | null; children: ReactNode };

/** Of a list beside which a sheet may stand open: then the sheet's heading is the page's first. */
export function ListHeading({ opened, children }: ListHeadingProps) {
  return opened ? <h2>{children}</h2> : <h1>{children}</h1>;
}

type RegionsProps = {
  /** What each region is called when read aloud. */
  labels: { list: string; sheet: string; pane?: string };
  list: ReactNode;
  sheet?: ReactNode;
  /** What the sheet is about: its id. */
  opened?: string | null;
  /** A third beside them; between 1100 and 1600 px it shares the sheet's column. */
  pane?: ReactNode;
  /** On a phone, below all of it. */
  foot?: ReactNode;
};

/** Side by side from 1100 px; below, sheet or pane takes the list's place and must lead back to it. */
export function Regions({ labels, list, sheet, opened, pane, foot }: RegionsProps) {
  const count = ["one", "two", "three"][[sheet, pane].filter(Boolean).length];
  const around = [sheet && "opened", pane && "paned"].filter(Boolean).join(" ");
  return (
    <div className={`regions ${count} ${around}`} data-page={labels.list}>
      <section className="list" aria-label={labels.list}>
        {list}
      </section>
      {sheet && (
        <section className="sheet-region" aria-label={labels.sheet} id="sheet" data-sheet={opened}>
          {sheet}
        </section>
      )}
      {pane && (
        <section className="pane-region" aria-label={labels.pane} id="pane">
          {pane}
        </section>
      )}
      {foot}
    </div>
  );
}
