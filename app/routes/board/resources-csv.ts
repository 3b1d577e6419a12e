import type { LoaderFunctionArgs } from "@remix-run/node";
import { offersAsCsv } from "../../resources/queries/table.server";
import { requireCoordinator, requireRecent } from "../gate.server";

/** A table leaves the house: whoever takes it shows first who they are. */
async function exportingCoordinator(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  await requireRecent(args);
  return ctx;
}

export async function loader(args: LoaderFunctionArgs) {
  const csv = await offersAsCsv(await exportingCoordinator(args));
  return new Response(csv, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": 'attachment; filename="offers.csv"',
      "Cache-Control": "no-store",
    },
  });
}
