import { readDegrees } from "../../platform/coordinates";
import { readCsv } from "../../platform/csv";
import { LOCALES, type Point } from "../../platform/types";
import { type Fields, isFields } from "./feature";
import type { Position } from "./geometry";
import { METRES_PER_DEGREE, metresBetween, misplaced } from "./grid";
import { identityOf } from "./street-name";

/** A street as a city's list gives it. */
export type Street = {
  /** As it is called, was called, and in other languages. */
  names: string[];
  /** Points along it, `[longitude, latitude]`, from which its middle is taken, in the whole or in one district. */
  points: Position[];
};
/** Why a list can't be used at all. */
export const STREET_PROBLEMS = ["unreadable", "too_large", "swapped", "none"] as const;
type StreetProblem = (typeof STREET_PROBLEMS)[number];
export type StreetReport = {
  streets: Street[];
  problem: StreetProblem | null;
  /** How many lines of it were left out: without a name, without a place, or far from the city. */
  skipped: { nameless: number; placeless: number; far: number };
};

/** Far above any city; they bound the time that reading can take. */
const MOST_LINES = 100_000;
const MOST_STREETS = 30_000;
const LONGEST_NAME = 120;
const MOST_NAMES = 20;
/** So far apart are points along a line, in metres; of a long street no more than so many are kept. */
const STEP = 100;
const MOST_POINTS = 60;
const MOST_STEPS = 1_000;

const OTHER_NAMES = ["alt_name", "old_name", "short_name", "official_name"];
const NAME_FIELDS = [
  "name",
  ...LOCALES.flatMap((locale) => [`name:${locale}`, `name_${locale}`, locale]),
  ...OTHER_NAMES.flatMap((field) => [field, ...LOCALES.map((locale) => `${field}:${locale}`)]),
];
const SHAPE_FIELDS = ["wkt", "geometry", "geom", "line"];

/** One line of a list before it is judged; no lines of positions: nothing says where it is. */
type Entry = { names: string[]; lines: Position[][] };

/**
 * Reads a list of a city's streets: GeoJSON (RFC 7946) of points, lines or areas, with properties as OpenStreetMap names them
 * (`name`, `name:uk`, `old_name`); or CSV with the same columns and `lat` and `lon`, or a WKT shape. Takes any text, throws nothing.
 */
export function readStreets(text: string, centre: Point): StreetReport {
  const skipped = { nameless: 0, placeless: 0, far: 0 };
  const refused = (problem: StreetProblem): StreetReport => ({ streets: [], problem, skipped });
  const entries = /^\s*[{[]/.test(text.replace(/^\uFEFF/, "")) ? readJson(text) : readTable(text);
  if (!entries) return refused("unreadable");
  if (entries.length > MOST_LINES) return refused("too_large");
  const streets = new Map<string, Street>();
  let swapped = 0;
  for (const { names, lines } of entries) {
    const points = lines.flatMap(along);
    const wrong = points.map(([lon, lat]) => misplaced({ lat, lon }, centre));
    if (names.length === 0) skipped.nameless += 1;
    else if (points.length === 0) skipped.placeless += 1;
    else if (wrong.some(Boolean)) {
      skipped.far += 1;
      if (wrong.includes("swapped")) swapped += 1;
    } else {
      const same = streets.get(identityOf(names[0]!));
      if (same) {
        same.names = [...new Set([...same.names, ...names])].slice(0, MOST_NAMES);
        same.points.push(...points);
      } else streets.set(identityOf(names[0]!), { names, points });
    }
  }
  if (swapped > entries.length / 2) return refused("swapped");
  if (streets.size > MOST_STREETS) return refused("too_large");
  if (streets.size === 0) return refused("none");
  return {
    streets: [...streets.values()].map(({ names, points }) => ({ names, points: thinned(points) })),
    problem: null,
    skipped,
  };
}

function readJson(text: string): Entry[] | null {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    if (!isFields(value) || !Array.isArray(value.features)) return null;
    return value.features.filter(isFields).map(({ properties, geometry }) => ({
      names: namesOf(isFields(properties) ? properties : {}),
      lines: linesOf(isFields(geometry) ? geometry.coordinates : null),
    }));
  } catch {
    return null;
  }
}

function readTable(text: string): Entry[] | null {
  const read = readCsv(text);
  if (!read.ok || !read.columns.some((column) => NAME_FIELDS.includes(column))) return null;
  return read.rows.map(({ cells }) => {
    const lat = readDegrees(cells.lat ?? "", 90);
    const lon = readDegrees(cells.lon ?? "", 180);
    const shape = SHAPE_FIELDS.map((field) => cells[field]).find(Boolean);
    const point = lat !== null && lon !== null ? [[[lon, lat] satisfies Position]] : [];
    return { names: namesOf(cells), lines: shape ? linesOfWkt(shape) : point };
  });
}

/** A name, or one by language; several in one stand between semicolons. */
function namesOf(fields: Fields): string[] {
  const given = NAME_FIELDS.flatMap((field) => {
    const value = fields[field];
    return isFields(value) ? LOCALES.map((locale) => value[locale]) : [value];
  });
  const names = given
    .filter((one) => typeof one === "string")
    .flatMap((one) => one.split(";"))
    .map((one) => one.replace(/\p{Cc}+/gu, " ").trim())
    // Of a line that says nothing else there is nothing to find.
    .filter((one) => one.length <= LONGEST_NAME && /\p{L}/u.test(one));
  return [...new Set(names)].slice(0, MOST_NAMES);
}

/** Every run of positions in the coordinates of a shape of any kind. */
function linesOf(value: unknown, depth = 0): Position[][] {
  if (!Array.isArray(value) || depth > 4) return [];
  if (typeof value[0] === "number") return isPosition(value) ? [[[value[0], value[1]]]] : [];
  const positions = value.filter(isPosition);
  return positions.length > 0
    ? [positions.map(([lon, lat]) => [lon, lat])]
    : value.flatMap((one) => linesOf(one, depth + 1));
}

const isPosition = (value: unknown): value is Position =>
  Array.isArray(value) && Number.isFinite(value[0]) && Number.isFinite(value[1]);

/** `LINESTRING (24.1 49.8, 24.2 49.9)`, and all others of its kind. */
const linesOfWkt = (shape: string): Position[][] =>
  [...shape.matchAll(/\(([-+\d.eE,\s]+)\)/g)].map(([, inside]) =>
    inside!.split(",").flatMap((pair): Position[] => {
      const [lon, lat] = pair.trim().split(/\s+/).map(Number);
      return Number.isFinite(lon) && Number.isFinite(lat) ? [[lon!, lat!]] : [];
    }),
  );

/** Points along a line: its corners, and more between those that are far from one another. */
function along(line: readonly Position[]): Position[] {
  return line.flatMap((to, index) => {
    const from = line[index - 1];
    if (!from) return [to];
    const metres = metresBetween({ lon: from[0], lat: from[1] }, { lon: to[0], lat: to[1] });
    const steps = Math.min(MOST_STEPS, Math.max(1, Math.ceil(metres / STEP)));
    return Array.from({ length: steps }, (_, step): Position => {
      const part = (step + 1) / steps;
      return [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part];
    });
  });
}

/** Evenly fewer, to about a metre. */
function thinned(points: readonly Position[]): Position[] {
  const each = Math.ceil(points.length / MOST_POINTS);
  return points
    .filter((_, index) => index % each === 0)
    .map(([lon, lat]) => [Math.round(lon * 1e5) / 1e5, Math.round(lat * 1e5) / 1e5]);
}

/** The point that is nearest to the mean of all: it lies on the street. Null for none. */
export function middleOf(points: readonly Position[]): Point | null {
  const mean = { lon: 0, lat: 0 };
  for (const [lon, lat] of points) {
    mean.lon += lon / points.length;
    mean.lat += lat / points.length;
  }
  let nearest: Point | null = null;
  let least = Infinity;
  for (const [lon, lat] of points) {
    const metres = metresBetween({ lon, lat }, mean);
    if (metres < least) [least, nearest] = [metres, { lon, lat }];
  }
  return nearest;
}

/** Whether all points lie within so many metres of one: whoever knows no more knows where that is. */
export const isWithin = (points: readonly Position[], { lat, lon }: Point, metres: number) =>
  points.every(
    ([x, y]) =>
      Math.abs(y - lat) * METRES_PER_DEGREE <= metres &&
      metresBetween({ lat: y, lon: x }, { lat, lon }) <= metres,
  );
