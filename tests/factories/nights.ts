import { SKILLS, VEHICLES } from "../../app/accounts/types";
import { metresBetween } from "../../app/districts/rules/grid";
import type { Helper, Job, Problem } from "../../app/matching/rules/problem";
import { travelMinutes } from "../../app/matching/rules/travel";
import type { Point } from "../../app/platform/types";

/** The same numbers for the same seed (mulberry32). */
export function randomFrom(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    below: (count: number) => Math.floor(next() * count),
    one: <Each>(of: readonly Each[]): Each => of[Math.floor(next() * of.length)]!,
    chance: (part: number) => next() < part,
  };
}

export type Night = {
  jobs: number;
  helpers: number;
  things: number;
  /** How far the help that is asked for lies from the centre, in kilometres: a blackout of one quarter, or of a city. */
  spread: number;
  /** Of all that is asked for, how much is danger to life. */
  danger: number;
  /** Of the volunteers, how many have promised something already. */
  busy: number;
};

const CENTRE = { lat: 49.84, lon: 24.03 };
export const NIGHT = new Date("2026-11-26T02:00:00Z");
const hours = (count: number) => new Date(NIGHT.getTime() + count * 3_600_000);

/** A made night: what is asked for, who could go and what could be lent, the same for the same seed. */
export function makeNight(seed: number, night: Night): Problem {
  const random = randomFrom(seed);
  const about = (kilometres: number): Point => {
    const far = Math.sqrt(random.next()) * kilometres;
    const turn = random.next() * 2 * Math.PI;
    return {
      lat: CENTRE.lat + (far / 111.2) * Math.cos(turn),
      lon: CENTRE.lon + (far / 71.7) * Math.sin(turn),
    };
  };
  const some = (part: number) => SKILLS.filter(() => random.chance(part));
  const helpers: Helper[] = Array.from({ length: night.helpers }, (_, at) => {
    const isBusy = random.chance(night.busy);
    const from = -14 + random.below(24);
    return {
      id: `helper ${at}`,
      standing: "verified",
      skills: some(0.15),
      home: random.chance(0.95) ? about(10) : null,
      radiusKm: random.one([2, 5, 10, 20]),
      availability: [],
      freeDuring: null,
      onlyTogether: false,
      underWayUntil: null,
      seats: null,
      loadKg: null,
      promised: isBusy ? [{ from: hours(from), to: hours(from + random.one([2, 4, 8, 11])) }] : [],
      vehicle: random.one(VEHICLES.slice(0, 4)),
      languages: random.chance(0.8) ? ["uk", "ru"] : ["en"],
      asked: [],
    };
  });
  const things = Array.from({ length: night.things }, () => ({
    place: about(10),
    forGood: random.chance(0.5),
    free: random.one([1, 2, 5, 40, 200]),
  }));
  const jobs: Job[] = Array.from({ length: night.jobs }, (_, at) => {
    const place = about(night.spread);
    const from = random.chance(0.8) ? 0 : random.below(6);
    const danger = random.chance(night.danger);
    const waited = random.next() * 6;
    const forGood = random.chance(0.5);
    const amount = forGood ? random.one([6, 12, 20, 40]) : 1;
    const wishes = random.chance(0.4);
    return {
      id: `job ${at}`,
      window: { from: hours(from), to: hours(from + random.one([1, 2, 2, 4])) },
      stretches: [],
      skills: random.chance(0.35) ? [random.one(SKILLS)] : [],
      place,
      alone: false,
      priority: danger ? "critical" : random.one(["high", "normal", "normal", "low"]),
      neededBy: danger && random.chance(0.3) ? hours(random.next() * 2) : null,
      language: random.chance(0.9) ? "uk" : "en",
      past: {},
      fetches: wishes,
      kilograms: null,
      riders: null,
      places: random.one([1, 1, 1, 2, 3]),
      since: hours(-waited),
      dueAt: hours(-waited + (danger ? 0.25 : random.one([1, 4, 24]))),
      wish: wishes
        ? {
            amount,
            forGood,
            fits: things
              .flatMap((thing, index) => {
                const minutes = travelMinutes(metresBetween(thing.place, place) / 1000, "car");
                const fits = thing.forGood === forGood && thing.free >= amount;
                return fits ? [{ id: `thing ${index}`, free: thing.free, minutes }] : [];
              })
              .sort((one, other) => one.minutes - other.minutes)
              .slice(0, 10),
          }
        : null,
    };
  });
  return { now: NIGHT, jobs, helpers };
}

/** Three nights that differ: a quarter without power, a city without, an attack with few who are free. */
export const NIGHTS: Record<string, Night> = {
  quarter: { jobs: 200, helpers: 2000, things: 300, spread: 2, danger: 0.1, busy: 0.2 },
  city: { jobs: 200, helpers: 2000, things: 300, spread: 9, danger: 0.15, busy: 0.3 },
  attack: { jobs: 200, helpers: 300, things: 60, spread: 6, danger: 0.3, busy: 0.6 },
};
