import { data, type LoaderFunctionArgs } from "@remix-run/node";
import { exportRecord } from "../../privacy/commands/export-record.server";
import { readRecordFilter } from "../../privacy/rules/filter";
import { requireAdministrator, requireRecent, statusOf } from "../gate.server";

export async function loader(args: LoaderFunctionArgs) {
  await requireAdministrator(args);
  const ctx = await requireRecent(args);
  const filter = readRecordFilter(new URL(args.request.url).searchParams);
  const csv = await exportRecord({ ...ctx, zone: ctx.city.zone }, filter);
  if (!csv.ok) throw data({ refusal: { code: csv.code } }, { status: statusOf(csv) });
  return new Response(csv.value, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="record-${filter.show}.csv"`,
      "Cache-Control": "no-store",
    },
  });
}
