import type { Point } from "../../platform/types";
import type { MultiPolygon, Ring } from "../types";
import { crossingAt, insideRings, type Position, signedArea } from "./geometry";

/** Steps of a degree that outlines are drawn in: about ten metres. */
const STEPS = 1e4;
const snapped = (degrees: number) => Math.round(degrees * STEPS) / STEPS;

/**
 * A district as a map draws it: every position on a grid of about ten metres, those left out that lie on the line between their
 * neighbours. Borders that two districts share stay shared, since a position goes to the same place in both.
 */
export function outlineOf({ coordinates }: MultiPolygon): Ring[][] {
  return coordinates
    .map((rings) => rings.map(simplified).filter((ring) => ring.length > 3))
    .filter((rings) => rings.length > 0);
}

function simplified(ring: Ring): Ring {
  const kept: Ring = [];
  for (const [x, y] of ring) {
    const at: Position = [snapped(x), snapped(y)];
    const last = kept.at(-1);
    if (last?.[0] === at[0] && last[1] === at[1]) continue;
    const before = kept.at(-2);
    if (last && before && isBetween(before, last, at)) kept.pop();
    kept.push(at);
  }
  return kept;
}

/** On one line, in this order; whole numbers of steps, so that nothing is lost in between. */
function isBetween(a: Position, b: Position, c: Position): boolean {
  const [abx, aby] = [Math.round((b[0] - a[0]) * STEPS), Math.round((b[1] - a[1]) * STEPS)];
  const [bcx, bcy] = [Math.round((c[0] - b[0]) * STEPS), Math.round((c[1] - b[1]) * STEPS)];
  return abx * bcy === aby * bcx && abx * bcx + aby * bcy > 0;
}

/**
 * A point well inside a district, for what is known to lie somewhere in it: the centroid of its largest part, or where that lies
 * outside, the middle of the longest stretch at its height.
 */
export function centreOf({ coordinates }: MultiPolygon): Point | null {
  const bySize = [...coordinates].sort((a, b) => areaOf(b) - areaOf(a));
  const [rings] = bySize;
  if (!rings?.[0]) return null;
  const [x, y] = centroidOf(rings[0]);
  if (insideRings(rings, [x, y])) return { lat: y, lon: x };
  const crossings = rings
    .flatMap((ring) =>
      ring.slice(1).flatMap((to, index) => {
        const from = ring[index]!;
        return from[1] > y !== to[1] > y ? [crossingAt(from, to, y)] : [];
      }),
    )
    .sort((a, b) => a - b);
  let [longest, middle] = [0, x];
  for (let index = 1; index < crossings.length; index += 2) {
    const [west, east] = [crossings[index - 1]!, crossings[index]!];
    if (east - west > longest) [longest, middle] = [east - west, (west + east) / 2];
  }
  return { lat: y, lon: middle };
}

const areaOf = ([outer]: Ring[]) => (outer ? Math.abs(signedArea(outer)) : 0);

/** Of a closed ring (the formula that goes with the shoelace's); of one without area, its first position. */
function centroidOf(ring: Ring): Position {
  const [originX, originY] = ring[0]!;
  let [twice, sumX, sumY] = [0, 0, 0];
  for (let index = 1; index < ring.length; index++) {
    const [x1, y1] = [ring[index - 1]![0] - originX, ring[index - 1]![1] - originY];
    const [x2, y2] = [ring[index]![0] - originX, ring[index]![1] - originY];
    const cross = x1 * y2 - x2 * y1;
    twice += cross;
    sumX += (x1 + x2) * cross;
    sumY += (y1 + y2) * cross;
  }
  if (twice === 0) return [originX, originY];
  return [originX + sumX / (3 * twice), originY + sumY / (3 * twice)];
}
