import { and, asc, eq, inArray, notInArray, sql } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { assignment, isLiveTask, task, taskRequest } from "../../../drizzle/schema/dispatch";
import { erased } from "../../../drizzle/schema/privacy";
import { request } from "../../../drizzle/schema/requests";
import { offer } from "../../../drizzle/schema/resources";
import { record } from "../../audit/commands/record.server";
import { followCover, moveAssignment } from "../../dispatch/commands/steps.server";
import { command } from "../../platform/command.server";
import type { Acting, Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member, type Refusal, type Result, refuse } from "../../platform/types";
import { lockForResident, moveRequest } from "../../requests/commands/move.server";
import { findByCode } from "../../requests/queries/look-up.server";
import { opens } from "../../requests/queries/opens.server";
import { OPEN_STATES } from "../../requests/states";
import { lockOffer, moveOffer } from "../../resources/commands/steps.server";
import { opensOffer } from "../../resources/link.server";
import { ENDED_OFFERS } from "../../resources/states";
import { forgetByCodeForm, forgetForForm, forgetMeForm, forgetOwnForm, subjectForm } from "../form";
import { mayForgetSelf, mayKeepPrivacy, mayRetire } from "../policy";
import { whatBinds } from "../queries/bound.server";
import type { Behalf, Erasable } from "../types";
import { takeNameFromMessages } from "./take-name-from-messages.server";

/** Why somebody is forgotten: they asked, or on what grounds an administrator does it for them. */
type Reason = "asked" | Behalf;
const whyOf = (reason: Reason) => (reason === "asked" ? "asked" : "on_behalf");

/**
 * A resident has all that they wrote erased, by the private link; what is still open is cancelled with it. Refuses:
 * `request.unknown`, `forget.help_under_way`, `request.moved_on`.
 */
export const forgetRequest = command({
  name: "request.forget",
  input: forgetOwnForm,
  run: async (tx, ctx, { token }) => {
    const [own] = await tx.select({ id: request.id }).from(request).where(opens(token));
    return own ? eraseRequest(tx, ctx, own.id, "asked", true) : refuse("request.unknown");
  },
});

/**
 * The same by the code that was written down and what goes with it, once the request has ended: who knows no more than that
 * must not take help from anybody. Refuses: `input` for a wrong code, `forget.still_open`, `forget.help_under_way`.
 */
export const forgetByCode = command({
  name: "request.forget-by-code",
  input: forgetByCodeForm,
  run: async (tx, ctx, { code, digits }) => {
    const known = await findByCode(tx, code, digits);
    if (!known) return MISMATCH;
    if (OPEN_STATES.includes(known.state)) return refuse("forget.still_open");
    return eraseRequest(tx, ctx, known.id, "asked", true);
  },
});

/** Which of the two was wrong is not said. */
const MISMATCH: Refusal = {
  ok: false,
  code: "input",
  errors: { code: "mismatch", digits: "mismatch" },
};

/** The owner of an offer, by their private link. Refuses: `offer.unknown`, `forget.still_lent`. */
export const forgetOffer = command({
  name: "offer.forget",
  input: forgetOwnForm,
  run: async (tx, ctx, { token }) => {
    const [own] = await tx.select({ id: offer.id }).from(offer).where(opensOffer(token));
    return own ? eraseOffer(tx, ctx, own.id, "asked") : refuse("offer.unknown");
  },
});

/**
 * A member has their account and what they offered and wrote erased; offers of tasks are declined with it. Refuses what
 * `whatBinds` says.
 */
export const forgetMe = command({
  name: "person.forget-self",
  input: forgetMeForm,
  may: mayForgetSelf,
  run: (tx, ctx: Inside<Member>) => erasePerson(tx, ctx, ctx.actor.personId, "asked"),
});

/** An administrator for somebody who asked the city. Refuses as the others do. */
export const forgetFor = command({
  name: "privacy.forget-for",
  input: forgetForForm,
  may: mayKeepPrivacy,
  run: async (tx, ctx, { thing, id, grounds }) => {
    const erase = { request: eraseRequest, offer: eraseOffer, person: erasePerson };
    return erase[thing](tx, ctx, id, grounds);
  },
});

/**
 * The same once more, in a database that was restored from before it: for the command line, out of the list that was kept
 * elsewhere. What came after the backup is not there, and nothing is to do.
 */
export const forgetAgain = command({
  name: "privacy.forget-again",
  input: subjectForm,
  may: mayRetire,
  run: async (tx, ctx, { thing, id }) => {
    const erase = { request: eraseRequest, offer: eraseOffer, person: erasePerson };
    const erased = await erase[thing](tx, ctx, id, "asked");
    return !erased.ok && erased.code === `${thing}.unknown` ? done(null) : erased;
  },
});

type Erase = (
  tx: Tx,
  ctx: Acting,
  id: string,
  reason: Reason,
  byResident?: boolean,
) => Promise<Result<null>>;

const eraseRequest: Erase = async (tx, ctx, id, reason, byResident = false) => {
  // Tasks are locked before requests; once the request is locked, no task can begin for it.
  await tx
    .select({ id: task.id })
    .from(task)
    .where(
      inArray(
        task.id,
        tx
          .select({ id: taskRequest.taskId })
          .from(taskRequest)
          .where(eq(taskRequest.requestId, id)),
      ),
    )
    .orderBy(asc(task.id))
    .for("update");
  const locked = await lockForResident(tx, ctx, eq(request.id, id));
  if (!locked.ok) return locked;
  if (await isErased(tx, "request", id)) return done(null);
  const { found, resident } = locked.value;
  const acting = byResident ? resident : ctx;
  const bound = await whatBinds(tx, "request", id);
  if (bound) return bound;
  const ends = found.state === "fulfilled" || OPEN_STATES.includes(found.state);
  if (ends) {
    // What is under way without a task can't be, and what help came for counts as what silence would make of it.
    const fulfilled = found.state === "fulfilled";
    const why = fulfilled ? ("met" as const) : ("not_needed" as const);
    const moved = await moveRequest(tx, acting, found, {
      to: fulfilled ? "closed" : "cancelled",
      type: fulfilled ? "request.closed" : "request.cancelled",
      reason: why,
      set: { closingReason: why },
    });
    if (!moved.ok) return moved;
  }
  const { districtId } = found;
  await record(tx, acting, { type: "request.erased", thingId: id, districtId, reason });
  return erase(tx, "request", id, reason);
};

const eraseOffer: Erase = async (tx, ctx, id, reason) => {
  const withdrawn = await withdrawOffer(tx, ctx, id);
  if (!withdrawn.ok) return withdrawn;
  if (await isErased(tx, "offer", id)) return done(null);
  const { districtId } = withdrawn.value;
  await record(tx, ctx, { type: "offer.erased", thingId: id, districtId, reason });
  return erase(tx, "offer", id, reason);
};

async function withdrawOffer(tx: Tx, ctx: Acting, id: string) {
  const locked = await lockOffer(tx, id);
  if (!locked.ok) return locked;
  const bound = await whatBinds(tx, "offer", id);
  if (bound) return bound;
  const thing = locked.value;
  if (ENDED_OFFERS.includes(thing.state)) return done(thing);
  return moveOffer(tx, ctx, thing, "withdrawn", { checked: thing.checked });
}

const erasePerson: Erase = async (tx, ctx, id, reason) => {
  const [known] = await tx
    .select({ name: person.name })
    .from(person)
    .where(eq(person.id, id))
    .for("update");
  if (!known) return refuse("person.unknown");
  if (await isErased(tx, "person", id)) return done(null);
  const bound = await whatBinds(tx, "person", id);
  if (bound) return bound;
  const declined = await declineAll(tx, ctx, id);
  if (!declined.ok) return declined;
  const offers = await tx
    .select({ id: offer.id })
    .from(offer)
    .where(and(eq(offer.ownerId, id), notInArray(offer.state, [...ENDED_OFFERS])))
    .orderBy(asc(offer.id));
  for (const one of offers) {
    const withdrawn = await withdrawOffer(tx, ctx, one.id);
    if (!withdrawn.ok) return withdrawn;
  }
  await takeNameFromMessages(tx, known.name);
  await record(tx, ctx, { type: "person.erased", thingId: id, reason });
  return erase(tx, "person", id, reason);
};

/** Offers of tasks that wait for their answer: whoever asked looks for somebody else at once. */
async function declineAll(tx: Tx, ctx: Acting, personId: string): Promise<Result<null>> {
  const waiting = and(eq(assignment.personId, personId), eq(assignment.state, "offered"));
  const tasks = await tx
    .select({ id: task.id })
    .from(task)
    .where(
      and(
        isLiveTask,
        inArray(task.id, tx.select({ id: assignment.taskId }).from(assignment).where(waiting)),
      ),
    )
    .orderBy(asc(task.id))
    .for("update");
  for (const { id } of tasks) {
    const parts = await tx
      .select()
      .from(assignment)
      .where(and(waiting, eq(assignment.taskId, id)))
      .for("update");
    for (const part of parts) {
      const declined = await moveAssignment(tx, ctx, part, "declined", { reason: "other" });
      if (!declined.ok) return declined;
    }
    await followCover(tx, ctx, id);
  }
  return done(null);
}

/** Asked with the thing's row locked: two who forget it at once wait for one another. */
async function isErased(tx: Tx, thing: Erasable, id: string): Promise<boolean> {
  const rows = await tx
    .select({ thing: erased.thing })
    .from(erased)
    .where(and(eq(erased.thing, thing), eq(erased.thingId, id)));
  return rows.length > 0;
}

/** The database erases: it knows every column, keeps the list for restored backups, and lets nobody write there again. */
async function erase(tx: Tx, thing: Erasable, id: string, reason: Reason): Promise<Result<null>> {
  const erasing = sql.raw(`erase_${thing}`);
  await tx.execute(sql`select ${erasing}(${id}::uuid, ${whyOf(reason)})`);
  return done(null);
}
