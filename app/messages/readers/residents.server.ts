import { eq, sql } from "drizzle-orm";
import { category } from "../../../drizzle/schema/districts";
import { request, requestNote } from "../../../drizzle/schema/requests";
import { nameIn, translator } from "../../i18n/translate";
import type { Tx } from "../../platform/database.server";
import { headlineOf } from "../../requests/rules/journey";
import type { Cover } from "../../requests/states";
import { CLOSING_REASONS, type ClosingReason, type RequestState } from "../../requests/types";
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
  const said = translator(locale);
  const reason = CLOSING_REASONS.find((one) => one === line.reason);
  // Where it stood then, not where it stands now: the mail tells of this step.
  const headline = said(`track:headline.${headlineOfLine(line, reason ?? null)}`);
  const params = {
    code,
    what: nameIn(names, locale),
    url: `${origin}/track`,
    happened: template === "request_note" ? "" : headline,
    why: template === "request_changed" && reason ? said(`track:reason.${reason}`) : "",
  };
  return [{ kind: "request", id: line.thingId, locale, params }];
};

function headlineOfLine({ type, toState, reason }: Line, closing: ClosingReason | null) {
  const covered = type === "request.covered" ? (reason as Cover) : null;
  const trouble = reason === "not_come" ? reason : null;
  return headlineOf({
    state: covered ? "in_progress" : ((toState ?? "submitted") as RequestState),
    cover: covered ?? "nobody_asked",
    trouble: type === "request.delivered_short" ? "short" : trouble,
    reason: closing,
  });
}

async function isForResident(tx: Tx, { thingId, data }: Line): Promise<boolean> {
  const [note] = await tx
    .select({ forResident: requestNote.forResident })
    .from(requestNote)
    .where(sql`${requestNote.requestId} = ${thingId} and ${requestNote.id}::text = ${data.note}`);
  return note?.forResident ?? false;
}
