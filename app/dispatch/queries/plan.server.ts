import { isAvailable } from "../../accounts/rules/availability";
import type { WeeklySpan } from "../../accounts/types";
import { PRIORITIES } from "../../districts/types";
import type { Planner } from "../../matching/adapter.server";
import { pressingOf } from "../../matching/rules/judge";
import type { Job, Problem } from "../../matching/rules/problem";
import type { Ctx } from "../../platform/context.server";
import type { Member, Point } from "../../platform/types";
import { weekMoment } from "../../platform/zone";
import { freeOver, listLendable } from "../../resources/queries/lendable.server";
import { roughly } from "../rules/distance";
import { nearestOf } from "../rules/nearest";
import { wishOf } from "../rules/wish";
import { readHelpers, readPast, wantedOf } from "./candidates.server";
import { listWaiting, type Waiting } from "./waiting.server";

/** So many things are looked at for each task, the nearest first. */
const NEAREST_THINGS = 10;

/**
 * Who could go where in a coordinator's districts or in one of them, with what, all of it weighed together; and what waits and can't be planned.
 * Nothing of it is kept: whoever sends it brings it along, and it is judged again then.
 */
export async function makePlan(
  ctx: Ctx<Member>,
  planner: Planner,
  districtId: string | null = null,
) {
  const waiting = (await listWaiting(ctx, districtId)).toSorted(
    (one, other) => rankOf(one, ctx.now) - rankOf(other, ctx.now),
  );
  if (waiting.length === 0) return null;
  const { problem, names, things } = await readProblem(ctx, waiting);
  const planned = await planner(ctx.actor.personId, problem);
  const byLine = new Map(waiting.map((one) => [one.line as string, one]));
  const jobs = new Map(problem.jobs.map((job) => [job.id, job]));
  const withName = <Choice extends { helper: string; kilometres: number | null }>({
    helper,
    kilometres,
    ...choice
  }: Choice) => ({
    ...choice,
    id: helper,
    name: names.get(helper)!,
    kilometres: roughly(kilometres),
  });
  return {
    by: planned.by,
    gap: planned.gap,
    why: planned.why,
    figures: planned.figures,
    gain: planned.gain,
    lines: planned.lines.map(({ job, fit, emptyHanded, chosen, others }) => {
      const thing = fit && things.get(fit.id)!;
      const { wish } = jobs.get(job)!;
      return {
        ...viewOf(byLine.get(job)!),
        chosen: chosen.map(withName),
        others: others.map(withName),
        thing: thing && { ...thing, amount: wish!.amount },
        emptyHanded,
      };
    }),
    left: planned.left.map(({ job, why, found, places }) => ({
      ...viewOf(byLine.get(job)!),
      why,
      found,
      places,
    })),
  };
}

const rankOf = (one: Waiting, now: Date) => PRIORITIES.indexOf(pressingOf(one, now));

/** What a line shows of what it is about; nothing that says who asked, or where exactly. */
const viewOf = ({
  line,
  kind,
  id,
  number,
  title,
  during,
  priority,
  neededBy,
  ...one
}: Waiting) => ({
  line,
  kind,
  id,
  number,
  title,
  window: during,
  priority,
  neededBy,
  since: one.since,
  dueAt: one.dueAt,
  districtNames: one.districtNames,
  kinds: one.served.map(({ names }) => names),
  amounts: one.served.map(({ quantity, delivered, unit }) => ({
    unit,
    missing: quantity === null ? null : Math.max(0, quantity - delivered),
  })),
  people: one.served.reduce((sum, { people }) => sum + people, 0),
});

async function readProblem(ctx: Ctx<Member>, waiting: readonly Waiting[]) {
  const { db, now, city } = ctx;
  const wishes = waiting.map((one) =>
    one.lends
      ? null
      : wishOf(
          one.served.map(({ thing, quantity, delivered }) => ({
            thing,
            missing: quantity === null ? null : Math.max(0, quantity - delivered),
          })),
        ),
  );
  const kinds = [...new Set(wishes.flatMap((wish) => wish?.kind ?? []))];
  const wanted = waiting.map((one) => wantedOf(one, city.zone, now));
  const points = wanted.flatMap(({ place }) => place ?? []);
  const [helpers, things, past] = await Promise.all([
    readHelpers(
      db,
      { from: now, to: new Date(now.getTime() + 24 * 3_600_000) },
      middleOf(points),
      now,
    ),
    kinds.length > 0 ? listLendable(db, kinds) : [],
    readPast(db, {
      tasks: waiting.flatMap((one) => (one.kind === "task" ? one.id : [])),
      requests: waiting.flatMap(({ served }) => served.map(({ id }) => id)),
    }),
  ]);
  const collected = thingsByHours(things);
  const near = wanted.map(({ place, window }, at) => {
    const kind = wishes[at]?.kind;
    if (!kind) return [];
    return nearestOf(collected(kind, weekMoment(window.from, city.zone)), place, NEAREST_THINGS);
  });
  const asked = near.flatMap((some, at) =>
    some.map(({ thing }) => ({ offer: thing.id, window: wanted[at]!.window })),
  );
  const free = await freeOver(db, asked, now);
  let next = 0;
  const jobs = waiting.map((one, at): Job => {
    const wish = wishes[at] ?? null;
    const fits = near[at]!.flatMap(({ thing, minutes }) => {
      const left = free[next++] ?? 0;
      return wish && left >= wish.amount ? { id: thing.id, free: left, minutes } : [];
    });
    const requests = one.served.map(({ id }) => id);
    const own = past.filter(
      ({ taskId, requestId, past }) =>
        taskId === one.id || (past !== "already" && requests.includes(requestId ?? "")),
    );
    const { priority, neededBy, language, kilograms, riders, places, since, dueAt } = one;
    return {
      ...wanted[at]!,
      id: one.line,
      priority,
      neededBy,
      language,
      kilograms,
      riders,
      places,
      since,
      dueAt,
      past: Object.fromEntries(own.map(({ personId, past }) => [personId, past])),
      fetches: wish?.bulky ?? false,
      wish: wish && {
        amount: wish.amount,
        forGood: near[at]![0]?.thing.durable === false,
        fits,
      },
    };
  });
  const problem: Problem = { now, jobs, helpers: helpers.map(({ name: _, ...helper }) => helper) };
  return {
    problem,
    names: new Map(helpers.map(({ id, name }) => [id, name])),
    things: new Map(things.map(({ id, number, title, unit }) => [id, { id, number, title, unit }])),
  };
}

/** Of a kind, those that can be collected in a minute of the week: their hours say when. Many tasks begin in the same one. */
function thingsByHours<Thing extends { kind: string; weekly: readonly WeeklySpan[] }>(
  things: readonly Thing[],
) {
  const known = new Map<string, Thing[]>();
  return (wanted: string, { weekday, minute }: { weekday: number; minute: number }) => {
    const key = `${wanted} ${weekday} ${minute}`;
    const found =
      known.get(key) ??
      things.filter(({ kind, weekly }) => kind === wanted && isAvailable(weekly, weekday, minute));
    known.set(key, found);
    return found;
  };
}

/** Where most of it is: the nearest people are looked at first. */
function middleOf(points: readonly Point[]): Point | null {
  if (points.length === 0) return null;
  const sum = (pick: (point: Point) => number) =>
    points.reduce((total, point) => total + pick(point), 0) / points.length;
  return { lat: sum(({ lat }) => lat), lon: sum(({ lon }) => lon) };
}
