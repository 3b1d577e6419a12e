import { randomInt } from "node:crypto";
import { eq } from "drizzle-orm";
import { category } from "../../../drizzle/schema/districts";
import { request, requestPrivate } from "../../../drizzle/schema/requests";
import { record } from "../../audit/commands/record.server";
import { type Located, locate } from "../../districts/queries/place.server";
import { readClocks } from "../../districts/queries.server";
import { pointOf } from "../../districts/rules/place";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { enqueueLink, mayMailStranger } from "../../platform/mail.server";
import { normalPhone, readPhone } from "../../platform/phone";
import {
  type Actor,
  done,
  type Locale,
  type Member,
  type RequestId,
  type Result,
  refuse,
} from "../../platform/types";
import { type HelpForm, helpForm, takeForm } from "../form";
import { digest, hashOf, LINK } from "../link.server";
import { coordinates } from "../policy";
import { decideIntake } from "../rules/intake";
import type { Channel } from "../types";
import { writeResidentNote } from "./note.server";

/** By what it looks like one of a flood, and the number or address that they share. */
export type Flood = { by: "phone" | "address"; key: string };
export type Submitted = { id: string; code: string; token: string };

const floodKey = ({ by, key }: Flood) => asId(digest(`flood ${by} ${key}`));
const asId = (hash: Buffer) => hash.subarray(0, 16).toString("hex");

type Stored = Omit<Submitted, "token">;
/** The link's token is nowhere but in the hands of who asked. */
const withLink = {
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
    return save(tx, { ...ctx, actor: VISITOR }, form, {
      channel: "web",
      locale,
      takenBy: null,
      flood,
    });
  },
  again: async (tx, ctx, form, earlier) => {
    const where = eq(request.id, earlier.id);
    const [found] = await tx
      .select({ id: request.id, districtId: request.districtId, stands: requestPrivate })
      .from(request)
      .innerJoin(requestPrivate, eq(requestPrivate.requestId, request.id))
      .where(where)
      .for("update", { of: request });
    const actor: Actor = { kind: "resident", requestId: earlier.id as RequestId };
    await writeResidentNote(
      tx,
      { ...ctx, actor },
      found!,
      otherThan(found!.stands, form, ctx.city.callingCode),
    );
    return done(earlier);
  },
});

const VISITOR: Actor = { kind: "visitor" };
const NO_PHONE = { phone: "", asTyped: "" };

/** What a form says that the request does not, in the resident's own words. */
function otherThan(stands: Record<string, unknown>, form: HelpForm, callingCode: string): string {
  const { details, address, access, name, email, people } = form;
  const phone = normalPhone(form.phone, callingCode) ?? form.phone;
  const written = Object.entries({ details, address, access, name, phone, email });
  const other = written.filter(([field, text]) => text && text !== stands[field]);
  return [...other.map(([, text]) => text), `× ${people}`].join("\n").slice(0, 2000);
}

/** A coordinator takes a request on somebody's behalf, by phone or at a counter. Refuses: `request.category`. */
export const takeRequest = command({
  name: "request.take",
  input: takeForm,
  outcome: withLink,
  may: coordinates,
  run: (tx, ctx: Inside<Member>, { channel, locale, ...form }) =>
    save(tx, ctx, form, { channel, locale, takenBy: ctx.actor.personId, flood: null }),
});

type Way = { channel: Channel; locale: Locale; takenBy: string | null; flood: Flood | null };

async function save(
  tx: Tx,
  ctx: Inside,
  form: HelpForm,
  { flood, ...way }: Way,
): Promise<Result<Submitted>> {
  const [kind] = await tx.select().from(category).where(eq(category.code, form.category));
  if (!kind?.active) return refuse("request.category");
  const clocks = await readClocks(tx);
  const intake = decideIntake({ ...form, now: ctx.now, clocks, suggested: kind.priority });
  const token = ctx.change.secret(LINK);
  const { districtId, point, cell } = await whereFrom(tx, form);
  const values = {
    ...intake,
    ...way,
    // One of the same form, also for the version before.
    formKey: asId(digest(`form ${token}`)),
    tokenHash: hashOf(token),
    categoryId: kind.id,
    districtId,
    ...cell,
    people: form.people,
    vulnerable: form.vulnerable,
    createdAt: ctx.now,
    flood: flood && floodKey(flood),
  };
  const { id, code } = await insertWithCode(tx, values);
  const { name, email, address, access, details } = form;
  const { phone, asTyped } = readPhone(form.phone, ctx.city.callingCode) ?? NO_PHONE;
  await tx
    .insert(requestPrivate)
    .values({ requestId: id, name, phone, email, address, access, details, ...point });
  // A second number, whose it is: whoever acts on the request reads it as the resident's own word.
  if (asTyped)
    await writeResidentNote(tx, { ...ctx, actor: VISITOR }, { id, districtId }, `☎ ${asTyped}`);
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

/**
 * Nobody in need is refused for where they say that they are: a district that is no more counts as none, and a point that
 * contradicts the chosen district is kept beside it, for a coordinator is asked about it at triage.
 */
async function whereFrom(tx: Tx, form: HelpForm): Promise<Located> {
  const point = pointOf(form);
  const chosen = await locate(tx, { district: form.district, point });
  if (chosen.ok) return chosen.value;
  const around = await locate(tx, { district: "", point });
  if (!around.ok) throw new Error(`a point was refused: ${around.code}`);
  return around.value;
}
