import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData, useLocation } from "@remix-run/react";
import { I18nProvider, useI18n } from "./i18n/context";
import type { Locale } from "./platform/types";
import css from "./ui/resident.css?inline";

const LANGUAGES: Record<Locale, string> = {
  et: "Eesti",
  uk: "Українська",
  en: "English",
  ru: "Русский",
};

export function loader({ context }: LoaderFunctionArgs) {
  const { zone, locales, emergencyNumber, credits } = context.city;
  const { locale, nonce, now } = context;
  return { zone, locales, emergencyNumber, credits, locale, nonce, now };
}

/** Nothing is hydrated: a page is its HTML, and residents' phones download no script. */
export default function Page() {
  const { locale, zone, now, nonce } = useLoaderData<typeof loader>();
  return (
    <I18nProvider locale={locale} zone={zone} now={new Date(now)}>
      <html lang={locale}>
        <head>
          <meta charSet="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>Naaber</title>
          <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
          {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own stylesheet, inlined for the first round trip */}
          <style nonce={nonce} dangerouslySetInnerHTML={{ __html: css }} />
        </head>
        <body>
          <Emergency />
          <main>
            <Outlet />
          </main>
          <Foot />
        </body>
      </html>
    </I18nProvider>
  );
}

function Emergency() {
  const { emergencyNumber } = useLoaderData<typeof loader>();
  const { t } = useI18n();
  return (
    <header>
      <a className="emergency" href={`tel:${emergencyNumber}`}>
        {t("help:emergency")} <strong>{emergencyNumber}</strong>
      </a>
    </header>
  );
}

function Foot() {
  const { locales, credits } = useLoaderData<typeof loader>();
  const { pathname } = useLocation();
  const { t, locale, name } = useI18n();
  return (
    <footer>
      <nav aria-label={t("help:languages")}>
        {locales.map((other) => (
          <a
            key={other}
            href={`${pathname}?lang=${other}`}
            hrefLang={other}
            lang={other}
            aria-current={other === locale ? "true" : undefined}
          >
            {LANGUAGES[other]}
          </a>
        ))}
      </nav>
      {credits.map((credit) => (
        <p key={credit.en}>{name(credit)}</p>
      ))}
    </footer>
  );
}
