import type { LoaderFunctionArgs } from "@remix-run/node";
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  useLocation,
  useMatches,
  useRouteError,
  useRouteLoaderData,
} from "@remix-run/react";
import type { ReactNode } from "react";
import { I18nProvider, makeI18n, useI18n } from "./i18n/context";
import type { Member } from "./platform/types";
import appCss from "./ui/app.css?url";
import { BoardFrame, MemberFrame } from "./ui/member-frame";
import { Notice } from "./ui/notice";
import residentCss from "./ui/resident.css?inline";
import { ResidentFrame } from "./ui/resident-frame";

export function loader({ context }: LoaderFunctionArgs) {
  const { zone, locales, emergencyNumber, names, demo, credits } = context.city;
  const { locale, nonce, now, actor, memberName, dev, assurance, session } = context;
  const member = actor.kind === "member" ? actor : null;
  const city = { zone, locales, emergencyNumber, names, demo, credits };
  const secondFactorFrom = assurance === "grace" ? (session?.requiredFrom ?? null) : null;
  return { city, locale, nonce, now, member, memberName, dev, secondFactorFrom };
}

type Handle = { face?: "resident" | "member" | "board"; width?: "column" | "wide" };

const useRoot = () => useRouteLoaderData<typeof loader>("root");

/** The face that the innermost page asks for; a page that says nothing is for residents. */
function useFace(): Handle & { face: NonNullable<Handle["face"]> } {
  const handles = useMatches().map((match) => (match.handle ?? {}) as Handle);
  const asked = handles.reverse().find((handle) => handle.face);
  return { ...asked, face: asked?.face ?? "resident" };
}

/** Nothing is hydrated: a page is its HTML, and residents' phones download no script. */
export function Layout({ children }: { children: ReactNode }) {
  const root = useRoot();
  const { face } = useFace();
  const locale = root?.locale ?? "en";
  return (
    <html lang={locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <Meta />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        {face === "resident" ? (
          // biome-ignore lint/security/noDangerouslySetInnerHtml: our own stylesheet, inlined for the first round trip
          <style nonce={root?.nonce} dangerouslySetInnerHTML={{ __html: residentCss }} />
        ) : (
          <link rel="stylesheet" href={appCss} />
        )}
        <Links />
        {root?.dev && <script type="module" src="/@vite/client" />}
      </head>
      <body>
        <I18nProvider
          locale={locale}
          zone={root?.city.zone ?? "UTC"}
          now={new Date(root?.now ?? Date.now())}
        >
          {root ? <Frame>{children}</Frame> : children}
        </I18nProvider>
      </body>
    </html>
  );
}

export const meta = () => [{ title: "Naaber" }];

export default function Page() {
  return <Outlet />;
}

function Frame({ children }: { children: ReactNode }) {
  const { city, member, memberName, secondFactorFrom } = useRoot()!;
  const { face, width } = useFace();
  const { pathname, search } = useLocation();
  const { t, name } = useI18n();
  const common = {
    city: name(city.names),
    emergency: city.emergencyNumber,
    path: pathname + search,
    locales: city.locales,
    demo: city.demo,
  };
  if (face === "resident")
    return (
      <ResidentFrame {...common} footer={residentLinks(t)} credits={city.credits.map(name)}>
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

function menuOf(member: Member, pathname: string, t: T) {
  const coordinates = member.administrator || member.districts.length > 0;
  const entries = [
    coordinates && { href: "/board", label: t("common:nav.board") },
    coordinates && { href: "/board/tasks", label: t("common:nav.tasks") },
    coordinates && { href: "/board/shifts", label: t("common:nav.shifts") },
    coordinates && { href: "/board/resources", label: t("common:nav.resources") },
    coordinates && { href: "/board/volunteers", label: t("common:nav.people") },
    member.standing && { href: "/tasks", label: t("common:nav.myTasks") },
    member.standing && { href: "/shifts", label: t("common:nav.shifts") },
    member.standing && { href: "/offers", label: t("common:nav.offers") },
    member.standing && { href: "/profile", label: t("common:nav.profile") },
    member.administrator && { href: "/admin", label: t("common:nav.admin") },
  ].filter((entry) => !!entry);
  const inside = (href: string) => pathname === href || pathname.startsWith(`${href}/`);
  const current = entries
    .filter(({ href }) => inside(href))
    .reduce((best, { href }) => (href.length > best.length ? href : best), "");
  return entries.map((entry) => ({ ...entry, current: entry.href === current }));
}

/** What went wrong, in the reader's language, with a way on. */
export function ErrorBoundary() {
  const error = useRouteError();
  const root = useRoot();
  const status = isRouteErrorResponse(error) ? error.status : 500;
  const { t } = makeI18n(root?.locale ?? "en", root?.city.zone ?? "UTC", new Date());
  const kind = status === 403 ? "forbidden" : status === 404 ? "notFound" : "failure";
  const [href, way] =
    kind === "failure" ? ["", t("common:failure.action")] : ["/", t("common:notFound.action")];
  return (
    <>
      <h1>{t(`common:${kind}.title`)}</h1>
      <p>{t(`common:${kind}.text`)}</p>
      <p>
        <a className="btn" href={href}>
          {way}
        </a>
      </p>
    </>
  );
}
