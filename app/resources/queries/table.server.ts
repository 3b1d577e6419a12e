import { and, asc, eq } from "drizzle-orm";
import { isIn } from "../../../drizzle/schema/columns";
import { district } from "../../../drizzle/schema/districts";
import { offer, resourceKind } from "../../../drizzle/schema/resources";
import { inScope } from "../../accounts/queries/scope.server";
import type { Ctx } from "../../platform/context.server";
import { csvOut } from "../../platform/csv-out.server";
import type { Member } from "../../platform/types";
import { attributeField } from "../rules/attributes";
import { attributeColumns } from "../rules/table";
import { LIVE_OFFERS } from "../states";
import { counts, readKinds } from "./offers.server";

/** The live offers of a coordinator's districts as CSV, without anything that says whose they are or where exactly. */
export async function offersAsCsv(ctx: Ctx<Member>): Promise<string> {
  const kinds = await readKinds(ctx.db);
  const rows = await ctx.db
    .select({
      number: offer.number,
      state: offer.state,
      kind: resourceKind.code,
      title: offer.title,
      organisation: offer.organisation,
      district: district.code,
      attributes: offer.attributes,
      conditions: offer.conditions,
      unit: resourceKind.unit,
      ...counts,
    })
    .from(offer)
    .innerJoin(resourceKind, eq(resourceKind.id, offer.kindId))
    .leftJoin(district, eq(district.id, offer.districtId))
    .where(and(inScope(ctx.actor, offer.districtId), isIn(offer.state, LIVE_OFFERS)))
    .orderBy(asc(offer.number));
  const columns = [
    "number",
    "state",
    "kind",
    "title",
    "quantity",
    "unit",
    "reserved",
    "out",
    "organisation",
    "district",
    "conditions",
    ...attributeColumns(kinds),
  ];
  const records = rows.map(({ attributes, stock, promised, ...row }) => ({
    ...row,
    quantity: stock,
    reserved: promised,
    // Numbers as numbers: each country writes their decimals in its own way.
    ...Object.fromEntries(
      Object.entries(attributes).map(([code, value]) => [
        attributeField(row.kind, code),
        value === true ? "yes" : value,
      ]),
    ),
  }));
  return csvOut(records, { locale: ctx.locale, columns });
}
