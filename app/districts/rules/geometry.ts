import type { Ring } from "../types";

export type Position = [number, number];
export type Bounds = { west: number; south: number; east: number; north: number };

/** Twice the area in square degrees below which three positions count as one line: about 1 mm over 1 m. */
const FLAT = 1e-13;

/** Signed area of a closed ring in square degrees, positive when wound anticlockwise (shoelace formula). */
export function signedArea(ring: Ring): number {
  const [originX, originY] = ring[0]!;
  let twice = 0;
  for (let i = 1; i < ring.length; i++) {
    const [x1, y1] = ring[i - 1]!;
    const [x2, y2] = ring[i]!;
    twice += (x1 - originX) * (y2 - originY) - (x2 - originX) * (y1 - originY);
  }
  return twice / 2;
}

/** The smallest box around the rings, in their own units. */
export function boundsOf(rings: Ring[]): Bounds {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (const ring of rings)
    for (const [x, y] of ring) {
      if (x < box.west) box.west = x;
      if (x > box.east) box.east = x;
      if (y < box.south) box.south = y;
      if (y > box.north) box.north = y;
    }
  return box;
}

export const boundsMeet = (a: Bounds, b: Bounds) =>
  a.west <= b.east && b.west <= a.east && a.south <= b.north && b.south <= a.north;

/** 1: `c` is left of the line from `a` to `b`; -1: right of it; 0: on it, within a millimetre or so. */
export function sideOf(a: Position, b: Position, c: Position): -1 | 0 | 1 {
  const twice = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
  if (Math.abs(twice) < FLAT) return 0;
  return twice > 0 ? 1 : -1;
}

/** Where the line between two positions stands at the height `y`; the same to the last bit in both directions. */
export function crossingAt(a: Position, b: Position, y: number): number {
  const [low, high] = a[1] < b[1] || (a[1] === b[1] && a[0] < b[0]) ? [a, b] : [b, a];
  return low[0] + ((y - low[1]) / (high[1] - low[1])) * (high[0] - low[0]);
}

/**
 * Even-odd rule over all rings, so that holes are outside. Of two areas that share an edge,
 * a position on that edge is inside exactly one (half-open edges, after W. R. Franklin's PNPOLY).
 */
export function insideRings(rings: Ring[], [x, y]: Position): boolean {
  let inside = false;
  for (const ring of rings)
    for (let i = 1; i < ring.length; i++) {
      const a = ring[i - 1]!;
      const b = ring[i]!;
      if (a[1] > y !== b[1] > y && x < crossingAt(a, b, y)) inside = !inside;
    }
  return inside;
}

/** Whether a position lies on a ring, within `reach` degrees of latitude. */
export function onRing(ring: Ring, [x, y]: Position, reach: number): boolean {
  const narrow = Math.max(Math.cos((y * Math.PI) / 180), 0.01);
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1]!;
    const [bx, by] = ring[i]!;
    if (y < Math.min(ay, by) - reach || y > Math.max(ay, by) + reach) continue;
    const [dx, dy] = [(bx - ax) * narrow, by - ay];
    const [px, py] = [(x - ax) * narrow, y - ay];
    const length = dx * dx + dy * dy;
    const along = length === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length));
    if (Math.hypot(px - along * dx, py - along * dy) <= reach) return true;
  }
  return false;
}
