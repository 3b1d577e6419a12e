import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useI18n } from "../../i18n/context";
import { cancelRequest } from "../../requests/commands/cancel.server";
import { trackRequest } from "../../requests/queries/track.server";
import { TrackPage } from "../../requests/view/resident/track-page";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const found = await trackRequest(context.db, params.token ?? "");
  return data({ found }, { status: found ? 200 : 404 });
}

export async function action({ params, context }: ActionFunctionArgs) {
  const cancelled = await cancelRequest(context, params.token ?? "");
  if (cancelled.ok) return redirect(`/track/${params.token}`, 303);
  return data({ code: cancelled.code }, { status: 409 });
}

export default function Track() {
  const { found } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t, refusal } = useI18n();
  if (found) return <TrackPage {...found} refusal={answer ? refusal(answer.code) : null} />;
  return (
    <>
      <h1>{t("track:missingTitle")}</h1>
      <p>{t("track:missing")}</p>
    </>
  );
}
