import { eq, sql } from "drizzle-orm";
import { category } from "../../../drizzle/schema/districts";
import { request, requestNote } from "../../../drizzle/schema/requests";
import { nameIn, translator } from "../../i18n/translate";
import type { Tx } from "../../platform/database.server";
import type { FindReaders, Line } from "./reader";

/** The resident of a request: of a note only when it is for them too. */
export const residentOf: FindReaders = async (tx, { origin }, line, { template }) => {
  if (template === "request_note" && !(await isForResident(tx, line))) return [];
  const [found] = await tx
    .select({ locale: request.locale, code: request.code, names: category.names })
    .from(request)
    .innerJoin(category, eq(category.id, request.categoryId))
    .where(eq(request.id, line.thingId));
  if (!found) return [];
  const { locale, code, names } = found;
  const state = line.toState ?? "submitted";
  const headline = translator(locale)(`track:headline.${state}` as never);
  const params = {
    code,
    what: nameIn(names, locale),
    url: `${origin}/track`,
    happened: template === "request_note" ? "" : headline,
  };
  return [{ kind: "request", id: line.thingId, locale, params }];
};

async function isForResident(tx: Tx, { thingId, data }: Line): Promise<boolean> {
  const [note] = await tx
    .select({ forResident: requestNote.forResident })
    .from(requestNote)
    .where(sql`${requestNote.requestId} = ${thingId} and ${requestNote.id}::text = ${data.note}`);
  return note?.forResident ?? false;
}
