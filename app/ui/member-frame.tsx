import type { ReactNode } from "react";
import { useI18n } from "../i18n/context";
import { Menu, type NavItem } from "./desk";
import {
  AboutLinks,
  Alerts,
  Bands,
  Brand,
  EmergencyLine,
  Footer,
  type FrameProps,
  Languages,
  SkipLink,
} from "./frame-parts";
import { Icon } from "./icon";
import { PostForm } from "./post-form";

export type MemberFrameProps = FrameProps & {
  nav: readonly NavItem[];
  /** Who is signed in, and where to sign out with a POST; without it, `signIn` is offered. */
  account?: { name: string; href: string; signOut: string } | null;
  signIn?: string;
  /** Default `column`, 40 rem; `wide` for tables. */
  width?: "column" | "wide";
};

function Session({ account, signIn }: Pick<MemberFrameProps, "account" | "signIn">) {
  const { t } = useI18n();
  if (!account)
    return signIn ? (
      <a className="plain" href={signIn}>
        {t("common:session.signIn")}
      </a>
    ) : null;
  return (
    // Whatever the browser holds of a person goes with them.
    <PostForm className="row" action={account.signOut} data-turbo="false">
      <a className="plain" href={account.href}>
        <span className="sr">{t("common:nav.account")}: </span>
        {account.name}
      </a>
      <button className="plain" type="submit">
        {t("common:session.signOut")}
      </button>
    </PostForm>
  );
}

/** On a phone: all that stands beside the brand on a wide screen, behind one word. */
function FoldedMenu(frame: Pick<MemberFrameProps, "nav" | "account" | "path" | "locales">) {
  const { t } = useI18n();
  return (
    <details className="folded">
      <summary>
        <Icon name="menu" />
        {t("common:nav.menu")}
      </summary>
      <div>
        <Menu items={frame.nav} label={t("common:nav.label")} />
        <Session account={frame.account} />
        <Languages {...frame} />
      </div>
    </details>
  );
}

/** For volunteers, accounts and administration. */
export function MemberFrame({ width = "column", notice, children, ...frame }: MemberFrameProps) {
  const { t } = useI18n();
  const folds = !!frame.account;
  // Whoever coordinates has a longer menu than a column holds.
  const bar = frame.nav.length > 6 ? "wide" : width;
  return (
    <>
      <SkipLink />
      <Bands {...frame} />
      <header className="topbar">
        <div className={bar}>
          <div className="head">
            <Brand city={frame.city} />
            {folds && <FoldedMenu {...frame} />}
            <div className={folds ? "unfolded" : undefined}>
              <Session {...frame} />
            </div>
          </div>
          {folds && (
            <div className="unfolded">
              <Menu items={frame.nav} label={t("common:nav.label")} />
            </div>
          )}
        </div>
      </header>
      <div className={width}>
        <main className="main stack" id="main" tabIndex={-1}>
          <Alerts alerts={frame.alerts} />
          {notice}
          {children}
        </main>
        <div className={folds ? "unfolded" : undefined}>
          <Languages {...frame} />
        </div>
        <Footer {...frame}>
          <EmergencyLine number={frame.emergency} />
        </Footer>
      </div>
    </>
  );
}

type BoardFrameProps = Omit<MemberFrameProps, "width"> & {
  /** Stands in the top bar: who is on duty, how fresh the page is. */
  status?: ReactNode;
};

/** For coordinators: dense, full width; `Regions` goes straight inside. */
export function BoardFrame({ status, notice, children, ...frame }: BoardFrameProps) {
  const { t } = useI18n();
  return (
    <div className="board">
      <SkipLink />
      <Bands {...frame} />
      <header className="topbar head">
        <div className="row">
          <Brand city={frame.city} />
          <div className="unfolded">
            <Menu items={frame.nav} label={t("common:nav.label")} />
          </div>
        </div>
        {status}
        <FoldedMenu {...frame} />
        <div className="row unfolded">
          <Session {...frame} />
          <Languages {...frame} />
        </div>
      </header>
      {frame.alerts && frame.alerts.length > 0 && (
        <div className="board-notice">
          <Alerts alerts={frame.alerts} />
        </div>
      )}
      {notice && <div className="board-notice">{notice}</div>}
      <main className="main stack" id="main" tabIndex={-1}>
        {children}
      </main>
      <footer className="foot">
        <EmergencyLine number={frame.emergency} />
        <AboutLinks helpLine={frame.helpLine} />
      </footer>
    </div>
  );
}
