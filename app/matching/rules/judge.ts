import type { Skill } from "../../accounts/types";
import type { Priority } from "../../districts/types";
import type { Window } from "../../platform/types";
import type { Helper, Needed } from "./problem";
import { carries, travelMinutes } from "./travel";
import { kilometresTo, type WhyNot, whyNot } from "./why-not";

/** What speaks for somebody, the strongest first. */
export const PROS = [
  "skill",
  "said_free",
  "near",
  "vehicle",
  "room",
  "language",
  "rested",
] as const;
/** What speaks against somebody who could go. */
export const CONS = [
  "asked",
  "declined",
  "silent",
  "late",
  "far",
  "unknown_place",
  "no_vehicle",
  "small_vehicle",
  "language",
  "busy",
] as const;
export type Pro = (typeof PROS)[number];
export type Con = (typeof CONS)[number];

export type Verdict = {
  against: readonly WhyNot[];
  pros: readonly Pro[];
  cons: readonly Con[];
  kilometres: number | null;
  /** On the way; as long as is usual where nobody knows how far it is. */
  minutes: number;
  /** In minutes of the road: smaller is better. */
  cost: number;
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A minute's delay counts so many times. */
const WEIGHT: Record<Priority, number> = { critical: 4, high: 2, normal: 1, low: 1 };
/** In minutes of the road. */
const COSTS = { load: 8, silent: 25, language: 12, onFoot: 20, tight: 15, spare: 3, late: 120 };
/** Whoever has just said that they are free will hardly say no. */
const GAINS = { saidFree: 10 };
/** Whoever is so far away is no worse for being farther. */
const FARTHEST = 120;
const NEAR = 10;
const FAR = 30;
const BUSY = 2;
/** Skills that few have: whoever has them is kept for those who need them. */
const RARE: readonly Skill[] = ["first_aid", "care", "electrician", "generator", "counselling"];
/** A deadline that is so near is as pressing as danger to life. */
const PRESSING_HOURS = 3;

/** How pressing something is: by its priority, or by its deadline where that is near. */
export const pressingOf = (
  { priority, neededBy }: Pick<Needed, "priority" | "neededBy">,
  now: Date,
): Priority =>
  neededBy && neededBy.getTime() - now.getTime() < PRESSING_HOURS * HOUR ? "critical" : priority;

export const overlaps = (a: Window, b: Window): boolean => a.from < b.to && b.from < a.to;

/** How much somebody has promised about that time: twelve hours before and after. */
export function loadOf(
  { promised, asked }: Pick<Helper, "promised" | "asked">,
  { from, to }: Window,
): number {
  if (promised.length + asked.length === 0) return 0;
  const [start, end] = [from.getTime() - 12 * HOUR, to.getTime() + 12 * HOUR];
  const count = (all: readonly Window[]) =>
    all.reduce(
      (sum, one) => (one.from.getTime() < end && start < one.to.getTime() ? sum + 1 : sum),
      0,
    );
  return count(promised) + count(asked);
}

const holds = (said: Window | null, { from, to }: Window) =>
  said !== null && said.from <= from && to <= said.to;

/** Whether what has to be brought, and who rides along, goes into a vehicle of which something is known. */
function roomIn(
  { vehicle, seats, loadKg }: Pick<Helper, "vehicle" | "seats" | "loadKg">,
  { kilograms, riders }: Pick<Needed, "kilograms" | "riders">,
) {
  if (!carries(vehicle)) return { fits: false, tight: false };
  const known = [
    [kilograms, loadKg],
    [riders, seats],
  ].flatMap(([need, room]) => (need != null && room != null ? [need <= room] : []));
  return { fits: known.length > 0 && known.every(Boolean), tight: known.includes(false) };
}

type Facts = {
  minutes: number;
  load: number;
  late: boolean;
  mute: boolean;
  onFoot: boolean;
  /** What has to go in is known to fit, or known not to. */
  fits: boolean;
  tight: boolean;
  /** Has said that they are free for all of it. */
  saidFree: boolean;
};

function factsOf(person: Helper, need: Needed, now: Date, kilometres: number | null): Facts {
  const minutes = travelMinutes(kilometres, person.vehicle);
  const start = Math.max(now.getTime(), need.window.from.getTime());
  return {
    minutes,
    load: loadOf(person, need.window),
    late: need.neededBy !== null && start + minutes * MINUTE > need.neededBy.getTime(),
    mute:
      need.language !== null &&
      person.languages.length > 0 &&
      !person.languages.includes(need.language),
    onFoot: (need.fetches || need.riders !== null) && !carries(person.vehicle),
    ...roomIn(person, need),
    saidFree: holds(person.freeDuring, need.window),
  };
}

function costOf(facts: Facts, person: Helper, need: Needed, now: Date): number {
  const { minutes, load, late, mute, onFoot, tight, saidFree } = facts;
  let spare = 0;
  for (const skill of person.skills)
    if (RARE.includes(skill) && !need.skills.includes(skill)) spare += 1;
  const cost =
    Math.min(minutes, FARTHEST) * WEIGHT[pressingOf(need, now)] +
    load * COSTS.load +
    (need.past[person.id] === "silent" ? COSTS.silent : 0) +
    (late ? COSTS.late : 0) +
    (mute ? COSTS.language : 0) +
    (onFoot ? COSTS.onFoot : 0) +
    (tight ? COSTS.tight : 0) +
    spare * COSTS.spare;
  return saidFree ? Math.max(0, cost - GAINS.saidFree) : cost;
}

/** The way and the cost alone, without judging whether they can go at all: thousands are put in order by them. */
export function costFor(person: Helper, need: Needed, now: Date, kilometres: number | null) {
  const facts = factsOf(person, need, now, kilometres);
  return { minutes: facts.minutes, cost: costOf(facts, person, need, now) };
}

const isAskedThen = ({ asked }: Helper, { window }: Needed) =>
  asked.some((one) => overlaps(one, window));

/** The one judgement of somebody for a job: in the plan, in the list of who could be sent, and in its words. */
export function judge(person: Helper, need: Needed, now: Date): Verdict {
  const past = need.past[person.id];
  const kilometres = kilometresTo(person.home, need.place);
  const facts = factsOf(person, need, now, kilometres);
  const { minutes, load, late, mute, onFoot, fits, tight, saidFree } = facts;
  const speaks = need.language !== null && person.languages.includes(need.language);
  const pros: [Pro, boolean][] = [
    ["skill", need.skills.length > 0 && need.skills.every((one) => person.skills.includes(one))],
    ["said_free", saidFree],
    ["near", kilometres !== null && minutes <= NEAR],
    ["vehicle", (need.fetches || need.riders !== null) && carries(person.vehicle)],
    ["room", fits],
    ["language", speaks],
    ["rested", load === 0],
  ];
  const cons: [Con, boolean][] = [
    ["asked", isAskedThen(person, need)],
    ["declined", past === "declined"],
    ["silent", past === "silent"],
    ["late", late],
    ["far", kilometres !== null && minutes > FAR],
    ["unknown_place", kilometres === null],
    ["no_vehicle", onFoot],
    ["small_vehicle", tight],
    ["language", mute],
    ["busy", load >= BUSY],
  ];
  return {
    against: whyNot({ ...person, already: past === "already" }, need),
    pros: pros.filter(([, holds]) => holds).map(([pro]) => pro),
    cons: cons.filter(([, holds]) => holds).map(([con]) => con),
    kilometres,
    minutes,
    cost: costOf(facts, person, need, now),
  };
}

/** What keeps somebody from being planned at all; a coordinator may still send them by hand. */
export type Bar = WhyNot | "asked" | "declined";

/** Why somebody can't be planned for a job; empty for whoever can. */
export const barsOf = ({ against, cons }: Pick<Verdict, "against" | "cons">): Bar[] => [
  ...against,
  ...cons.filter((con) => con === "asked" || con === "declined"),
];

/** The same without the rest of the judgement: hundreds of thousands of pairs are asked for it. */
export function barsFor(person: Helper, need: Needed): Bar[] {
  const past = need.past[person.id];
  const bars: Bar[] = whyNot({ ...person, already: past === "already" }, need);
  if (isAskedThen(person, need)) bars.push("asked");
  if (past === "declined") bars.push("declined");
  return bars;
}

/** Best first: who has nothing against them, then who has said no to it or is asked already, then by cost. */
export const inOrder = (one: Verdict, other: Verdict): number =>
  one.against.length - other.against.length ||
  barsOf(one).length - barsOf(other).length ||
  one.cost - other.cost;
