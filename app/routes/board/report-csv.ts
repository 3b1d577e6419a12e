import type { LoaderFunctionArgs } from "@remix-run/node";
import { makeI18n } from "../../i18n/context";
import { readReport } from "../../overview/queries/report.server";
import { tidyReport } from "../../overview/rules/tidy";
import { found, requireCoordinator } from "../gate.server";
import { csvOf } from "../tidy-csv.server";

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const report = found(await readReport(ctx, args.params.id ?? ""));
  const i18n = makeI18n(ctx.locale, ctx.city.zone, ctx.now);
  return csvOf(tidyReport(report, i18n), ctx.locale, "incident.csv");
}
