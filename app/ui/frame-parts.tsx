import type { ReactNode } from "react";
import { useI18n } from "../i18n/context";
import { ownName } from "../i18n/format";
import { LANGUAGE_FIELD } from "../platform/form";
import { LOCALES, type Locale } from "../platform/types";
import { Disclosure } from "./content";
import { BrandMark, Icon } from "./icon";
import { PAGE_FORM } from "./post-form";

export type FrameProps = {
  /** The city's name in the reader's language. */
  city: string;
  /** As dialled: `112`. */
  emergency: string;
  /** Path and query of this page; the language links come back to it. */
  path: string;
  /** Default: all four. */
  locales?: readonly Locale[];
  exercise?: boolean;
  demo?: boolean;
  /** What the city warns of. */
  alerts?: readonly Alert[];
  /** What the page has to say before anything else: a Notice. */
  notice?: ReactNode;
  footer?: readonly { href: string; label: ReactNode }[];
  /** The page is about a form: what is typed in it goes along into another language. */
  form?: boolean;
  /** A number for questions, as it was written. */
  helpLine?: string;
  children: ReactNode;
};

export type Alert = {
  id: string;
  tone: "danger" | "warning";
  title: string;
  text: string;
  /** For which districts; empty for the whole city. */
  where: string;
  until: Date;
};

/** Characters that are read at a glance; more of a warning is folded, so that what a page is for stays in sight. */
const AT_A_GLANCE = 100;

/** Public warnings, before everything that a page itself says. */
export function Alerts({ alerts = [] }: Pick<FrameProps, "alerts">) {
  const { t, moment } = useI18n();
  if (alerts.length === 0) return null;
  return (
    <aside aria-label={t("common:alert.label")}>
      {alerts.map(({ id, tone, title, text, where, until }) => (
        <div key={id} className={`sign ${tone}`}>
          <Icon name={tone === "danger" ? "stop" : "warning"} />
          <div>
            <p>
              <strong>{title}</strong>
            </p>
            {text && text.length <= AT_A_GLANCE && <p className="said">{text}</p>}
            <p>
              <small>
                {where && `${where}. `}
                {t("common:alert.until", { at: moment(until) })}
              </small>
            </p>
            {text.length > AT_A_GLANCE && (
              <Disclosure summary={t("common:alert.more")}>
                <p className="said">{text}</p>
              </Disclosure>
            )}
          </div>
        </div>
      ))}
    </aside>
  );
}

export function Bands({ exercise, demo }: Pick<FrameProps, "exercise" | "demo">) {
  const { t } = useI18n();
  if (!exercise && !demo) return null;
  return (
    <aside aria-label={t("common:tone.info")}>
      {exercise && (
        <div className="band exercise">
          <span>
            <strong>{t("common:band.exercise")}.</strong> {t("common:band.exerciseText")}
          </span>
        </div>
      )}
      {demo && <p className="band demo">{t("common:band.demo")}</p>}
    </aside>
  );
}

export function Emergency({ number }: { number: string }) {
  const { t } = useI18n();
  return (
    <aside className="sos" aria-label={t("common:emergency.label")}>
      <div className="column">
        <a href={`tel:${number}`}>
          <b>
            <Icon name="phone" />
            {number}
          </b>{" "}
          <span>{t("common:emergency.when")}</span>
        </a>
      </div>
    </aside>
  );
}

/** For pages that do not begin with it. */
export function EmergencyLine({ number }: { number: string }) {
  const { t } = useI18n();
  return (
    <p>
      <a href={`tel:${number}`}>{number}</a>&nbsp;– {t("common:emergency.when")}
    </p>
  );
}

export function SkipLink() {
  const { t } = useI18n();
  return (
    <a className="skip" href="#main">
      {t("common:skip")}
    </a>
  );
}

export function Brand({ city, href = "/" }: { city: string; href?: string }) {
  const { t } = useI18n();
  return (
    <a className="brand" href={href}>
      <BrandMark />
      <span>
        {t("common:brand.name")} <small>{city}</small>
      </span>
    </a>
  );
}

function withLanguage(path: string, locale: Locale): string {
  const [before = "/", query = ""] = path.split("?", 2);
  const params = new URLSearchParams(query);
  params.set("lang", locale);
  return `${before}?${params}`;
}

type LanguagesProps = Pick<FrameProps, "path" | "locales" | "form">;

export function Languages({ path, locales = LOCALES, form }: LanguagesProps) {
  const { t, locale: current } = useI18n();
  if (locales.length < 2) return null;
  const shown = (locale: Locale) => ({
    lang: locale,
    "aria-current": locale === current ? ("true" as const) : undefined,
    children: ownName(locale),
  });
  return (
    <nav className="langs" aria-label={t("common:languages.label")}>
      {/* The first button of a form is the one that the Enter key presses: that must send it. */}
      {form && (
        <button type="submit" form={PAGE_FORM} className="sr" tabIndex={-1} aria-hidden="true" />
      )}
      {locales.map((locale) =>
        form ? (
          <button
            key={locale}
            {...shown(locale)}
            type="submit"
            form={PAGE_FORM}
            formAction={withLanguage(path, locale)}
            formNoValidate
            name={LANGUAGE_FIELD}
            value={locale}
            data-turbo="false"
          />
        ) : (
          <a key={locale} {...shown(locale)} href={withLanguage(path, locale)} hrefLang={locale} />
        ),
      )}
    </nav>
  );
}

type FooterProps = Pick<FrameProps, "city" | "footer" | "helpLine"> & { children?: ReactNode };

/** The pages that say who runs the site and what becomes of one's details, and whom one can call. */
export function AboutLinks({ helpLine }: Pick<FrameProps, "helpLine">) {
  const { t } = useI18n();
  return (
    <>
      {helpLine && (
        <p>
          <a href={`tel:${helpLine.replace(/[^+\d]/g, "")}`}>
            {t("public:help", { phone: helpLine })}
          </a>
        </p>
      )}
      <nav className="row" aria-label={t("public:nav.label")}>
        <a href="/about">{t("public:nav.about")}</a>
        <a href="/privacy">{t("public:nav.privacy")}</a>
        <a href="/accessibility">{t("public:nav.accessibility")}</a>
        <a href="/about#credits">{t("public:nav.credits")}</a>
      </nav>
    </>
  );
}

export function Footer({ city, footer = [], helpLine, children }: FooterProps) {
  const { t } = useI18n();
  return (
    <footer className="foot">
      {children}
      <p>
        {t("common:brand.name")} · {city}. {t("common:brand.line")}.
      </p>
      {footer.length > 0 && (
        <p className="row">
          {footer.map((link) => (
            <a key={link.href} href={link.href}>
              {link.label}
            </a>
          ))}
        </p>
      )}
      <AboutLinks helpLine={helpLine} />
    </footer>
  );
}
