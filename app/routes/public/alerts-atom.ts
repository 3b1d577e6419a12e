import type { LoaderFunctionArgs } from "@remix-run/node";
import { nameIn } from "../../i18n/translate";
import { readAlerts } from "../../messages/queries/alerts.server";
import { atomFeed } from "../../messages/rules/cap";

/** The city's warnings that are in force or have been called off early, as a feed. */
export async function loader({ context: { db, city, origin, locale, now } }: LoaderFunctionArgs) {
  const alerts = await readAlerts(db, city, { now });
  const sender = { origin, name: `Naaber ${nameIn(city.names, locale)}` };
  const headers = { "Content-Type": "application/atom+xml; charset=utf-8" };
  return new Response(atomFeed(alerts, sender, now), { headers });
}
