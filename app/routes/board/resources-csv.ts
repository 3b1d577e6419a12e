import type { LoaderFunctionArgs } from "@remix-run/node";
import { offersAsCsv } from "../../resources/queries/table.server";
import { requireCoordinator } from "../gate.server";

export async function loader(args: LoaderFunctionArgs) {
  const csv = await offersAsCsv(await requireCoordinator(args));
  return new Response(csv, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": 'attachment; filename="offers.csv"',
      "Cache-Control": "no-store",
    },
  });
}
