import { eq, sql } from "drizzle-orm";
import { request, requestNote } from "../../../drizzle/schema/requests";
import { record } from "../../audit/commands/record.server";
import type { Events } from "../../audit/events";
import { makeI18n } from "../../i18n/context";
import { command } from "../../platform/command.server";
import type { Acting, Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member } from "../../platform/types";
import { LONGEST_NOTE, ownNoteForm } from "../form";
import { lockOwnRequest, type RequestRow } from "./move.server";

/** The resident adds a word, by the private link. Refuses: `request.unknown`. */
export const addResidentNote = command({
  name: "request.note-own",
  input: ownNoteForm,
  run: async (tx, ctx, { token, note }) => {
    const own = await lockOwnRequest(tx, ctx, token);
    if (!own.ok) return own;
    await writeResidentNote(tx, own.value.resident, own.value.found, asWritten(ctx, note));
    return done(null);
  },
});

/** With when it was written before it, where a phone has kept it until there was a network: it may not be so any more. */
export function asWritten({ change, locale, city, now }: Inside, words = ""): string {
  if (!change.occurredAt) return words;
  const { t, dated } = makeI18n(locale, city.zone, now);
  return [t("help:writtenAt", { at: dated(change.occurredAt) }), words].filter(Boolean).join("\n");
}

export type Noted = Pick<RequestRow, "id" | "districtId">;

/** What a resident has written, for whoever works on the request. */
export async function writeResidentNote(
  tx: Tx,
  ctx: Acting,
  { id: requestId, districtId }: Noted,
  body: string,
  data?: Events["request.noted"],
) {
  await tx.insert(requestNote).values({ requestId, at: ctx.now, author: "resident", body });
  // What is said on a merged request is for whoever works on the other one.
  await tx
    .update(request)
    .set({ unread: sql`least(${request.unread} + 1, 999)` })
    .where(
      sql`${request.id} = (select coalesce(duplicate_of, id) from request own where own.id = ${requestId})`,
    );
  await record(tx, ctx, { type: "request.noted", thingId: requestId, districtId, data });
}

/** What a volunteer on the way has written: for coordinators alone, who see that there is something to read. */
export async function writeVolunteerNote(
  tx: Tx,
  ctx: Acting<Member>,
  requestId: string,
  body: string,
) {
  const { personId } = ctx.actor;
  const words = body.slice(0, LONGEST_NOTE);
  await tx
    .insert(requestNote)
    .values({ requestId, at: ctx.now, author: "volunteer", body: words, personId });
  const [marked] = await tx
    .update(request)
    .set({ unread: sql`least(${request.unread} + 1, 999)` })
    .where(eq(request.id, requestId))
    .returning({ districtId: request.districtId });
  const { districtId } = marked!;
  await record(tx, ctx, { type: "request.noted", thingId: requestId, districtId });
}

/** What a coordinator has written, for the resident too, for the volunteers on the way, or for coordinators alone. */
export async function writeNote(
  tx: Tx,
  ctx: Acting<Member>,
  { id, districtId }: Noted,
  body: string,
  { resident, team = false }: { resident: boolean; team?: boolean },
) {
  const [written] = await tx
    .insert(requestNote)
    .values({
      requestId: id,
      at: ctx.now,
      author: "coordinator",
      body,
      forResident: resident,
      forTeam: team,
      personId: ctx.actor.personId,
    })
    .returning({ id: requestNote.id });
  const data = { note: written!.id, ...(team ? { team } : {}) };
  await record(tx, ctx, { type: "request.noted", thingId: id, districtId, data });
}
