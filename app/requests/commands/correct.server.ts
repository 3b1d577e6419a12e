import { eq } from "drizzle-orm";
import { request, requestPrivate } from "../../../drizzle/schema/requests";
import { record } from "../../audit/commands/record.server";
import { translator } from "../../i18n/translate";
import { command } from "../../platform/command.server";
import { readPhone } from "../../platform/phone";
import { done, refuse } from "../../platform/types";
import { correctionForm } from "../form";
import { stairsInWords } from "../rules/stairs";
import { lockOwnRequest } from "./move.server";
import { asWritten, writeResidentNote } from "./note.server";
import { placeOnStreets } from "./place-by-street.server";

/**
 * The resident corrects, by the private link, how they are reached and found. It counts at once, and what stood there before is
 * kept as their word, which whoever acts on the request reads. Where they are on the map a coordinator places. Refuses:
 * `request.unknown`, `request.nothing_changed`.
 */
export const correctRequest = command({
  name: "request.correct-own",
  input: correctionForm,
  run: async (tx, ctx, { token, phone, forPhone, email, address, access, floor, lift }) => {
    const own = await lockOwnRequest(tx, ctx, token);
    if (!own.ok) return own;
    const { found, resident } = own.value;
    const where = eq(requestPrivate.requestId, found.id);
    const [stands] = await tx.select().from(requestPrivate).where(where);
    if (!stands) return refuse("request.unknown");
    const read = phone ? readPhone(phone, ctx.city.callingCode) : null;
    const readFor = forPhone ? readPhone(forPhone, ctx.city.callingCode) : null;
    const reach = { phone: read?.phone ?? "", forPhone: readFor?.phone ?? "" };
    const wanted = { ...reach, email, address, access };
    const changes = (Object.entries(wanted) as [keyof typeof wanted, string][]).filter(
      ([field, text]) => text !== "" && text !== stands[field],
    );
    const door = { floor: floor ?? found.floor, lift: lift ?? found.lift };
    const doorChanges = (["floor", "lift"] as const).filter((one) => door[one] !== found[one]);
    if (changes.length + doorChanges.length === 0) return refuse("request.nothing_changed");
    if (changes.length > 0)
      await tx.update(requestPrivate).set(Object.fromEntries(changes)).where(where);
    if (doorChanges.length > 0) {
      // A coordinator's form that is open shows what has changed before it overwrites it.
      const version = found.version + 1;
      await tx
        .update(request)
        .set({ ...door, version })
        .where(eq(request.id, found.id));
    }
    await placeOnStreets(tx, [found.id]);
    const t = translator(ctx.locale);
    const lines = changes.map(([field, text]) => {
      // Of two numbers, whose it is.
      const whose = field === "forPhone" ? `${t("help:field.forPhone")}: ` : "";
      return `${whose}${stands[field] || "—"} → ${text}`;
    });
    if (doorChanges.length > 0) {
      const words = { t, number: String };
      lines.push(`${stairsInWords(words, found) || "—"} → ${stairsInWords(words, door)}`);
    }
    await writeResidentNote(
      tx,
      resident,
      found,
      asWritten(ctx, [...lines, read?.asTyped, readFor?.asTyped].filter(Boolean).join("\n")),
    );
    const { id, districtId } = found;
    const data = { fields: [...changes.map(([field]) => field), ...doorChanges] };
    await record(tx, resident, { type: "request.corrected", thingId: id, districtId, data });
    return done(null);
  },
});
