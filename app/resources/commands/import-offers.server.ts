import { createHash } from "node:crypto";
import { inArray, sql } from "drizzle-orm";
import { offer } from "../../../drizzle/schema/resources";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import type { Db } from "../../platform/database.server";
import { done, type Member, refuse } from "../../platform/types";
import { tableForm } from "../form";
import { keepsOffers, mayKeepOffer } from "../policy";
import type { TableRow } from "../rules/table";
import { OUTSIDE, saveOffer, storedKey } from "./make-offer.server";
import { moveOffer } from "./steps.server";

/** The key of a row's offer: the same for the same row. */
const keyOf = (row: string): string =>
  createHash("sha256").update(`row ${row}`).digest("base64url");

/** The lines of those rows of a table that have been taken in before. */
export async function knownRows(db: Db, rows: readonly TableRow[]): Promise<Set<number>> {
  const whole = rows.filter(({ offer: form }) => form !== null);
  const lines = new Map(whole.map(({ row, line }) => [storedKey(keyOf(row)), line]));
  if (lines.size === 0) return new Set();
  const found = await db
    .select({ formKey: offer.formKey })
    .from(offer)
    .where(inArray(offer.formKey, [...lines.keys()].map(asUuid)));
  return new Set(found.map(({ formKey }) => lines.get(formKey.replaceAll("-", ""))!));
}

const asUuid = (hex: string) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

/**
 * Takes in all rows of a table or none of them, verified by the coordinator who brings them; rows that were taken in before
 * stay as they are. Gives how many were new. Refuses, with the line: `offer.foreign`, `offer.outside`, and as `saveOffer` does.
 */
export const importOffers = command({
  name: "offer.import",
  input: tableForm,
  may: keepsOffers,
  run: async (tx, ctx: Inside<Member>, { rows }) => {
    let fresh = 0;
    // One table at a time: two that hold the same rows in another order would wait for each other for ever.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('table of offers'))`);
    for (const { line, row, offer: form } of rows) {
      const saved = await saveOffer(tx, ctx, form, { owner: null, key: keyOf(row) });
      if (saved === OUTSIDE) return refuse("offer.outside", { line });
      if (!saved.ok) return { ...saved, params: { ...saved.params, line } };
      if (!saved.value) continue;
      // To verify is to verify, from whatever page: the same policy as on the offer's own.
      if (!mayKeepOffer(ctx.actor, saved.value)) return refuse("offer.foreign", { line });
      const verified = await moveOffer(tx, ctx, saved.value, "verified");
      if (!verified.ok) return verified;
      fresh += 1;
    }
    return done(fresh);
  },
});
