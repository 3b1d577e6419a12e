import { data, type LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData, useParams } from "@remix-run/react";
import { useI18n } from "../../i18n/context";
import { trackRequest } from "../../requests/queries/track.server";
import { TrackPage } from "../../requests/view/resident/track-page";
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
  const { t } = useI18n();
  if (tracked)
    return (
      <>
        <Outlet />
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
