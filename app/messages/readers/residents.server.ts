import { eq, or, sql } from "drizzle-orm";
import { category } from "../../../drizzle/schema/districts";
import { request, requestNote } from "../../../drizzle/schema/requests";
import { doorNumbersFor } from "../../dispatch/queries/at-the-door.server";
import { nameIn, translator } from "../../i18n/translate";
import type { Tx } from "../../platform/database.server";
import type { Names } from "../../platform/types";
import { headlineOf } from "../../requests/rules/journey";
import type { Cover } from "../../requests/states";
import { CLOSING_REASONS, type ClosingReason, type RequestState } from "../../requests/types";
import { ofSameContact } from "../queries/sender.server";
import type { Row } from "../rules/table";
import type { Reader } from "../types";
import type { FindReaders, Line } from "./reader";

/**
 * The resident of a request: of a note only when it is for them too, of its code unless they were given it in answer to their
 * text message, or it looks like one of a flood. That somebody comes is for the doors of those that were merged into it, too.
 */
export const residentOf: FindReaders = async (tx, { origin }, line, row) => {
  const words = row.template === "request_note" ? await wordsForResident(tx, line) : "";
  if (words === null) return [];
  const own = eq(request.id, line.thingId);
  const isComing = line.type === "request.covered";
  const households = await tx
    .select({
      id: request.id,
      locale: request.locale,
      code: request.code,
      names: category.names,
      channel: request.channel,
    })
    .from(request)
    .innerJoin(category, eq(category.id, request.categoryId))
    .where(isComing ? or(own, eq(request.duplicateOf, line.thingId)) : own);
  // Whoever asked twice hears it once.
  const others = households.flatMap(({ id }) => (id === line.thingId ? [] : id));
  const twins = await ofSameContact(tx, line.thingId, others);
  const readers: Reader[] = [];
  for (const one of households)
    if (!twins.includes(one.id) && !hasCode(one, line, row))
      readers.push(await readerOf(tx, origin, line, row, one, words));
  return readers;
};

type Household = Pick<typeof request.$inferSelect, "id" | "locale" | "code" | "channel"> & {
  names: Names;
};

const hasCode = ({ channel }: Household, { data }: Line, { template }: Row) =>
  template === "request_code" && (channel === "sms" || Boolean(data.setAside));

async function readerOf(
  tx: Tx,
  origin: string,
  line: Line,
  { template }: Row,
  { id, locale, code, names }: Household,
  words: string,
): Promise<Reader> {
  const said = translator(locale);
  const reason = CLOSING_REASONS.find((one) => one === line.reason);
  // Where it stood then, not where it stands now: the mail tells of this step.
  const headline = said(`track:headline.${headlineOfLine(line, reason ?? null)}`);
  const hasSetOut = line.type === "request.covered" && line.reason === "on_the_way";
  const numbers = hasSetOut ? (await doorNumbersFor(tx, id)).join(", ") : "";
  const params = {
    code,
    what: nameIn(names, locale),
    url: `${origin}/track`,
    happened: template === "request_note" ? "" : headline,
    why: template === "request_changed" && reason ? said(`track:reason.${reason}`) : "",
    how:
      line.toState === "fulfilled"
        ? said("sms:how.came")
        : numbers && said("sms:how.door", { numbers }),
    numbers,
  };
  return { kind: "request", id, locale, params, words };
}

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

/** What a coordinator has written; null where it is not for the resident. */
async function wordsForResident(tx: Tx, { thingId, data }: Line): Promise<string | null> {
  // A volunteer's word.
  if (!data.note) return null;
  const [note] = await tx
    .select({ forResident: requestNote.forResident, body: requestNote.body })
    .from(requestNote)
    .where(sql`${requestNote.requestId} = ${thingId} and ${requestNote.id}::text = ${data.note}`);
  return note?.forResident ? note.body : null;
}
