import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import type { About } from "../districts/types";
import { I18nProvider, makeI18n } from "../i18n/context";
import type { Key } from "../i18n/keys";
import type { Locale, Names } from "../platform/types";
import { ButtonLink } from "../ui/button";
import residentCss from "../ui/resident.css?inline";
import { ResidentFrame } from "../ui/resident-frame";

type City = {
  zone: string;
  names: Names;
  locales: readonly Locale[];
  emergencyNumber: string;
  demo: boolean;
  about: About;
};

/** Around whom and in whose language the page stands. */
export type Around = { city: City; locale: Locale; nonce: string };

type Texts = { title: Key; text: Key; params?: Record<string, string | number> };

const NONCE = "nonce-of-the-answer";
/** By the city as it was read last: a changed one is another object. */
const rendered = new WeakMap<City, Map<string, string>>();

/**
 * A page that asks nothing of the database: for whoever the gate bars, and for when everything else has failed. Each is
 * rendered once, so that refusing costs next to nothing.
 */
export function plainPage({ nonce, ...parts }: Around & Texts): string {
  const { city, locale, title, text, params } = parts;
  const pages = rendered.get(city) ?? new Map<string, string>();
  rendered.set(city, pages);
  const key = `${locale} ${title}`;
  const page =
    pages.get(key) ??
    renderPlain({ city, locale, nonce: NONCE, title }, ({ t }) => (
      <>
        <p>{t(text, params)}</p>
        <p>
          <ButtonLink href="/">{t("common:notFound.action")}</ButtonLink>
        </p>
      </>
    ));
  pages.set(key, page);
  return page.replaceAll(NONCE, nonce);
}

/** A page of its own, whole, with `body` below its heading. */
export function renderPlain(
  { city, locale, nonce, title }: Around & { title: Key },
  body: (i18n: ReturnType<typeof makeI18n>) => ReactNode,
): string {
  const now = new Date();
  const i18n = makeI18n(locale, city.zone, now);
  const { t, name } = i18n;
  const html = renderToStaticMarkup(
    <html lang={locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${t(title)} · ${t("common:brand.name")}`}</title>
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own stylesheet, as on residents' pages */}
        <style nonce={nonce} dangerouslySetInnerHTML={{ __html: residentCss }} />
      </head>
      <body>
        <I18nProvider locale={locale} zone={city.zone} now={now}>
          <ResidentFrame
            city={name(city.names)}
            emergency={city.emergencyNumber}
            path="/"
            locales={city.locales}
            demo={city.demo}
            helpLine={city.about.helpLine}
            footer={[
              { href: "/help", label: t("common:nav.help") },
              { href: "/track", label: t("common:nav.track") },
            ]}
          >
            <h1>{t(title)}</h1>
            {body(i18n)}
          </ResidentFrame>
        </I18nProvider>
      </body>
    </html>,
  );
  return `<!doctype html>${html}`;
}
