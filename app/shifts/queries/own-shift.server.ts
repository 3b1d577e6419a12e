import { and, asc, desc, eq, ne, sql } from "drizzle-orm";
import { person, volunteerProfile } from "../../../drizzle/schema/accounts";
import { isIn } from "../../../drizzle/schema/columns";
import { district } from "../../../drizzle/schema/districts";
import { shift, shiftNote, shiftRole, signUp, swap } from "../../../drizzle/schema/shifts";
import { commitmentsAround } from "../../accounts/commands/commitment.server";
import type { Ctx } from "../../platform/context.server";
import type { Member } from "../../platform/types";
import { swapHash } from "../commands/swap.server";
import { atTheDoor, firstToAnswer, timeServed, whyNotTake } from "../rules/sign-up";
import { LIVE_SIGN_UPS, LIVE_SWAPS, OPEN_SHIFTS, PROMISED } from "../states";
import { roleColumns, shiftColumns } from "./open-shifts.server";

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const isShiftId = (id: string | undefined): id is string => ID.test(id ?? "");

/** What earlier shifts of the last day at the same place have left, the newest first. */
export async function notesFor(db: Ctx["db"], shiftId: string) {
  return db
    .select({
      id: shiftNote.id,
      body: shiftNote.body,
      at: shiftNote.at,
      shiftId: shiftNote.shiftId,
    })
    .from(shiftNote)
    .innerJoin(shift, eq(shift.id, shiftNote.shiftId))
    .where(
      sql`${shift.id} = ${shiftId} or exists (select from shift n where n.id = ${shiftId}
        and n.place = ${shift.place} and n.district_id is not distinct from ${shift.districtId}
        and upper(${shift.during}) between lower(n.during) - interval '24 hours' and upper(n.during))`,
    )
    .orderBy(desc(shiftNote.at))
    .limit(20);
}

/** One shift for a volunteer: published, or one that they are or were on. Null for anybody else's. */
export async function openOwnShift(ctx: Ctx<Member>, id: string | undefined) {
  if (!isShiftId(id)) return null;
  const { personId, standing } = ctx.actor;
  const [[found], roles, [own], [profile]] = await Promise.all([
    ctx.db
      .select(shiftColumns)
      .from(shift)
      .leftJoin(district, eq(district.id, shift.districtId))
      .where(and(eq(shift.id, id), ne(shift.state, "draft"))),
    ctx.db
      .select(roleColumns)
      .from(shiftRole)
      .where(eq(shiftRole.shiftId, id))
      .orderBy(asc(shiftRole.position)),
    ctx.db
      .select({
        id: signUp.id,
        roleId: signUp.roleId,
        state: signUp.state,
        party: signUp.party,
        answerBy: signUp.answerBy,
        reason: signUp.reason,
        partyName: signUp.partyName,
        checkedInAt: signUp.checkedInAt,
        checkedOutAt: signUp.checkedOutAt,
        correction: signUp.correction,
        position: sql<number>`(select count(*)::int from sign_up q where q.role_id = sign_up.role_id
          and q.state = 'waitlisted' and q.queued <= sign_up.queued)`,
      })
      .from(signUp)
      .where(and(eq(signUp.shiftId, id), eq(signUp.personId, personId)))
      .orderBy(desc(signUp.queued))
      .limit(1),
    ctx.db
      .select({ skills: volunteerProfile.skills })
      .from(volunteerProfile)
      .where(eq(volunteerProfile.personId, personId)),
  ]);
  if (!found) return null;
  const live = own && LIVE_SIGN_UPS.includes(own.state) ? own : null;
  const mayRead = OPEN_SHIFTS.includes(found.state) || own;
  if (!mayRead) return null;
  const { window } = found;
  const promised = await commitmentsAround(ctx.db, personId, window);
  const judged = roles.map((role) => {
    const asked = { now: ctx.now, standing, skills: profile?.skills ?? [], promised, role };
    const whyNot = whyNotTake({
      ...asked,
      already: Boolean(live),
      party: 1,
      shift: found,
    });
    return { ...role, whyNot: whyNot[0] ?? null, whyNotWalkIn: atTheDoor(whyNot)[0] ?? null };
  });
  const free = judged.find((role) => role.id === live?.roleId);
  const claim =
    live?.state === "waitlisted" &&
    free !== undefined &&
    free.capacity - free.held >= live.party &&
    firstToAnswer(ctx.now, window.from);
  const there = live && PROMISED.includes(live.state);
  return {
    shift: found,
    roles: judged,
    own: own ? { ...own, live: Boolean(live), claim } : null,
    // What is said among those who work there is theirs.
    notes: there ? await notesFor(ctx.db, id) : [],
    swap: live ? await swapOf(ctx, live.id) : null,
  };
}

/** The exchange that somebody has proposed for a slot; null for none. */
async function swapOf({ db }: Ctx<Member>, signUpId: string) {
  const [found] = await db
    .select({
      id: swap.id,
      otherId: swap.otherId,
      state: swap.state,
      place: shift.place,
      window: shift.during,
      roleTitle: shiftRole.title,
      shiftId: shift.id,
    })
    .from(swap)
    .leftJoin(signUp, and(eq(signUp.id, swap.otherId), eq(signUp.state, "signed_up")))
    .leftJoin(shift, eq(shift.id, signUp.shiftId))
    .leftJoin(shiftRole, eq(shiftRole.id, signUp.roleId))
    .where(and(eq(swap.signUpId, signUpId), isIn(swap.state, LIVE_SWAPS)));
  return found ?? null;
}

/** What a link to a swap shows the colleague: the place, and what of their own they could give for it. */
export async function openSwap(ctx: Ctx<Member>, token: string) {
  const columns = {
    id: signUp.id,
    personId: signUp.personId,
    place: shift.place,
    shiftId: shift.id,
  };
  const more = { window: shift.during, address: shift.address, title: shiftRole.title };
  const [found] = await ctx.db
    .select({ ...columns, ...more, state: swap.state, name: person.name, party: signUp.party })
    .from(swap)
    .innerJoin(signUp, and(eq(signUp.id, swap.signUpId), eq(signUp.state, "signed_up")))
    .innerJoin(person, eq(person.id, signUp.personId))
    .innerJoin(shift, eq(shift.id, signUp.shiftId))
    .innerJoin(shiftRole, eq(shiftRole.id, signUp.roleId))
    .where(and(eq(swap.tokenHash, swapHash(token)), isIn(swap.state, LIVE_SWAPS)));
  if (!found) return null;
  const mine = await ctx.db
    .select({ ...columns, ...more })
    .from(signUp)
    .innerJoin(shift, eq(shift.id, signUp.shiftId))
    .innerJoin(shiftRole, eq(shiftRole.id, signUp.roleId))
    .where(
      and(
        eq(signUp.personId, ctx.actor.personId),
        eq(signUp.state, "signed_up"),
        eq(shift.state, "published"),
      ),
    )
    .orderBy(sql`lower(${shift.during})`);
  const { personId, ...facts } = found;
  return {
    ...facts,
    own: personId === ctx.actor.personId,
    mine,
  };
}

/** The hours that a volunteer has served, the latest first. */
export async function readHours(ctx: Ctx<Member>) {
  const rows = await ctx.db
    .select({
      id: signUp.id,
      place: shift.place,
      window: shift.during,
      title: shiftRole.title,
      checkedInAt: signUp.checkedInAt,
      checkedOutAt: signUp.checkedOutAt,
      correction: signUp.correction,
      number: shift.number,
    })
    .from(signUp)
    .innerJoin(shift, eq(shift.id, signUp.shiftId))
    .innerJoin(shiftRole, eq(shiftRole.id, signUp.roleId))
    .where(and(eq(signUp.personId, ctx.actor.personId), eq(signUp.state, "checked_out")))
    .orderBy(desc(signUp.checkedInAt));
  return rows.map((row) => ({ ...row, served: timeServed(row) }));
}
