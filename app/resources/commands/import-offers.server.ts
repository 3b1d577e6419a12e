import { createHash } from "node:crypto";
import { eq, inArray } from "drizzle-orm";
import { offer } from "../../../drizzle/schema/resources";
import type { Ctx } from "../../platform/context.server";
import type { Db } from "../../platform/database.server";
import { done, type Member, type Refusal, type Result, refuse } from "../../platform/types";
import { mayKeepOffer } from "../policy";
import type { TableRow } from "../rules/table";
import { makeOffer, storedKey } from "./make-offer.server";
import { moveOffer } from "./steps.server";

/** The form's key of a row: as long as a form's, and the same for the same row. */
export const rowKey = (identity: string): string =>
  createHash("sha256").update(`row ${identity}`).digest("base64url");

class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}

/** Which rows of a table have been taken in before. */
export async function knownRows(db: Db, rows: readonly TableRow[]): Promise<Set<number>> {
  const keys = new Map(
    rows.flatMap(({ line, offer: its }) =>
      its ? [[storedKey(rowKey(its.form.formKey)), line] as const] : [],
    ),
  );
  if (keys.size === 0) return new Set();
  const found = await db
    .select({ formKey: offer.formKey })
    .from(offer)
    .where(inArray(offer.formKey, [...keys.keys()].map(asUuid)));
  return new Set(found.map(({ formKey }) => keys.get(formKey.replaceAll("-", ""))!));
}

const asUuid = (hex: string) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

/**
 * Takes in all rows of a table or none of them, verified by the coordinator who brings them. The same file again
 * changes nothing. Gives how many were new. Refuses: `offer.foreign`, and as `makeOffer` does.
 */
export async function importOffers(
  ctx: Ctx<Member> & { zone: string; callingCode: string },
  rows: readonly TableRow[],
): Promise<Result<number>> {
  const known = await knownRows(ctx.db, rows);
  try {
    const fresh = await ctx.db.transaction(async (tx) => {
      const on = { ...ctx, db: tx };
      let count = 0;
      for (const { line, offer: its } of rows) {
        if (!its || known.has(line)) continue;
        const form = { ...its.form, formKey: rowKey(its.form.formKey) };
        const made = await makeOffer({ ...on, unowned: true }, form, its.attributes);
        if (!made.ok) throw new Refused({ ...made, params: { ...made.params, line } });
        const [row] = await tx.select().from(offer).where(eq(offer.id, made.value.id));
        // To verify is to verify, from whatever page: the same policy as on the offer's own.
        if (!mayKeepOffer(ctx.actor, row!)) throw new Refused(refuse("offer.foreign", { line }));
        if (row!.state !== "offered") continue;
        await moveOffer(tx, ctx, row!, "verified");
        count += 1;
      }
      return count;
    });
    return done(fresh);
  } catch (fault) {
    if (fault instanceof Refused) return fault.refusal;
    throw fault;
  }
}
