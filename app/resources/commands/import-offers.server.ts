import { createHash } from "node:crypto";
import { and, eq, inArray, sql } from "drizzle-orm";
import { isIn } from "../../../drizzle/schema/columns";
import { district } from "../../../drizzle/schema/districts";
import { offer, offerPrivate, resourceKind } from "../../../drizzle/schema/resources";
import { inScope } from "../../accounts/queries/scope.server";
import { ticksOf } from "../../accounts/rules/availability";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import type { Db, Tx } from "../../platform/database.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import { type NewOffer, tableForm } from "../form";
import { keepsOffers, mayKeepOffer } from "../policy";
import { readAttributes, typedAttributes } from "../rules/attributes";
import { LIVE_OFFERS } from "../states";
import type { Attribute, AttributeValues } from "../types";
import { editOffer, stockOf } from "./change-offer.server";
import { OUTSIDE, saveOffer, storedKey } from "./make-offer.server";
import { moveOffer } from "./steps.server";

/** The key of a row's offer: the same for the same row. */
const keyOf = (row: string): string =>
  createHash("sha256").update(`row ${row}`).digest("base64url");

/** A row as it was read, or as it was parsed. */
type Brought = {
  line: number;
  row: string;
  number: number | null;
  offer: Record<string, unknown> | null;
};

/** The lines of those rows of a table that have been taken in before. */
export async function knownRows(db: Db | Tx, rows: readonly Brought[]): Promise<Set<number>> {
  const whole = rows.filter(({ offer: form }) => form !== null);
  const lines = new Map(whole.map(({ row, line }) => [storedKey(keyOf(row)), line]));
  if (lines.size === 0) return new Set();
  const found = await db
    .select({ formKey: offer.formKey })
    .from(offer)
    .where(inArray(offer.formKey, [...lines.keys()].map(asUuid)));
  return new Set(found.map(({ formKey }) => lines.get(formKey.replaceAll("-", ""))!));
}

const folded = (text: unknown) =>
  String(text ?? "")
    .trim()
    .toLowerCase();

/**
 * By its line, the number of a live offer in the coordinator's reach that a new row is like: of its kind, title, organisation and
 * district. It may be the same things with another quantity, and would count twice.
 */
export async function alikeRows(
  db: Db | Tx,
  actor: Member,
  rows: readonly Brought[],
): Promise<Map<number, number>> {
  const known = await knownRows(db, rows);
  const fresh = rows.filter(
    ({ line, number, offer: form }) => form && number === null && !known.has(line),
  );
  if (fresh.length === 0) return new Map();
  const titles = [...new Set(fresh.map(({ offer: form }) => folded(form!.title)))];
  const standing = await db
    .select({
      number: offer.number,
      kind: resourceKind.code,
      title: offer.title,
      organisation: offer.organisation,
      district: district.code,
    })
    .from(offer)
    .innerJoin(resourceKind, eq(resourceKind.id, offer.kindId))
    .leftJoin(district, eq(district.id, offer.districtId))
    .where(
      and(
        inScope(actor, offer.districtId),
        isIn(offer.state, LIVE_OFFERS),
        inArray(sql`lower(trim(${offer.title}))`, titles),
      ),
    )
    .orderBy(offer.number);
  const like = (form: Record<string, unknown>) =>
    standing.find(
      (one) =>
        (["kind", "title", "organisation"] as const).every(
          (name) => folded(one[name]) === folded(form[name]),
        ) &&
        // A row with a point alone lies in the district of the point.
        (folded(one.district) === folded(form.district) || Boolean(!form.district && form.lat)),
    );
  return new Map(
    fresh.flatMap(({ line, offer: form }) => {
      const found = like(form!);
      return found ? [[line, found.number] as const] : [];
    }),
  );
}

const asUuid = (hex: string) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

/**
 * Takes in all rows of a table or none of them, verified by the coordinator who brings them; rows that were taken in before
 * stay as they are, and a row with the number of an offer changes that one. Gives how many were new and how many changed.
 * Refuses, with the line: `offer.alike` (with its number) unless `another` says that these are other things; `offer.foreign`, `offer.outside`, `offer.unknown`, and as `saveOffer` and `editOffer` do.
 */
export const importOffers = command({
  name: "offer.import",
  input: tableForm,
  may: keepsOffers,
  run: async (tx, ctx: Inside<Member>, { rows, columns, another }) => {
    let fresh = 0;
    let changed = 0;
    // One table at a time: two that hold the same rows in another order would wait for each other for ever.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('table of offers'))`);
    const [alike] = another ? [] : await alikeRows(tx, ctx.actor, rows);
    if (alike) return refuse("offer.alike", { line: alike[0], number: alike[1] });
    for (const { line, row, number, offer: form } of rows) {
      const taken =
        number === null
          ? await takeIn(tx, ctx, form, keyOf(row))
          : await changeStanding(tx, ctx, number, form, columns);
      if (!taken.ok) {
        const code = taken === OUTSIDE ? "offer.outside" : taken.code;
        return { ...taken, code, params: { ...taken.params, line } };
      }
      if (taken.value === "fresh") fresh += 1;
      if (taken.value === "changed") changed += 1;
    }
    return done({ fresh, changed });
  },
});

type Taken = "fresh" | "changed" | "known";

async function takeIn(
  tx: Tx,
  ctx: Inside<Member>,
  form: NewOffer,
  key: string,
): Promise<Result<Taken>> {
  const saved = await saveOffer(tx, ctx, form, { owner: null, key });
  if (!saved.ok) return saved;
  if (!saved.value) return done("known");
  // To verify is to verify, from whatever page: the same policy as on the offer's own.
  if (!mayKeepOffer(ctx.actor, saved.value)) return refuse("offer.foreign");
  const verified = await moveOffer(tx, ctx, saved.value, "verified", {
    checked: true,
    reason: "imported",
  });
  return verified.ok ? done("fresh") : verified;
}

/** What a row says of an offer that stands: columns that the table lacks, and where it is if that is left out, stay as they are. */
async function changeStanding(
  tx: Tx,
  ctx: Inside<Member>,
  number: number,
  form: NewOffer,
  columns: readonly string[],
): Promise<Result<Taken>> {
  const [stands] = await tx
    .select({
      offer,
      address: offerPrivate.address,
      district: sql<string>`coalesce(${district.code}, '')`,
      kind: resourceKind,
    })
    .from(offer)
    .innerJoin(offerPrivate, eq(offerPrivate.offerId, offer.id))
    .innerJoin(resourceKind, eq(resourceKind.id, offer.kindId))
    .leftJoin(district, eq(district.id, offer.districtId))
    .where(eq(offer.number, number))
    .for("update", { of: offer });
  if (!stands || !mayKeepOffer(ctx.actor, stands.offer)) return refuse("offer.unknown");
  if (stands.kind.code !== form.kind) return refuse("offer.other_kind", { number });
  const { id, version, createdAt, available } = stands.offer;
  const given = (column: string) => columns.includes(column);
  const typed = typedAttributes(stands.kind.code, stands.offer.attributes);
  const attributes = Object.fromEntries(
    Object.keys({ ...typed, ...form.attributes }).map((field) => [
      field,
      (given(field) ? form.attributes : typed)[field] ?? "",
    ]),
  );
  const standing = spanOf(available);
  const next = {
    id,
    version,
    title: form.title,
    quantity: form.quantity,
    organisation: given("organisation") ? form.organisation : stands.offer.organisation,
    conditions: given("conditions") ? form.conditions : stands.offer.conditions,
    district: given("district") ? form.district : stands.district,
    address: form.address || stands.address,
    lat: form.lat,
    lon: form.lon,
    outside: form.outside,
    from: form.from ?? (standing.from > createdAt ? standing.from : null),
    until: form.until ?? standing.until,
    when: ticksOf(stands.offer.weekly),
    attributes,
  };
  const same =
    next.title === stands.offer.title &&
    next.quantity === (await stockOf(tx, id)) &&
    next.organisation === stands.offer.organisation &&
    next.conditions === stands.offer.conditions &&
    next.district === stands.district &&
    next.address === stands.address &&
    (next.lat === null || next.lon === null) &&
    !form.from &&
    !form.until &&
    sameAttributes(stands.kind, attributes, stands.offer.attributes);
  if (same) return done("known");
  const edited = await editOffer.run(tx, ctx, next);
  return edited.ok ? done("changed") : edited;
}

/** A range that may be open at its end, as PostgreSQL writes it. */
function spanOf(range: string): { from: Date; until: Date | null } {
  const [from = "", until = ""] = range.replace(/["[\])]/g, "").split(",");
  const instant = (text: string) => new Date(`${text.replace(" ", "T")}:00`);
  return { from: instant(from), until: until ? instant(until) : null };
}

function sameAttributes(
  kind: { code: string; attributes: Attribute[] },
  typed: Record<string, string | number | boolean>,
  stored: AttributeValues,
): boolean {
  const read = readAttributes(kind, typed);
  const sorted = (values: AttributeValues) => JSON.stringify(Object.entries(values).sort());
  return read.ok && sorted(read.values) === sorted(stored);
}
