import { and, eq, gte } from "drizzle-orm";
import { shift, shiftSeries } from "../../../drizzle/schema/shifts";
import { record } from "../../audit/commands/record.server";
import type { Acting } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { schedule } from "../../platform/schedule.server";
import { done, type Member, type Result, refuse, type Window } from "../../platform/types";
import { instantOf, wallTime } from "../../platform/zone";
import { mayKeepShift } from "../policy";
import { MOST_OF_SERIES } from "../rules/limits";
import { lastsOf, occurrences, type Series, splitAt } from "../rules/recurrence";
import {
  DAY,
  MINUTE,
  SERIES_AGAIN_DAYS,
  SERIES_AHEAD_DAYS,
  SERIES_LASTS_MINUTES,
} from "../rules/timing";
import type { ShiftTemplate } from "../types";
import { addShift, lockShift, type NewShift, publish } from "./shifts.server";
import { lockShifts, type ShiftRow, type Zoned } from "./sign-ups.server";

export type SeriesRow = typeof shiftSeries.$inferSelect;
type Repeats = { rule: string; except: readonly string[] };

const aheadOf = (from: Date) => new Date(from.getTime() + SERIES_AHEAD_DAYS * DAY);
/** Minutes before the start from which on people sign up; null for from publication on. */
export const opensAheadOf = ({ opensAt, window }: Pick<NewShift, "opensAt" | "window">) =>
  opensAt ? (window.from.getTime() - opensAt.getTime()) / MINUTE : null;
/** When sign-up opens for one shift of a series: as long before its start as for the first. */
export const opensOf = (ahead: number | null | undefined, { from }: Window): Date | null =>
  typeof ahead === "number" ? new Date(from.getTime() - ahead * MINUTE) : null;

const templateOf = (wish: NewShift): ShiftTemplate => {
  const { place, address, briefing, contact, leaveHours, roles } = wish;
  return {
    opensAhead: opensAheadOf(wish),
    place,
    address,
    briefing,
    contact,
    leaveHours,
    roles: roles.map(({ title, skills, capacity, minimum }) => ({
      title,
      skills,
      capacity,
      minimum,
    })),
  };
};

/** How a wish repeats, by the city's wall clock. Refuses: `shift.lasts`, `shift.never` for a rule without a single day. */
export function repeating(
  { city: { zone } }: Zoned<unknown>,
  { window: { from, to } }: Pick<NewShift, "window">,
  { rule, except }: Repeats,
): Result<Series> {
  const starts = wallTime(from, zone);
  const lasts = lastsOf(starts, wallTime(to, zone));
  if (lasts < SERIES_LASTS_MINUTES.least || lasts > SERIES_LASTS_MINUTES.most)
    return refuse("shift.lasts");
  const series = { rule, starts, lasts, except };
  const made = occurrences(series, zone, { from, to: aheadOf(from) }, 1);
  return made.length === 0 ? refuse("shift.never") : done(series);
}

export async function addSeries(
  tx: Tx,
  ctx: Acting<Member>,
  wish: NewShift,
  { rule, starts, lasts, except }: Series,
  published = false,
): Promise<SeriesRow> {
  const [made] = await tx
    .insert(shiftSeries)
    .values({
      rule,
      starts,
      lasts,
      exceptDays: [...except],
      template: templateOf(wish),
      published,
      districtId: wish.districtId,
      createdBy: ctx.actor.personId,
      createdAt: ctx.now,
      filledUntil: ctx.now,
    })
    .returning();
  const { districtId } = wish;
  await record(tx, ctx, { type: "series.made", thingId: made!.id, districtId });
  return made!;
}

const seriesOf = ({ rule, starts, lasts, exceptDays: except }: SeriesRow): Series => ({
  rule,
  starts,
  lasts,
  except,
});

/**
 * Makes what is missing of a series up to the horizon, and comes back in a week. Gives what it has made. Refuses:
 * `shift.over`, `conflict`.
 */
export async function fill(
  tx: Tx,
  ctx: Zoned<Acting>,
  id: string,
): Promise<Result<readonly ShiftRow[]>> {
  const [row] = await tx.select().from(shiftSeries).where(eq(shiftSeries.id, id)).for("update");
  if (!row || row.ended) return done([]);
  const { zone } = ctx.city;
  const begin = instantOf(row.starts, zone)!;
  const from = begin > ctx.now ? begin : new Date(ctx.now.getTime() + 1);
  const to = aheadOf(begin > ctx.now ? begin : ctx.now);
  const made: ShiftRow[] = [];
  const stands = await tx
    .select({ occurrence: shift.occurrence })
    .from(shift)
    .where(eq(shift.seriesId, id));
  const known = new Set(stands.map(({ occurrence }) => occurrence));
  for (const { wall, window } of occurrences(seriesOf(row), zone, { from, to }, MOST_OF_SERIES)) {
    if (known.has(wall)) continue;
    const { opensAhead, ...facts } = row.template;
    const opensAt = opensOf(opensAhead, window);
    const wish = { ...facts, districtId: row.districtId, window, opensAt };
    const draft = await addShift(tx, ctx, wish, row.createdBy, { seriesId: id, occurrence: wall });
    const added = row.published ? await publish(tx, ctx, draft) : done(draft);
    if (!added.ok) return added;
    made.push(added.value);
  }
  await tx.update(shiftSeries).set({ filledUntil: to }).where(eq(shiftSeries.id, id));
  const at = new Date(ctx.now.getTime() + SERIES_AGAIN_DAYS * DAY);
  await schedule(tx, { name: "series-fill", payload: { id }, key: `series-fill ${id}`, at });
  return done(made);
}

/** A series makes no more shifts; `before` is what its rule says of those that stay. */
export const endSeries = (tx: Tx, { id, rule }: SeriesRow, before: Series | null) =>
  tx
    .update(shiftSeries)
    .set({ rule: before?.rule ?? rule, ended: true })
    .where(eq(shiftSeries.id, id));

export type Following = { row: SeriesRow; before: Series | null; shifts: ShiftRow[] };

/**
 * Locks a shift of a series and all that follow, with everybody on them, in the order of their days. Refuses:
 * `shift.unknown`, `conflict`, `shift.over`, `shift.not_series`.
 */
export async function lockFollowing(
  tx: Tx,
  ctx: Acting,
  id: string,
  version: number,
): Promise<Result<Following>> {
  const [known] = await tx.select().from(shift).where(eq(shift.id, id));
  if (!known || !mayKeepShift(ctx.actor, known)) return refuse("shift.unknown");
  if (!known.seriesId || !known.occurrence) return refuse("shift.not_series");
  const following = await tx
    .select({ id: shift.id })
    .from(shift)
    .where(and(eq(shift.seriesId, known.seriesId), gte(shift.occurrence, known.occurrence)));
  const locked = await lockShifts(
    tx,
    following.map((row) => row.id),
  );
  const first = await lockShift(tx, ctx, id, version);
  if (!first.ok) return first;
  if (!isAhead(first.value)) return refuse("shift.over");
  const of = eq(shiftSeries.id, known.seriesId);
  const [row] = await tx.select().from(shiftSeries).where(of).for("update");
  const split = splitAt(seriesOf(row!), known.occurrence);
  if (!split) return refuse("shift.not_series");
  const shifts = locked.sort((a, b) => a.occurrence!.localeCompare(b.occurrence!));
  return done({ row: row!, before: split.before, shifts });
}

/** Whether a shift has not begun. */
export const isAhead = ({ state }: ShiftRow): boolean => state === "draft" || state === "published";
