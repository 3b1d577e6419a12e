import type { LoaderFunctionArgs } from "@remix-run/node";
import { ButtonLink } from "../../ui/button";
import { Script, ScriptsProvider } from "../../ui/script";
import { renderPlain } from "../plain-page.server";

/** What a browser keeps for coordinators, to show it while there is no network: anybody's page, without a word of any request. */
export function loader({ context }: LoaderFunctionArgs) {
  const { city, locale, nonce, scripts } = context;
  // Another language is another page, and there is no way to it.
  const alone = { ...city, locales: [locale] };
  const html = renderPlain(
    { city: alone, locale, nonce, title: "common:noNetwork.title" },
    ({ t }) => (
      <ScriptsProvider value={scripts}>
        <p>{t("common:noNetwork.text")}</p>
        <p
          className="soft"
          hidden
          data-no-network=""
          data-words={t("common:noNetwork.last", { time: "{time}" })}
        />
        <p>
          <ButtonLink href="">{t("common:failure.action")}</ButtonLink>
        </p>
        <Script name="no-network" />
      </ScriptsProvider>
    ),
  );
  return new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8" } });
}
