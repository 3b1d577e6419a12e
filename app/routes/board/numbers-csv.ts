import type { LoaderFunctionArgs } from "@remix-run/node";
import { makeI18n } from "../../i18n/context";
import { readNumbers } from "../../overview/queries/numbers.server";
import { readAsked } from "../../overview/rules/asked";
import { tidyNumbers } from "../../overview/rules/tidy";
import { requireCoordinator } from "../gate.server";
import { csvOf } from "../tidy-csv.server";

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const { zone } = ctx.city;
  const asked = readAsked(new URL(args.request.url).searchParams, ctx.now, zone);
  const { counted } = await readNumbers(ctx, asked);
  return csvOf(
    tidyNumbers(counted, makeI18n(ctx.locale, zone, ctx.now)),
    ctx.locale,
    "numbers.csv",
  );
}
