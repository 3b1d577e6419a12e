import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { mayKeepIncidents } from "../../incidents/policy";
import { listIncidents } from "../../incidents/queries/incidents.server";
import { IncidentsPage } from "../../incidents/view/incidents-page";
import { ReportsMenu } from "../../overview/view/reports-menu";
import { requireCoordinator } from "../gate.server";
import { titled } from "../titled";

export const handle = { face: "board" };
export const meta = titled("overview:incident.title");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  return { incidents: await listIncidents(ctx), mayKeep: mayKeepIncidents(ctx.actor) };
}

export default function Incidents() {
  const menu = <ReportsMenu current="incidents" />;
  return <IncidentsPage {...useLoaderData<typeof loader>()} menu={menu} />;
}
