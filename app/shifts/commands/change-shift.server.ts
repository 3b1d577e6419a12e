import { and, asc, eq, sql } from "drizzle-orm";
import { isIn } from "../../../drizzle/schema/columns";
import { shift, shiftRole, signUp } from "../../../drizzle/schema/shifts";
import { record } from "../../audit/commands/record.server";
import { sameAddress } from "../../districts/rules/place";
import { command } from "../../platform/command.server";
import type { Acting, Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import {
  done,
  type Member,
  type Refusal,
  type Result,
  refuse,
  type Window,
} from "../../platform/types";
import { wallTime } from "../../platform/zone";
import { changeForm } from "../form";
import { keepsShifts } from "../policy";
import { takeOver, takeOverRoles } from "../rules/following";
import { MOST_OF_SERIES } from "../rules/limits";
import { lastsOf, occurrences, windowAt } from "../rules/recurrence";
import { answerBy } from "../rules/sign-up";
import { DAY } from "../rules/timing";
import { AGREED, CAME, HOLDING } from "../states";
import {
  addSeries,
  endSeries,
  fill,
  isAhead,
  lockFollowing,
  opensAheadOf,
  opensOf,
  repeating,
} from "./series-parts.server";
import { cancel, lockShift, type NewShift, scheduleShift, wishOf } from "./shifts.server";
import {
  holdUntil,
  lockRole,
  moveSignUp,
  offerFreeSlots,
  type ShiftRow,
  type Zoned,
} from "./sign-ups.server";

/**
 * Changes a shift that has not begun; with the scope `following`, all later ones of its series too. Where its time, place or address
 * changes, whoever had signed up is asked again and their slot is held meanwhile. Refuses: `shift.unknown`, `conflict`,
 * `shift.over`, `shift.window`, `shift.roles`, `shift.fewer` (a role holds more people than that), `shift.begun_there`,
 * `forbidden`, `district.unknown`; for a series `shift.not_series`, `shift.lasts`, `shift.never`, and the day with
 * `shift.fewer_on`, `shift.begun_there_on`.
 */
export const changeShift = command({
  name: "shift.change",
  input: changeForm,
  may: keepsShifts,
  run: async (tx, ctx: Inside<Member>, form) => {
    const wish = await wishOf(tx, ctx, form);
    if (!wish.ok) return wish;
    const { id, version, scope, rule, except } = form;
    if (scope === "following" && rule !== null)
      return changeFollowing(tx, ctx, { id, version }, wish.value, { rule, except });
    const locked = await lockShift(tx, ctx, id, version);
    if (!locked.ok) return locked;
    return isAhead(locked.value) ? change(tx, ctx, locked.value, wish.value) : refuse("shift.over");
  },
});

/**
 * One shift of a series and all that follow: the series ends before it and another begins. Shifts that the new rule does not
 * have are cancelled.
 */
async function changeFollowing(
  tx: Tx,
  ctx: Zoned<Acting<Member>>,
  { id, version }: { id: string; version: number },
  wish: NewShift,
  { rule, except }: { rule: string; except: readonly string[] },
): Promise<Result<null>> {
  const following = await lockFollowing(tx, ctx, id, version);
  if (!following.ok) return following;
  const { row, before, shifts } = following.value;
  const gone = shifts.filter(({ state }) => state === "cancelled");
  const cancelled = gone.map(({ occurrence }) => occurrence!.slice(0, 10));
  const days = [...new Set([...except, ...cancelled])];
  const { zone } = ctx.city;
  const live = shifts.filter(isAhead);
  const first = live[0]!;
  const timeStays = isSameTime(wish.window, first, zone);
  const planned = timeStays ? windowAt(first.occurrence!, row.lasts, zone) : wish.window;
  const series = repeating(ctx, { window: planned }, { rule, except: days });
  if (!series.ok) return series;
  const next = await addSeries(tx, ctx, wish, series.value, row.published);
  await endSeries(tx, row, before);
  const stood = { ...wishOfShift(first), roles: await rolesOf(tx, first.id) };
  const later = daysBetween(first.occurrence!, series.value.starts);
  const { from } = planned;
  const to = new Date(row.filledUntil.getTime() + Math.max(0, later) * DAY);
  const wanted = occurrences(series.value, zone, { from, to }, MOST_OF_SERIES);
  for (const stands of live) {
    // Each moves by as many days as the first: Tuesdays become Wednesdays, and nobody's week is mixed up.
    const wall = wanted.find((day) => daysBetween(stands.occurrence!, day.wall) === later);
    if (!wall) {
      const ended = await cancel(tx, ctx, stands, "");
      if (!ended.ok) return ended;
      continue;
    }
    const { wall: occurrence } = wall;
    // One that was moved by itself stays where it was moved to, unless the time is what changes now.
    const window = timeStays && isMovedAlone(stands, row.lasts, zone) ? stands.during : wall.window;
    const own = { ...wishOfShift(stands), roles: await rolesOf(tx, stands.id) };
    await tx.update(shift).set({ seriesId: next.id, occurrence }).where(eq(shift.id, stands.id));
    const changed = await change(tx, ctx, stands, takenOver({ stood, wish, own }, window));
    if (!changed.ok) return onDay(changed, window.from);
  }
  const filled = await fill(tx, ctx, next.id);
  return filled.ok ? done(null) : filled;
}

const isSameTime = ({ from, to }: Window, { during, occurrence }: ShiftRow, zone: string) =>
  from.getTime() === during.from.getTime() &&
  to.getTime() === during.to.getTime() &&
  daysBetween(wallTime(from, zone), occurrence!) === 0;
const isMovedAlone = ({ during, occurrence }: ShiftRow, lasts: number, zone: string) => {
  const [from, to] = [wallTime(during.from, zone), wallTime(during.to, zone)];
  return from !== occurrence || lastsOf(from, to) !== lasts;
};
const midnight = (wall: string) => Date.parse(`${wall.slice(0, 10)}T00:00Z`);
const daysBetween = (from: string, to: string) => (midnight(to) - midnight(from)) / DAY;

/** What somebody would have asked for to get a shift as it stands; its roles apart. */
const wishOfShift = (row: ShiftRow): Omit<NewShift, "roles"> => {
  const { districtId, place, address, briefing, contact, leaveHours, opensAt, during } = row;
  return { districtId, place, address, briefing, contact, leaveHours, opensAt, window: during };
};

const rolesOf = (tx: Tx, shiftId: string): Promise<NewShift["roles"]> =>
  tx
    .select({
      id: shiftRole.id,
      title: shiftRole.title,
      skills: shiftRole.skills,
      capacity: shiftRole.capacity,
      minimum: shiftRole.minimum,
    })
    .from(shiftRole)
    .where(eq(shiftRole.shiftId, shiftId))
    .orderBy(asc(shiftRole.position), asc(shiftRole.id));

type Change = { stood: NewShift; wish: NewShift; own: NewShift };

/** What one shift of a series is to be in `window`, where its first one, which stood so, is to be as wished. */
function takenOver({ stood, wish, own }: Change, window: Window): NewShift {
  const factsOf = (one: NewShift) => {
    const { roles: _roles, window: _window, opensAt: _opensAt, ...facts } = one;
    return { ...facts, ahead: opensAheadOf(one) };
  };
  const { ahead, ...facts } = takeOver(factsOf(stood), factsOf(wish), factsOf(own));
  const roles = takeOverRoles(stood.roles, wish.roles, own.roles);
  return { ...facts, roles, window, opensAt: opensOf(ahead, window) };
}

/** Which of many shifts it is that refuses. */
const onDay = ({ code, params, ...refusal }: Refusal, at: Date): Refusal =>
  code === "shift.fewer" || code === "shift.begun_there"
    ? refuse(`${code}_on`, { ...params, at: at.toISOString() })
    : { ...refusal, code, params };

/** Changes a locked shift, with everybody on it. Refuses: `shift.fewer`, `shift.begun_there`. */
async function change(
  tx: Tx,
  ctx: Zoned<Acting>,
  locked: ShiftRow,
  { window, roles, ...facts }: NewShift,
): Promise<Result<null>> {
  const before = locked.during;
  const moved =
    before.from.getTime() !== window.from.getTime() ||
    before.to.getTime() !== window.to.getTime() ||
    locked.place !== facts.place ||
    !sameAddress(locked.address, facts.address);
  if (moved && (await isAnybodyThere(tx, locked.id))) return refuse("shift.begun_there");
  const kept = await changeRoles(tx, locked.id, roles);
  if (!kept.ok) return kept;
  const { place, address } = locked;
  const was = moved
    ? { from: before.from.toISOString(), to: before.to.toISOString(), place, address }
    : locked.was;
  const set = { ...facts, was, during: window, changedAt: ctx.now };
  const asked = moved ? await askAgain(tx, ctx, locked, window.from) : done(null);
  if (!asked.ok) return asked;
  const [changed] = await tx
    .update(shift)
    .set({ ...set, version: locked.version + 1 })
    .where(eq(shift.id, locked.id))
    .returning();
  await record(tx, ctx, {
    type: moved ? "shift.moved" : "shift.edited",
    thingId: locked.id,
    districtId: facts.districtId,
  });
  if (locked.state !== "published") return done(null);
  if (moved) await scheduleShift(tx, changed!, ctx.now);
  for (const roleId of kept.value) {
    const role = await lockRole(tx, roleId);
    const offered = role ? await offerFreeSlots(tx, ctx, role) : done(0);
    if (!offered.ok) return offered;
  }
  return done(null);
}

async function isAnybodyThere(tx: Tx, shiftId: string) {
  const came = isIn(signUp.state, CAME);
  return (await tx.$count(signUp, and(eq(signUp.shiftId, shiftId), came))) > 0;
}

/** Whoever had agreed did so for another time or place. */
async function askAgain(
  tx: Tx,
  ctx: Zoned<Acting>,
  { id, districtId }: ShiftRow,
  begins: Date,
): Promise<Result<null>> {
  const agreed = await tx
    .select()
    .from(signUp)
    .where(and(eq(signUp.shiftId, id), isIn(signUp.state, AGREED)))
    .orderBy(asc(signUp.id));
  const until = answerBy(ctx.now, begins, ctx.city.zone);
  const set = { answerBy: until };
  for (const row of agreed) {
    if (row.state === "offered") {
      await tx.update(signUp).set(set).where(eq(signUp.id, row.id));
      const { roleId: role, personId: person } = row;
      await record(tx, ctx, {
        type: "sign_up.asked_again",
        thingId: row.id,
        districtId,
        data: { shift: id, role, person },
      });
    } else {
      const asked = await moveSignUp(tx, ctx, row, "offered", { reason: "moved", set });
      if (!asked.ok) return asked;
    }
    await holdUntil(tx, row.id, until);
  }
  return done(null);
}

/** Brings the roles of a locked shift to what is wished. Gives their ids; refuses `shift.fewer`. */
async function changeRoles(
  tx: Tx,
  shiftId: string,
  wishes: NewShift["roles"],
): Promise<Result<string[]>> {
  const held = sql<number>`(select coalesce(sum(s.party), 0)::int from sign_up s
    where s.role_id = shift_role.id and s.state in (${sql.join(
      HOLDING.map((state) => sql`${state}`),
      sql`, `,
    )}))`;
  const used = sql<boolean>`exists (select from sign_up s where s.role_id = shift_role.id)`;
  const stands = await tx
    .select({ id: shiftRole.id, title: shiftRole.title, held, used })
    .from(shiftRole)
    .where(eq(shiftRole.shiftId, shiftId))
    .orderBy(asc(shiftRole.id));
  // All that could refuse comes before the first write.
  for (const { id, title, held: count, used: known } of stands) {
    const wish = wishes.find((role) => role.id === id);
    if (wish ? count > wish.capacity : known) return refuse("shift.fewer", { count, role: title });
  }
  const ids: string[] = [];
  for (const [position, { id, skills, ...wish }] of wishes.entries()) {
    const known = stands.find((role) => role.id === id);
    const values = { ...wish, skills: [...skills], position };
    const [row] = known
      ? await tx.update(shiftRole).set(values).where(eq(shiftRole.id, known.id)).returning()
      : await tx
          .insert(shiftRole)
          .values({ ...values, shiftId })
          .returning();
    ids.push(row!.id);
  }
  for (const { id } of stands)
    if (!ids.includes(id)) await tx.delete(shiftRole).where(eq(shiftRole.id, id));
  return done(ids);
}
