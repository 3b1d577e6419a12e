import { randomInt } from "node:crypto";
import { desc, eq, sql } from "drizzle-orm";
import { category, district } from "../../../drizzle/schema/districts";
import { request, requestPrivate } from "../../../drizzle/schema/requests";
import { record } from "../../audit/commands/record.server";
import { type Located, locate } from "../../districts/queries/place.server";
import { readClocks } from "../../districts/queries.server";
import type { Priority } from "../../districts/types";
import { nameIn, translator } from "../../i18n/translate";
import { command } from "../../platform/command.server";
import type { Acting, Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { enqueueLink, mayMailStranger } from "../../platform/mail.server";
import { normalPhone, readPhone } from "../../platform/phone";
import { newSecret } from "../../platform/secret.server";
import {
  type Actor,
  done,
  type Locale,
  type RequestId,
  type Result,
  refuse,
} from "../../platform/types";
import { type HelpForm, helpForm, LONGEST_NOTE } from "../form";
import { digest, hashOf, LINK } from "../link.server";
import { alarmOf } from "../rules/alarm";
import { decideIntake } from "../rules/intake";
import { type Stairs, stairsInWords } from "../rules/stairs";
import { type Channel, ILLEGIBLE, type Illegible } from "../types";
import { asWritten, type Noted, writeResidentNote } from "./note.server";
import { placeOnStreets } from "./place-by-street.server";

/** By what it looks like one of a flood, and the number or address that they share. */
export type Flood = { by: "phone" | "address"; key: string };
export type Submitted = { id: string; code: string; token: string };

const floodKey = ({ by, key }: Flood) => asId(digest(`flood ${by} ${key}`));
export const asId = (hash: Buffer) => hash.subarray(0, 16).toString("hex");

type Stored = Omit<Submitted, "token">;
/** The link's token is nowhere but in the hands of who asked. */
export const withLink = {
  store: ({ id, code }: Submitted): Stored => ({ id, code }),
  restore: (stored: Stored, secret: (purpose: string) => string): Submitted => ({
    ...stored,
    token: secret(LINK),
  }),
};

/**
 * A resident's request. The same form with other content is no second request: what it says is added to the first as a note.
 * Refuses: `request.category`.
 */
export const submitRequest = command({
  name: "request.submit",
  input: helpForm,
  outcome: withLink,
  run: (tx, ctx: Inside & { flood: Flood | null }, form) => {
    const { locale, flood } = ctx;
    return saveRequest(tx, { ...ctx, actor: VISITOR }, form, {
      channel: "web",
      locale,
      takenBy: null,
      flood,
    });
  },
  again: async (tx, ctx, form, earlier) => {
    const where = eq(request.id, earlier.id);
    const [found] = await tx
      .select(saidColumns)
      .from(request)
      .innerJoin(requestPrivate, eq(requestPrivate.requestId, request.id))
      .where(where)
      .for("update", { of: request });
    const actor: Actor = { kind: "resident", requestId: earlier.id as RequestId };
    await writeWords(tx, { ...ctx, actor }, found!, otherThan(found!, form, ctx));
    return done(earlier);
  },
});

export const VISITOR: Actor = { kind: "visitor" };
const NO_PHONE = { phone: "", asTyped: "" };

/** Of a request, with what `otherThan` compares. */
export const saidColumns = {
  id: request.id,
  districtId: request.districtId,
  stands: requestPrivate,
  floor: request.floor,
  lift: request.lift,
};
type Said = { stands: typeof requestPrivate.$inferSelect } & Stairs;

/** What a form says that the request does not, in the resident's own words. */
export function otherThan(said: Said, form: HelpForm, { city, locale }: Inside): string {
  const { details, address, access, name, email, forName, people, illegible } = form;
  const phone = normalPhone(form.phone, city.callingCode) ?? form.phone;
  const forPhone = normalPhone(form.forPhone, city.callingCode) ?? form.forPhone;
  const written = { details, address, access, name, phone, email, forName, forPhone };
  const other = (Object.keys(written) as (keyof typeof written)[])
    .filter((field) => written[field] !== said.stands[field])
    .map((field) => written[field]);
  const stairs = stairsInWords(
    { t: translator(locale), number: String },
    {
      floor: form.floor === said.floor ? null : form.floor,
      lift: form.lift === said.lift ? null : form.lift,
    },
  );
  const texts = [...other, stairs, ...Object.values(illegible)].filter(Boolean);
  return [...texts, `× ${people}`].join("\n");
}

type Way = {
  channel: Channel;
  locale: Locale;
  takenBy: string | null;
  flood: Flood | null;
  /** What a coordinator says of it who has heard it; default: by its kind, and uncounted. */
  heard?: { priority: Priority | null; quantity: number | null };
  /** It is read no later than what presses so, whatever its kind says. */
  atLeast?: Priority;
  /** Of a list: what its row is known by, and that nobody is there who could be asked once more. */
  listed?: {
    formKey: string;
    /** Only of these may a district be; another one's goes to the city-wide queue. */
    reaches: (districtId: string | null) => boolean;
    askedAt: Date;
    neededBy: Date | null;
  };
};

/** Writes a request. Refuses: `request.category`. */
export async function saveRequest(
  tx: Tx,
  ctx: Inside,
  form: HelpForm,
  { flood, listed, heard, atLeast, ...way }: Way,
): Promise<Result<Submitted>> {
  const kind = await kindOf(tx, form, listed !== undefined);
  if (!kind) return refuse("request.category");
  const clocks = await readClocks(tx);
  const now = listed?.askedAt ?? ctx.now;
  const due = { neededBy: listed?.neededBy ?? null };
  const suggested = heard?.priority ?? kind.priority;
  const writtenAt = ctx.change.occurredAt;
  const intake = decideIntake({ ...form, ...due, now, writtenAt, clocks, suggested, atLeast });
  const token = listed ? newSecret() : ctx.change.secret(LINK);
  const { point, cell, lost, ...lies } = await whereFrom(tx, ctx, form);
  const reached = !listed || listed.reaches(lies.districtId);
  const districtId = reached ? lies.districtId : null;
  if (!reached) lost.district = await nameOf(tx, ctx, { id: lies.districtId! });
  const illegible: Illegible = { ...form.illegible, ...lost };
  if (form.category && kind.code !== form.category) illegible.category = form.category;
  const values = {
    ...intake,
    ...way,
    // One of the same form, also for the version before.
    formKey: listed?.formKey ?? asId(digest(`form ${token}`)),
    tokenHash: hashOf(token),
    categoryId: kind.id,
    districtId,
    ...cell,
    quantity: kind.unit ? heard?.quantity : null,
    people: form.people,
    floor: form.floor,
    lift: form.lift,
    vulnerable: form.vulnerable,
    createdAt: now,
    flood: flood && floodKey(flood),
    alarm: alarmOf(`${form.details}\n${Object.values(illegible).join("\n")}`),
    illegible: ILLEGIBLE.filter((field) => illegible[field]),
  };
  const { id, code } = await insertWithCode(tx, values);
  const { name, email, forName, address, access, details } = form;
  const own = readPhone(form.phone, ctx.city.callingCode) ?? NO_PHONE;
  const theirs = readPhone(form.forPhone, ctx.city.callingCode) ?? NO_PHONE;
  const reach = { name, phone: own.phone, email, forName, forPhone: theirs.phone };
  const where = { address, access, details, ...point };
  await tx.insert(requestPrivate).values({ requestId: id, ...reach, ...where });
  if (address && !point) await placeOnStreets(tx, [id]);
  // A second number, whose it is: whoever acts on the request reads it as the resident's own word.
  const asResident = { ...ctx, actor: VISITOR };
  for (const { asTyped } of [own, theirs])
    if (asTyped) await writeWords(tx, asResident, { id, districtId }, `☎ ${asTyped}`);
  await writeWords(tx, asResident, { id, districtId }, inWords(illegible, way.locale));
  const late = asWritten({ ...ctx, locale: way.locale });
  await writeWords(tx, asResident, { id, districtId }, late);
  await record(tx, ctx, {
    type: "request.submitted",
    thingId: id,
    districtId: values.districtId,
    toState: "submitted",
    data: flood ? { setAside: flood.by } : {},
  });
  if (email && (await mayMailStranger(tx, email, "first", ctx.now)))
    await enqueueLink(tx, { template: "request_received", requestId: id });
  return done({ id, code, token });
}

/** With a code that no other request has. */
async function insertWithCode(tx: Tx, values: Omit<typeof request.$inferInsert, "code">) {
  for (;;) {
    const code = String(randomInt(1e8)).padStart(8, "0");
    const [saved] = await tx
      .insert(request)
      .values({ ...values, code })
      .onConflictDoNothing({ target: request.code })
      .returning({ id: request.id, code: request.code });
    if (saved) return saved;
  }
}

type Kind = typeof category.$inferSelect;

/**
 * The kind that was chosen, also one that nobody can choose any more; of words without a kind that we know, the last in the
 * city's order, which is that for everything else. Null where there are no words either.
 */
async function kindOf(
  tx: Tx,
  { category: code, details }: HelpForm,
  always: boolean,
): Promise<Kind | null> {
  const [chosen] = await tx.select().from(category).where(eq(category.code, code));
  if (chosen || !(details || always)) return chosen ?? null;
  const [other] = await tx
    .select()
    .from(category)
    .where(eq(category.active, true))
    .orderBy(sql`${category.code} = 'other' desc`, desc(category.position))
    .limit(1);
  return other ?? null;
}

/**
 * Nobody in need is refused for where they say that they are: of a district that is no more the name is kept, and a point that
 * contradicts the chosen district is kept beside it, for a coordinator is asked about it at triage.
 */
async function whereFrom(
  tx: Tx,
  ctx: Inside,
  { district: chosen, point }: HelpForm,
): Promise<Located & { lost: Illegible }> {
  const located = await locate(tx, { district: chosen, point });
  // Zeros are what a phone fills in that knows nothing: there are no words in them.
  const zeros = point?.lat === 0 && point.lon === 0;
  const far = point && !zeros ? { point: `${point.lat}, ${point.lon}` } : {};
  const lostOf = ({ misplaced }: Located): Illegible => (misplaced ? far : {});
  if (located.ok) return { ...located.value, lost: lostOf(located.value) };
  const around = await locate(tx, { district: "", point });
  if (!around.ok) throw new Error(`a point was refused: ${around.code}`);
  const name = await nameOf(tx, ctx, { code: chosen });
  return { ...around.value, lost: { ...lostOf(around.value), district: name } };
}

/** Of a district that is no more or not one's own, as a person reads it; a code that there never was is its own name. */
async function nameOf(tx: Tx, { locale }: Inside, by: { id: string } | { code: string }) {
  const where = "id" in by ? eq(district.id, by.id) : eq(district.code, by.code);
  const [found] = await tx.select({ names: district.names }).from(district).where(where);
  return found ? nameIn(found.names, locale) : Object.values(by)[0]!;
}

const inWords = (illegible: Illegible, locale: Locale): string =>
  ILLEGIBLE.filter((field) => illegible[field])
    .map((field) => `${translator(locale)(`help:field.${field}`)}: ${illegible[field]}`)
    .join("\n");

/** As many notes as the words need. */
export async function writeWords(tx: Tx, ctx: Acting, noted: Noted, words: string) {
  for (let at = 0; at < words.length; at += LONGEST_NOTE)
    await writeResidentNote(tx, ctx, noted, words.slice(at, at + LONGEST_NOTE));
}
