import { data, type LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData, useParams, useSearchParams } from "@remix-run/react";
import { useI18n } from "../../i18n/context";
import { trackRequest } from "../../requests/queries/track.server";
import { IllegibleNotice } from "../../requests/view/resident/illegible-notice";
import { TrackPage } from "../../requests/view/resident/track-page";
import { Script } from "../../ui/script";
import { titled } from "../titled";

export const meta = titled("track:title");

export async function loader({ params, context }: LoaderFunctionArgs) {
  const tracked = await trackRequest(context.db, params.token ?? "");
  const url = `${context.origin}/track/${params.token}`;
  return data({ tracked, url }, { status: tracked ? 200 : 404 });
}

export default function Track() {
  const { tracked, url } = useLoaderData<typeof loader>();
  const { token } = useParams();
  const [search] = useSearchParams();
  const { t } = useI18n();
  if (tracked)
    return (
      <>
        <Outlet />
        <IllegibleNotice fields={search.get("illegible") ?? ""} />
        <Script name="draft" />
        <TrackPage link={`/track/${token}`} url={url} tracked={tracked} />
      </>
    );
  return (
    <>
      <h1>{t("track:missingTitle")}</h1>
      <p>{t("track:missing")}</p>
      <p>
        <a className="btn" href="/track">
          {t("track:lookUp")}
        </a>
      </p>
    </>
  );
}
