import { eq } from "drizzle-orm";
import { request, requestNote, requestPrivate } from "../../../drizzle/schema/requests";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { readPhone } from "../../platform/phone";
import { done, type Member } from "../../platform/types";
import { calledInForm, type HelpForm } from "../form";
import { digest } from "../link.server";
import { coordinates, mayCoordinate } from "../policy";
import { type CalledIn, sameCaller } from "../rules/table";
import { asId, otherThan, saidColumns, saveRequest, VISITOR, writeWords } from "./submit.server";

export type Row = Pick<CalledIn, "content" | "number">;

/** By what a row is known again, whoever brings it: its number among those of its call centre, or all that stands in it. */
export const keyOf = ({ number, content }: Row): string =>
  asId(digest(`called ${number || content}`));
/** Two call centres begin with 1: a number that means somebody else is known by all that stands in its row. */
export const otherKeyOf = ({ number, content }: Row): string =>
  asId(digest(`called ${number} ${content}`));

export type TakenIn = { result: "fresh" | "added" | "known"; elsewhere: boolean };

/**
 * A coordinator brings a row of a call centre's list: a request by phone. What was brought before is no second one; what its row
 * says otherwise than then is added as the resident's word. A district that the coordinator does not work for goes to the
 * city-wide queue, and its name stays among the words.
 */
export const takeInRow = command({
  name: "request.take-in",
  input: calledInForm,
  may: coordinates,
  run: async (tx, ctx: Inside<Member>, { form, ...row }) => {
    const known = (result: TakenIn["result"]) => done<TakenIn>({ result, elsewhere: false });
    const first = await findByKey(tx, keyOf(row));
    const same = first && (!row.number || sameCaller(first.stands, asStored(ctx, form)));
    if (first && same) return known(await addWords(tx, ctx, first, form));
    const formKey = first ? otherKeyOf(row) : keyOf(row);
    if (first && (await findByKey(tx, formKey))) return known("known");
    let elsewhere = false;
    const saved = await saveRequest(tx, ctx, form, {
      channel: "phone",
      locale: row.locale,
      takenBy: ctx.actor.personId,
      flood: null,
      listed: {
        formKey,
        askedAt: row.asked ?? ctx.now,
        neededBy: row.needed,
        reaches: (districtId) => {
          elsewhere = !mayCoordinate(ctx.actor, { districtId });
          return !elsewhere;
        },
      },
    });
    return saved.ok ? done<TakenIn>({ result: "fresh", elsewhere }) : saved;
  },
});

const asStored = ({ city }: Inside, form: HelpForm) => ({
  ...form,
  phone: readPhone(form.phone, city.callingCode)?.phone ?? "",
});

async function findByKey(tx: Tx, formKey: string) {
  const [found] = await tx
    .select(saidColumns)
    .from(request)
    .innerJoin(requestPrivate, eq(requestPrivate.requestId, request.id))
    .where(eq(request.formKey, formKey))
    .for("update", { of: request });
  return found ?? null;
}

type Found = NonNullable<Awaited<ReturnType<typeof findByKey>>>;

/** What the row says now and the request does not yet, once. */
async function addWords(tx: Tx, ctx: Inside<Member>, found: Found, form: HelpForm) {
  const other = otherThan(found, form, ctx);
  const said = await tx
    .select({ body: requestNote.body })
    .from(requestNote)
    .where(eq(requestNote.requestId, found.id));
  // The number of people alone is in every such word.
  if (!other.includes("\n") || said.some(({ body }) => body === other)) return "known";
  await writeWords(tx, { ...ctx, actor: VISITOR }, found, other);
  return "added";
}
