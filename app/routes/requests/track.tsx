import { data, type LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData, useLocation, useParams, useSearchParams } from "@remix-run/react";
import { whoIsAtTheDoor } from "../../dispatch/queries/at-the-door.server";
import { useI18n } from "../../i18n/context";
import { trackRequest } from "../../requests/queries/track.server";
import { readUsual } from "../../requests/queries/usual-reading.server";
import { CorrectionForm } from "../../requests/view/resident/correction-form";
import { IllegibleNotice } from "../../requests/view/resident/illegible-notice";
import { Waiting } from "../../requests/view/resident/kept";
import { TrackPage } from "../../requests/view/resident/track-page";
import { Script } from "../../ui/script";
import { titled } from "../titled";

export const meta = titled("track:title");

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { db, now } = context;
  const token = params.token ?? "";
  const tracked = await trackRequest(db, token);
  const { cover } = tracked?.joined ?? tracked ?? {};
  const isComing = cover === "on_the_way" || cover === "there";
  const visitors = isComing ? await whoIsAtTheDoor(db, token) : [];
  const usual =
    tracked?.state === "submitted" ? await readUsual(db, tracked.districtId, now) : null;
  const url = `${context.origin}/track/${params.token}`;
  // Nobody's who signs in: the browser may be one that others use.
  const kept =
    context.actor.kind === "visitor" ? { emergency: context.city.emergencyNumber } : null;
  return data({ tracked, url, visitors, usual, kept }, { status: tracked ? 200 : 404 });
}

export default function Track() {
  const { tracked, url, ...more } = useLoaderData<typeof loader>();
  const { token } = useParams();
  const [search] = useSearchParams();
  const step = useLocation().pathname.split("/")[3];
  const isNote = step === "notes";
  const { t } = useI18n();
  if (tracked)
    return (
      <>
        {!isNote && <Outlet context={tracked} />}
        <IllegibleNotice fields={search.get("illegible") ?? ""} />
        <TrackPage
          link={`/track/${token}`}
          url={url}
          tracked={tracked}
          noteForm={isNote && <Outlet context={tracked} />}
          correction={
            more.kept &&
            step !== "corrections" && (
              <div className="kept">
                <CorrectionForm
                  link={`/track/${token}`}
                  typed={{}}
                  errors={{}}
                  refusal={null}
                  forOther={tracked.written.forOther}
                />
              </div>
            )
          }
          {...more}
        />
        <Script name="draft" />
        <Script name="follow" />
        <Script name="share" />
      </>
    );
  return (
    <>
      <h1 data-why="">{t("track:missingTitle")}</h1>
      {more.kept && <Waiting />}
      <p>{t("track:missing")}</p>
      <p>
        <a className="btn" href="/track">
          {t("track:lookUp")}
        </a>
      </p>
      <Script name="draft" />
    </>
  );
}
