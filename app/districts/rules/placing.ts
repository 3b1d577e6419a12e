import type { Point } from "../../platform/types";
import type { Ring } from "../types";
import type { Draft } from "./feature";
import { type Finding, finding } from "./findings";
import type { Position } from "./geometry";
import { FARTHEST, metresBetween } from "./grid";

/** Nobody writes degrees this large; metres of a projected system nearly always are. */
const SURELY_METRES = 1_000;

const inRange = ([lon, lat]: Position) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
const inMetres = ([lon, lat]: Position) => Math.max(Math.abs(lon), Math.abs(lat)) > SURELY_METRES;
const distance = (centre: Point, at: Position) =>
  inRange(at) ? metresBetween(centre, { lon: at[0], lat: at[1] }) : Infinity;

/** The one thing that is wrong with where a district's coordinates lie, or null. */
export function checkPlacing(draft: Draft, polygons: Ring[][], centre: Point): Finding | null {
  const positions = polygons.flat(2);
  if (positions.filter(inMetres).length * 2 > positions.length)
    return finding("coordinates_projected", draft);
  const middle = meanOf(positions);
  const asWritten = distance(centre, middle);
  const swapped = distance(centre, [middle[1], middle[0]]);
  if (asWritten > FARTHEST && swapped < asWritten / 2) return finding("axes_swapped", draft);
  const outside = positions.find((at) => !inRange(at));
  if (outside)
    return finding("coordinates_out_of_range", draft, { lon: outside[0], lat: outside[1] });
  let farthest = 0;
  for (const at of positions) farthest = Math.max(farthest, distance(centre, at));
  if (farthest <= FARTHEST) return null;
  return finding("far_from_city", draft, { kilometres: Math.round(farthest / 1000) });
}

function meanOf(positions: Position[]): Position {
  let [x, y] = [0, 0];
  for (const at of positions) {
    x += at[0] / positions.length;
    y += at[1] / positions.length;
  }
  return [x, y];
}
