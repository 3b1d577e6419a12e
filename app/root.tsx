import type { HeadersArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Links, Meta, Outlet, useLocation, useMatches, useRouteError } from "@remix-run/react";
import type { ReactNode } from "react";
import { I18nProvider, useI18n } from "./i18n/context";
import { toneOf } from "./messages/rules/alert";
import type { Member } from "./platform/types";
import { SECONDS_TO_WAIT } from "./platform/waiting";
import { reasonOf } from "./routes/reason";
import { inTitle } from "./routes/titled";
import { useShell } from "./shell";
import appCss from "./ui/app.css?url";
import { ButtonLink } from "./ui/button";
import { EmergencyLine } from "./ui/frame-parts";
import { BoardFrame, MemberFrame } from "./ui/member-frame";
import { Notice } from "./ui/notice";
import residentCss from "./ui/resident.css?inline";
import { ResidentFrame } from "./ui/resident-frame";
import { ScriptsProvider } from "./ui/script";

/** For the titles of pages; everything else around a page is the shell's. */
export const loader = ({ context: { locale } }: LoaderFunctionArgs) => ({ locale });

type Handle = {
  face?: "resident" | "member" | "board";
  width?: "column" | "wide";
  /** The page is about the form of the id `PAGE_FORM`. */
  form?: boolean;
};

/** The face that the innermost page asks for; a page that says nothing is for residents. */
function useFace(): Handle & { face: NonNullable<Handle["face"]> } {
  const handles = useMatches().map((match) => (match.handle ?? {}) as Handle);
  const asked = handles.reverse().find((handle) => handle.face);
  return { ...asked, face: asked?.face ?? "resident", form: handles[0]?.form };
}

/** Nothing is hydrated: a page is its HTML, and residents' phones download no script. */
export function Layout({ children }: { children: ReactNode }) {
  const { locale, nonce, now, city, dev, scripts } = useShell();
  const { face } = useFace();
  return (
    <html lang={locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <Meta />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        {face !== "resident" && <Turbo nonce={nonce} url={scripts.member} />}
        {face === "resident" ? (
          // biome-ignore lint/security/noDangerouslySetInnerHtml: our own stylesheet, inlined for the first round trip
          <style nonce={nonce} dangerouslySetInnerHTML={{ __html: residentCss }} />
        ) : (
          <>
            <link rel="manifest" href="/manifest.webmanifest" />
            <link rel="stylesheet" href={appCss} data-turbo-track="reload" />
          </>
        )}
        <Links />
        {dev && <script type="module" src="/@vite/client" />}
      </head>
      <body>
        <I18nProvider locale={locale} zone={city.zone} now={now}>
          <ScriptsProvider value={scripts}>
            <Frame>{children}</Frame>
          </ScriptsProvider>
        </I18nProvider>
      </body>
    </html>
  );
}

/** For who signs in: the next page without loading it anew. Nothing is asked for before it is chosen: a look is on record. */
function Turbo({ nonce, url }: { nonce: string; url: string }) {
  return (
    <>
      <meta name="csp-nonce" content={nonce} />
      <meta name="turbo-prefetch" content="false" />
      <meta name="turbo-cache-control" content="no-cache" />
      <script type="module" src={url} data-turbo-track="reload" />
    </>
  );
}

/** When to try again, of an answer that says that too much is going on. */
export const headers = ({ errorHeaders }: HeadersArgs): Record<string, string> => {
  const after = errorHeaders?.get("Retry-After");
  return after ? { "Retry-After": after } : {};
};

/** Of a page that is not shown, the reason. */
export const meta: MetaFunction<typeof loader> = ({ error, data }) => [
  { title: error ? inTitle(data?.locale, reasonOf(error).title) : "Naaber" },
];

export default function Page() {
  return <Outlet />;
}

function Frame({ children }: { children: ReactNode }) {
  const { city, member, memberName, secondFactorFrom, alerts } = useShell();
  const { face, width, form } = useFace();
  const { pathname, search } = useLocation();
  const { t, name, locale } = useI18n();
  const common = {
    alerts: alerts.map(({ id, severity, names, expiresAt, ...said }) => ({
      id,
      tone: toneOf(severity),
      title: said.headline[locale] ?? said.headline[said.fallback] ?? "",
      text: said.description[locale] ?? said.description[said.fallback] ?? "",
      where: names.map(name).join(", "),
      until: expiresAt,
    })),
    city: name(city.names),
    emergency: city.emergencyNumber,
    path: pathname + search,
    form,
    locales: city.locales,
    demo: city.demo,
    helpLine: city.about.helpLine,
  };
  if (face === "resident")
    return (
      <ResidentFrame {...common} footer={residentLinks(t)}>
        {children}
      </ResidentFrame>
    );
  const signedIn = {
    ...common,
    nav: member ? menuOf(member, pathname, t) : [],
    account: member && { name: memberName, href: "/account", signOut: "/sign-out" },
    signIn: "/sign-in",
    notice: secondFactorFrom && pathname !== "/account/security" && (
      <SecondFactorNotice from={secondFactorFrom} />
    ),
  };
  if (face === "board") return <BoardFrame {...signedIn}>{children}</BoardFrame>;
  return (
    <MemberFrame {...signedIn} width={width}>
      {children}
    </MemberFrame>
  );
}

/** For coordinators and administrators, in the days of grace. */
function SecondFactorNotice({ from }: { from: Date }) {
  const { t, day } = useI18n();
  return (
    <Notice tone="warning" title={t("security:duty.title")}>
      <p>
        {t("security:duty.until", { day: day(from) })}{" "}
        <a href="/account/security">{t("security:duty.action")}</a>
      </p>
    </Notice>
  );
}

type T = ReturnType<typeof useI18n>["t"];

const residentLinks = (t: T) => [
  { href: "/help", label: t("common:nav.help") },
  { href: "/track", label: t("common:nav.track") },
  { href: "/sign-in", label: t("common:session.signIn") },
];

/** Pages that stand behind the entry of another; it leads to them by one press more. */
const SAME_ENTRY = {
  "/board/numbers": "/board/incidents",
  "/board/plan": "/board/tasks",
  "/board/handover": "/board/shifts",
  "/board/duty": "/board/shifts",
  "/board/alerts": "/board/broadcasts",
};

function menuOf(member: Member, pathname: string, t: T) {
  const coordinates = member.administrator || member.districts.length > 0;
  const entries = [
    coordinates && { href: "/board", label: t("common:nav.board") },
    coordinates && { href: "/board/tasks", label: t("common:nav.tasks") },
    coordinates && { href: "/board/shifts", label: t("common:nav.shifts") },
    coordinates && { href: "/board/resources", label: t("common:nav.resources") },
    coordinates && { href: "/board/volunteers", label: t("common:nav.people") },
    coordinates && { href: "/board/incidents", label: t("common:nav.reports") },
    coordinates && { href: "/board/broadcasts", label: t("messages:broadcast.nav") },
    member.standing && { href: "/tasks", label: t("common:nav.myTasks") },
    member.standing && { href: "/shifts", label: t("common:nav.shifts") },
    member.standing && { href: "/offers", label: t("common:nav.offers") },
    member.standing && { href: "/profile", label: t("common:nav.profile") },
    member.administrator && { href: "/admin", label: t("common:nav.admin") },
  ].filter((entry) => !!entry);
  const at =
    Object.entries(SAME_ENTRY).find(([path]) => pathname.startsWith(path))?.[1] ?? pathname;
  const inside = (href: string) => at === href || at.startsWith(`${href}/`);
  const current = entries
    .filter(({ href }) => inside(href))
    .reduce((best, { href }) => (href.length > best.length ? href : best), "");
  return entries.map((entry) => ({ ...entry, current: entry.href === current }));
}

/** What went wrong, in the reader's language, with a way on. */
export function ErrorBoundary() {
  const { t } = useI18n();
  const { city } = useShell();
  const { face } = useFace();
  const { title, text, again } = reasonOf(useRouteError());
  return (
    <>
      <h1>{t(title)}</h1>
      <p>{t(text, { seconds: SECONDS_TO_WAIT })}</p>
      {/* Residents' pages begin with it. */}
      {face !== "resident" && <EmergencyLine number={city.emergencyNumber} />}
      <p>
        {again ? (
          <ButtonLink href="">{t("common:failure.action")}</ButtonLink>
        ) : (
          <ButtonLink href="/">{t("common:notFound.action")}</ButtonLink>
        )}
      </p>
    </>
  );
}
