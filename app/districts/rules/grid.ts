import type { Point } from "../../platform/types";

/** Mean radius of the Earth in metres (IUGG, GRS 80). */
const EARTH_RADIUS = 6_371_008.8;
const CELL_METRES = 500;
const RADIANS = Math.PI / 180;

/** Length of one degree of latitude in metres. */
export const METRES_PER_DEGREE = EARTH_RADIUS * RADIANS;

/**
 * Distance in metres along the surface, by the haversine formula (R. W. Sinnott, "Virtues of the
 * Haversine", Sky and Telescope 68, 1984) on a sphere; within 0.6 % of the ellipsoid.
 */
export function metresBetween(a: Point, b: Point): number {
  const half = (degrees: number) => Math.sin((degrees * RADIANS) / 2) ** 2;
  const square =
    half(b.lat - a.lat) +
    Math.cos(a.lat * RADIANS) * Math.cos(b.lat * RADIANS) * half(b.lon - a.lon);
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(square)));
}

/** Nothing of a city lies farther from its centre, in metres. */
export const FARTHEST = 100_000;

/** What may be wrong with a point: it is not in or about the city, or would be with latitude and longitude the other way round. */
export type Misplaced = "far" | "swapped";

/** Null for a point that may be meant. */
export function misplaced({ lat, lon }: Point, centre: Point): Misplaced | null {
  if (metresBetween({ lat, lon }, centre) <= FARTHEST) return null;
  const fits = Math.abs(lon) <= 90 && metresBetween({ lat: lon, lon: lat }, centre) <= FARTHEST;
  return fits ? "swapped" : "far";
}

/**
 * Centre of the fixed 500 m cell that a point lies in, degrees rounded to six decimals (0.1 m).
 *
 * The globe is cut into equal rows from the South Pole, the fewest that are at most 500 m high; each row
 * is cut into equal columns from 180° W, the fewest that are at most 500 m wide at the row's middle latitude:
 * `row = ⌊(lat + 90) / h⌋`, `column = ⌊(lon + 180) / w(row)⌋`. The cells depend on nothing but this.
 */
export function cellCentre(point: Point): Point {
  const rows = Math.ceil((180 * METRES_PER_DEGREE) / CELL_METRES);
  const lat = middleOfPart(point.lat + 90, 180, rows) - 90;
  const around = 360 * METRES_PER_DEGREE * Math.cos(lat * RADIANS);
  const columns = Math.ceil(around / CELL_METRES);
  const lon = middleOfPart(point.lon + 180, 360, columns) - 180;
  return { lat: rounded(lat), lon: rounded(lon) };
}

function middleOfPart(value: number, whole: number, parts: number): number {
  const part = Math.min(parts - 1, Math.max(0, Math.floor((value * parts) / whole)));
  return ((part + 0.5) * whole) / parts;
}

const rounded = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
