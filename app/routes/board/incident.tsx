import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useOutlet } from "@remix-run/react";
import { mayKeepIncidents } from "../../incidents/policy";
import { readReport } from "../../overview/queries/report.server";
import { ReportPage } from "../../overview/view/report-page";
import { found, requireCoordinator } from "../gate.server";
import { titled } from "../titled";

export const handle = { face: "board" };
export const meta = titled("overview:report.title");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const report = found(await readReport(ctx, args.params.id ?? ""));
  return { report, mayKeep: mayKeepIncidents(ctx.actor) };
}

export default function Incident() {
  return <ReportPage {...useLoaderData<typeof loader>()} refusal={useOutlet()} />;
}
