import { and, eq, inArray, sql } from "drizzle-orm";
import { district } from "../../../drizzle/schema/districts";
import { request, requestPrivate } from "../../../drizzle/schema/requests";
import { record } from "../../audit/commands/record.server";
import type { Acting, Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import type { Locale } from "../../platform/types";
import { alarmOf, PRESSING_ALARMS } from "../rules/alarm";
import type { GuessedPlace } from "../rules/guess-place";
import { readHelp } from "../rules/read-help";
import type { RequestRow } from "./move.server";
import { placeOnStreets } from "./place-by-street.server";
import { saveRequest, VISITOR, writeWords } from "./submit.server";

type TextRequest = {
  /** E.164, or as it came: an organisation's name can't be called back, and is read all the same. */
  from: string;
  text: string;
  locale: Locale;
  /** What the words are likely about; empty for none. */
  kind: string;
  place: GuessedPlace;
};

const NOTHING = {
  people: "",
  vulnerable: [],
  address: "",
  floor: "",
  lift: "",
  access: "",
  lat: "",
  lon: "",
  hours: "",
  email: "",
  forName: "",
  forPhone: "",
};

/**
 * A request by text message, in its sender's own words; kind and district are guesses, and without one it is in the city-wide
 * queue. Refuses: `request.category` where there are no words.
 */
export function takeText(tx: Tx, ctx: Inside, { from, text, locale, kind, place }: TextRequest) {
  const isNumber = from.startsWith("+");
  const form = readHelp({
    ...NOTHING,
    category: kind,
    details: text,
    district: place.district ?? "",
    name: isNumber ? "" : from,
    phone: isNumber ? from : "",
  });
  // Words that no list knows may be anything: they are read before what is known to be calm.
  const atLeast = kind ? "low" : "high";
  const way = { channel: "sms", locale, takenBy: null, flood: null, atLeast } as const;
  return saveRequest(tx, { ...ctx, actor: VISITOR, locale }, form, way);
}

/**
 * A further text message on a locked request: its resident's word, and where they are, where nobody knows that yet. Gives whether
 * it was taken for that.
 */
export async function addText(
  tx: Tx,
  resident: Acting,
  found: RequestRow,
  { text, place }: { text: string; place: GuessedPlace | null },
): Promise<{ placed: boolean }> {
  await writeWords(tx, resident, found, text);
  await raiseAlarm(tx, found, text);
  return { placed: place !== null && (await putAt(tx, resident, found, text, place)) };
}

/** Words of danger on a request that nobody has read make that it is read first. */
async function raiseAlarm(tx: Tx, { id, state, alarm }: RequestRow, text: string) {
  const heard = alarmOf(text);
  if (!heard || state !== "submitted" || (alarm && PRESSING_ALARMS.includes(alarm))) return;
  await tx.update(request).set({ alarm: heard }).where(eq(request.id, id));
}

/** The address stays as the resident wrote it; what a coordinator or they themselves have entered is not touched. */
async function putAt(
  tx: Tx,
  resident: Acting,
  { id, state, districtId }: RequestRow,
  text: string,
  place: GuessedPlace,
): Promise<boolean> {
  const [put] = await tx
    .update(requestPrivate)
    .set({ address: text.slice(0, 300) })
    .where(and(eq(requestPrivate.requestId, id), eq(requestPrivate.address, "")))
    .returning({ id: requestPrivate.requestId });
  if (!put) return false;
  const named = districtId === null && state === "submitted" ? place.district : null;
  if (named)
    await tx
      .update(request)
      .set({
        districtId: sql`(select ${district.id} from ${district} where ${district.code} = ${named})`,
      })
      .where(and(eq(request.id, id), inArray(request.state, ["submitted"])));
  const [stands] = await tx
    .select({ districtId: request.districtId })
    .from(request)
    .where(eq(request.id, id));
  await placeOnStreets(tx, [id]);
  const line = { thingId: id, districtId: stands!.districtId, data: { fields: ["address"] } };
  await record(tx, resident, { type: "request.corrected", ...line });
  return true;
}
