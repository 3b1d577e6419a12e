import { and, asc, eq, gte, inArray, sql } from "drizzle-orm";
import { shift, shiftRole, shiftSeries } from "../../../drizzle/schema/shifts";
import { record } from "../../audit/commands/record.server";
import type { Ctx } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member, type Result, refuse, type Window } from "../../platform/types";
import { instantOf, wallTime } from "../../platform/zone";
import { mayKeepShift } from "../policy";
import { lastsOf, occurrences, type Series, splitAt } from "../rules/recurrence";
import type { ShiftTemplate } from "../types";
import { change } from "./change-shift.server";
import {
  addShift,
  cancel,
  lockShift,
  makeShift,
  type NewShift,
  publish,
  publishShift,
  whyNotMake,
} from "./keep-shift.server";
import { lockShifts, type ShiftRow, type Who } from "./places.server";

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
/** Shifts of a series stand so far ahead. */
const AHEAD = 56 * DAY;
const MOST = 400;

export type Zoned<C> = C & { zone: string };
export type Repeating = NewShift & { rule: string; except: readonly string[] };

const opensAheadOf = ({ opensAt, window }: NewShift) =>
  opensAt ? (window.from.getTime() - opensAt.getTime()) / MINUTE : null;
const opensOf = (ahead: number | null | undefined, { from }: Window) =>
  typeof ahead === "number" ? new Date(from.getTime() - ahead * MINUTE) : null;

const template = (input: NewShift): ShiftTemplate => {
  const { place, address, briefing, contact, leaveHours, roles } = input;
  return {
    opensAhead: opensAheadOf(input),
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

/**
 * Makes a repeating shift, and its first eight weeks. `window` is the first one's. Gives the first shift's id. Refuses as
 * `makeShift`, and `shift.never` for a rule without a single day.
 */
export async function makeSeries(
  ctx: Zoned<Ctx<Member>>,
  input: Repeating,
): Promise<Result<string>> {
  const wrong = whyNotMake(ctx, input);
  if (wrong) return wrong;
  const starts = wallTime(input.window.from, ctx.zone);
  const lasts = lastsOf(starts, wallTime(input.window.to, ctx.zone));
  const series = { rule: input.rule, starts, lasts, except: input.except };
  if (isNever(series, ctx, input.window)) return refuse("shift.never");
  return ctx.db.transaction(async (tx) => {
    const made = await addSeries(tx, ctx, input, series);
    const [first] = await fill(tx, ctx, made.id);
    return done(first!.id);
  });
}

/**
 * A new shift, repeating where `rule` says how, and published at once if that was asked for: all of it or nothing. Gives
 * the first shift's id. Refuses as `makeSeries` and `makeShift`.
 */
export async function planShift(
  ctx: Zoned<Ctx<Member>>,
  { rule, except, ...wish }: NewShift & { rule: Repeating["rule"] | null; except: string[] },
  { published }: { published: boolean },
): Promise<Result<string>> {
  return ctx.db.transaction(async (tx) => {
    const on = { ...ctx, db: tx };
    const made = rule ? await makeSeries(on, { ...wish, rule, except }) : await makeShift(on, wish);
    if (made.ok && published) await publishShift(on, made.value, 1);
    return made;
  });
}

/** Whether none of it would be made now. */
function isNever(series: Series, { zone }: { zone: string }, { from }: Window) {
  const ahead = { from, to: new Date(from.getTime() + AHEAD) };
  return occurrences(series, zone, ahead, 1).length === 0;
}

async function addSeries(
  tx: Tx,
  ctx: Zoned<Ctx<Member>>,
  input: NewShift,
  { rule, starts, lasts, except }: Series,
  published = false,
) {
  const [made] = await tx
    .insert(shiftSeries)
    .values({
      rule,
      starts,
      lasts,
      exceptDays: [...except],
      template: template(input),
      published,
      districtId: input.districtId,
      createdBy: ctx.actor.personId,
      createdAt: ctx.now,
      filledUntil: ctx.now,
    })
    .returning();
  const line = { type: "series.made", thingId: made!.id } as const;
  await record(tx, ctx, { ...line, districtId: input.districtId });
  return made!;
}

type SeriesRow = typeof shiftSeries.$inferSelect;
export const seriesOf = ({ rule, starts, lasts, exceptDays: except }: SeriesRow): Series => ({
  rule,
  starts,
  lasts,
  except,
});

/** Makes what is missing of a series up to the horizon, and comes back in a week. */
async function fill(tx: Tx, ctx: Zoned<Who>, id: string): Promise<ShiftRow[]> {
  const [row] = await tx.select().from(shiftSeries).where(eq(shiftSeries.id, id)).for("update");
  if (!row || row.ended) return [];
  const until = new Date(ctx.now.getTime() + AHEAD);
  const begin = instantOf(row.starts, ctx.zone)!;
  const from = begin > ctx.now ? begin : new Date(ctx.now.getTime() + 1);
  const to = begin > ctx.now ? new Date(begin.getTime() + AHEAD) : until;
  const made: ShiftRow[] = [];
  const there = await tx
    .select({ occurrence: shift.occurrence })
    .from(shift)
    .where(eq(shift.seriesId, id));
  for (const { wall, window } of occurrences(seriesOf(row), ctx.zone, { from, to }, MOST)) {
    if (there.some(({ occurrence }) => occurrence === wall)) continue;
    const { opensAhead, ...facts } = row.template;
    const opensAt = opensOf(opensAhead, window);
    const wish = { ...facts, districtId: row.districtId, window, opensAt };
    const of = { seriesId: id, occurrence: wall };
    const one = await addShift(tx, ctx, wish, row.createdBy, of);
    made.push(row.published ? await publish(tx, ctx, one) : one);
  }
  await tx.update(shiftSeries).set({ filledUntil: to }).where(eq(shiftSeries.id, id));
  const again = new Date(ctx.now.getTime() + 7 * DAY).toISOString();
  await tx.execute(sql`select enqueue_job('series-fill', json_build_object('id', ${id}::uuid),
    ${`series-fill ${id}`}, ${again}::timestamptz)`);
  return made;
}

/** The job of a series. */
export const fillSeries = (ctx: Zoned<Pick<Ctx, "db" | "now">>, id: string) =>
  ctx.db.transaction((tx) =>
    fill(tx, { ...ctx, actor: { kind: "system", name: "series-fill" } as const }, id),
  );

/**
 * Changes one shift of a series and all that follow: the series ends before it and another begins. Sign-ups of shifts whose
 * time or place changes are asked again; shifts that the new rule does not have are cancelled. Refuses as `changeShift`,
 * `shift.never` and `shift.not_series`.
 */
export async function changeFollowing(
  ctx: Zoned<Ctx<Member>>,
  id: string,
  { version, ...input }: Repeating & { version: number },
): Promise<Result<null>> {
  const wrong = whyNotMake(ctx, input);
  if (wrong) return wrong;
  const refused = { value: refuse("shift.fewer") };
  return ctx.db
    .transaction(async (tx) => {
      const following = await lockFollowing(tx, ctx, id, version);
      if (!following.ok) return following;
      const { row, before, shifts } = following.value;
      const starts = wallTime(input.window.from, ctx.zone);
      const lasts = lastsOf(starts, wallTime(input.window.to, ctx.zone));
      const gone = shifts.filter(({ state }) => state === "cancelled");
      const except = [...input.except, ...gone.map(({ occurrence }) => occurrence!.slice(0, 10))];
      const series = { rule: input.rule, starts, lasts, except: [...new Set(except)] };
      if (isNever(series, ctx, input.window)) return refuse("shift.never");
      const next = await addSeries(tx, ctx, input, series, row.published);
      await endSeries(tx, row, before);
      const live = shifts.filter(({ state }) => state === "draft" || state === "published");
      const later = daysBetween(live[0]!.occurrence!, starts);
      const to = new Date(row.filledUntil.getTime() + Math.max(0, later) * DAY);
      const wanted = occurrences(series, ctx.zone, { from: input.window.from, to }, MOST);
      for (const one of live) {
        // Each moves by as many days as the first: Tuesdays become Wednesdays, and nobody's week is mixed up.
        const place = wanted.find(({ wall }) => daysBetween(one.occurrence!, wall) === later);
        if (!place) {
          await cancel(tx, ctx, one, "");
          continue;
        }
        const roles = await matchRoles(tx, one.id, input);
        await tx
          .update(shift)
          .set({ seriesId: next.id, occurrence: place.wall })
          .where(eq(shift.id, one.id));
        const { window } = place;
        const opensAt = opensOf(opensAheadOf(input), window);
        const changed = await change(tx, ctx, one, { ...input, roles, window, opensAt });
        if (!changed.ok) {
          refused.value = changed;
          throw refused;
        }
      }
      await fill(tx, ctx, next.id);
      return done(null);
    })
    .catch((fault) => {
      if (fault === refused) return refused.value;
      throw fault;
    });
}

/** The same for cancelling: this one and all that follow. Refuses as `cancelShift`, and `shift.not_series`. */
export async function cancelFollowing(
  ctx: Zoned<Ctx<Member>>,
  id: string,
  { version, reason }: { version: number; reason: string },
): Promise<Result<null>> {
  if (!reason.trim()) return refuse("shift.word");
  return ctx.db.transaction(async (tx) => {
    const following = await lockFollowing(tx, ctx, id, version);
    if (!following.ok) return following;
    const { row, before, shifts } = following.value;
    await endSeries(tx, row, before);
    for (const one of shifts)
      if (one.state === "draft" || one.state === "published")
        await cancel(tx, ctx, one, reason.trim());
    return done(null);
  });
}

const midnight = (wall: string) => Date.parse(`${wall.slice(0, 10)}T00:00Z`);
const daysBetween = (from: string, to: string) => (midnight(to) - midnight(from)) / DAY;

const endSeries = (tx: Tx, { id, rule }: SeriesRow, before: Series | null) =>
  tx
    .update(shiftSeries)
    .set({ rule: before?.rule ?? rule, ended: true })
    .where(eq(shiftSeries.id, id));

async function lockFollowing(
  tx: Tx,
  ctx: Zoned<Ctx<Member>>,
  id: string,
  version: number,
): Promise<Result<{ row: SeriesRow; before: Series | null; shifts: ShiftRow[] }>> {
  const [known] = await tx.select().from(shift).where(eq(shift.id, id));
  if (!known || !mayKeepShift(ctx.actor, known)) return refuse("shift.unknown");
  if (!known.seriesId || !known.occurrence) return refuse("shift.not_series");
  const ids = await tx
    .select({ id: shift.id })
    .from(shift)
    .where(and(eq(shift.seriesId, known.seriesId), gte(shift.occurrence, known.occurrence)));
  const all = await lockShifts(
    tx,
    ids.map((one) => one.id),
  );
  const own = await lockShift(tx, ctx, id, version);
  if (!own.ok) return own;
  if (!["draft", "published"].includes(own.value.state)) return refuse("shift.over");
  const of = eq(shiftSeries.id, known.seriesId);
  const [row] = await tx.select().from(shiftSeries).where(of).for("update");
  const split = splitAt(seriesOf(row!), known.occurrence);
  if (!split) return refuse("shift.not_series");
  const shifts = all.sort((a, b) => a.occurrence!.localeCompare(b.occurrence!));
  return done({ row: row!, before: split.before, shifts });
}

/** The wished roles with the ids of those that stand in the same order, so that nobody loses their place. */
async function matchRoles(tx: Tx, shiftId: string, { roles }: NewShift) {
  const stands = await tx
    .select({ id: shiftRole.id })
    .from(shiftRole)
    .where(inArray(shiftRole.shiftId, [shiftId]))
    .orderBy(asc(shiftRole.position), asc(shiftRole.id));
  return roles.map((role, index) => ({ ...role, id: stands[index]?.id }));
}
