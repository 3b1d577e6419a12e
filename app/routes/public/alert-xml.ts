import type { LoaderFunctionArgs } from "@remix-run/node";
import { nameIn } from "../../i18n/translate";
import { readAlerts } from "../../messages/queries/alerts.server";
import { capXml } from "../../messages/rules/cap";
import { found } from "../gate.server";

/** One warning as CAP 1.2 has it. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const { db, city, origin, locale } = context;
  const [, id] = /^([\da-f-]{36})\.xml$/.exec(params.file ?? "") ?? [];
  const [alert] = id ? await readAlerts(db, city, { id }) : [];
  const sender = { origin, name: `Naaber ${nameIn(city.names, locale)}` };
  const headers = { "Content-Type": "application/cap+xml; charset=utf-8" };
  return new Response(capXml(found(alert), sender), { headers });
}
