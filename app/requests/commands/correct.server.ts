import { eq } from "drizzle-orm";
import { requestPrivate } from "../../../drizzle/schema/requests";
import { record } from "../../audit/commands/record.server";
import { command } from "../../platform/command.server";
import { readPhone } from "../../platform/phone";
import { done, refuse } from "../../platform/types";
import { correctionForm } from "../form";
import { lockOwnRequest } from "./move.server";
import { writeResidentNote } from "./note.server";
import { placeOnStreets } from "./place-by-street.server";

/**
 * The resident corrects, by the private link, how they are reached and found. It counts at once, and what stood there before is
 * kept as their word, which whoever acts on the request reads. Where they are on the map a coordinator places. Refuses:
 * `request.unknown`, `request.nothing_changed`.
 */
export const correctRequest = command({
  name: "request.correct-own",
  input: correctionForm,
  run: async (tx, ctx, { token, phone, email, address, access }) => {
    const own = await lockOwnRequest(tx, ctx, token);
    if (!own.ok) return own;
    const { found, resident } = own.value;
    const where = eq(requestPrivate.requestId, found.id);
    const [stands] = await tx.select().from(requestPrivate).where(where);
    if (!stands) return refuse("request.unknown");
    const read = phone ? readPhone(phone, ctx.city.callingCode) : null;
    const wanted = { phone: read?.phone ?? "", email, address, access };
    const changes = (Object.entries(wanted) as [keyof typeof wanted, string][]).filter(
      ([field, text]) => text !== "" && text !== stands[field],
    );
    if (changes.length === 0) return refuse("request.nothing_changed");
    await tx.update(requestPrivate).set(Object.fromEntries(changes)).where(where);
    await placeOnStreets(tx, [found.id]);
    const lines = changes.map(([field, text]) => `${stands[field] || "—"} → ${text}`);
    await writeResidentNote(
      tx,
      resident,
      found,
      [...lines, read?.asTyped].filter(Boolean).join("\n"),
    );
    const { id, districtId } = found;
    const data = { fields: changes.map(([field]) => field) };
    await record(tx, resident, { type: "request.corrected", thingId: id, districtId, data });
    return done(null);
  },
});
