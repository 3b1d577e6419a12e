import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readChoices } from "../../districts/queries.server";
import { readDeeds, readLooks } from "../../privacy/queries/record.server";
import { filterQuery, readRecordFilter } from "../../privacy/rules/filter";
import { RecordPage } from "../../privacy/view/record-page";
import { requireAdministrator } from "../gate.server";
import { titled } from "../titled";

export const meta = titled("privacy:title");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireAdministrator(args);
  const filter = readRecordFilter(new URL(args.request.url).searchParams);
  const zoned = { ...ctx, zone: ctx.city.zone };
  const { districts } = await readChoices(ctx.db);
  const page = { filter, query: filterQuery(filter), districts };
  if (filter.show === "looks") {
    const { lines, next } = await readLooks(zoned, filter);
    return { ...page, deeds: null, looks: lines, next };
  }
  const { lines, next } = await readDeeds(zoned, filter);
  return { ...page, deeds: lines, looks: null, next };
}

export default function Record() {
  return <RecordPage {...useLoaderData<typeof loader>()} />;
}
