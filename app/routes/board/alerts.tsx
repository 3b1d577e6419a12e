import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { publishAlert } from "../../messages/commands/publish-alert.server";
import { listAlerts, wordsOfBroadcast } from "../../messages/queries/board-alerts.server";
import { districtsToWriteTo } from "../../messages/queries/broadcasts.server";
import { typedOfAlert, typedOfBroadcast } from "../../messages/rules/alert-form";
import { AlertsPage } from "../../messages/view/alerts-page";
import { answer, perform, readSent } from "../answer.server";
import { requireCoordinator } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const handle = { face: "member" };
export const meta = titled("messages:alert.title");

/** The warnings, and a form: empty, with the words of `?broadcast=`, or of the one that `?update=` changes. */
export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const { searchParams } = new URL(args.request.url);
  const from = searchParams.get("broadcast");
  const [alerts, districts, source] = await Promise.all([
    listAlerts(ctx),
    districtsToWriteTo(ctx),
    from ? wordsOfBroadcast(ctx, from) : null,
  ]);
  const changed = alerts.find(
    ({ id, mayChange }) => mayChange && id === searchParams.get("update"),
  );
  const begun = changed
    ? typedOfAlert(changed)
    : source && from
      ? typedOfBroadcast(source, from)
      : null;
  const { administrator } = ctx.actor;
  const saved = searchParams.has("saved");
  return { alerts, districts, administrator, locales: ctx.city.locales, begun, saved };
}

/** Publishes one. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const sent = await readSent(args.request, ["district"]);
  return answer(sent, await perform(ctx, publishAlert, sent), "/board/alerts?saved");
}

export default function Alerts() {
  const { kept, errors, refusal } = useAnswer();
  const { begun, ...shown } = useLoaderData<typeof loader>();
  return <AlertsPage {...shown} typed={kept ?? begun} errors={errors} refusal={refusal} />;
}
