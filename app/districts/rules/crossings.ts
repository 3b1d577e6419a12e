import type { Ring } from "../types";
import { type Position, sideOf } from "./geometry";

type Edge = {
  from: Position;
  to: Position;
  before: Position;
  west: number;
  east: number;
  south: number;
  north: number;
};

function edgesOf(ring: Ring): Edge[] {
  const corners = ring.filter((at, i) => i === 0 || !same(at, ring[i - 1]!));
  const edges: Edge[] = [];
  for (let i = 1; i < corners.length; i++) {
    const from = corners[i - 1]!;
    const to = corners[i]!;
    edges.push({
      from,
      to,
      before: i > 1 ? corners[i - 2]! : corners[corners.length - 2]!,
      west: Math.min(from[0], to[0]),
      east: Math.max(from[0], to[0]),
      south: Math.min(from[1], to[1]),
      north: Math.max(from[1], to[1]),
    });
  }
  return edges;
}

const same = (a: Position, b: Position) => a[0] === b[0] && a[1] === b[1];

/** Visits pairs of edges whose boxes meet, by a sweep from west to east, until `visit` answers true. */
function sweep(edges: Edge[], visit: (a: Edge, b: Edge) => boolean): void {
  edges.sort((a, b) => a.west - b.west);
  const active: Edge[] = [];
  for (const edge of edges) {
    let kept = 0;
    for (let i = 0; i < active.length; i++) {
      const other = active[i]!;
      if (other.east < edge.west) continue;
      active[kept++] = other;
      if (other.north < edge.south || other.south > edge.north) continue;
      if (visit(other, edge)) return;
    }
    active.length = kept;
    active.push(edge);
  }
}

const cross = (a: Edge, b: Edge) =>
  sideOf(a.from, a.to, b.from) * sideOf(a.from, a.to, b.to) < 0 &&
  sideOf(b.from, b.to, a.from) * sideOf(b.from, b.to, a.to) < 0;

/** The line runs through a corner: edge `a` starts inside `b` and its ring goes on to the other side. */
function passesThrough(a: Edge, b: Edge): boolean {
  if (sideOf(b.from, b.to, a.from) !== 0) return false;
  if (same(a.from, b.from) || same(a.from, b.to)) return false;
  const [x, y] = a.from;
  if (x < b.west || x > b.east || y < b.south || y > b.north) return false;
  return sideOf(b.from, b.to, a.before) * sideOf(b.from, b.to, a.to) < 0;
}

/** Degrees, about a centimetre: two edges have less in common where one goes on as the other did. */
const SHORTEST = 1e-7;

/** A stretch is run along twice in one direction, as by a ring that is traced twice: its inside would count as outside. */
function runsAlong(a: Edge, b: Edge): boolean {
  const [x, y] = [a.to[0] - a.from[0], a.to[1] - a.from[1]];
  const length = Math.hypot(x, y);
  const along = (at: Position) => ((at[0] - a.from[0]) * x + (at[1] - a.from[1]) * y) / length;
  const [begins, ends] = [along(b.from), along(b.to)];
  if (Math.min(ends, length) - Math.max(begins, 0) < SHORTEST) return false;
  return sideOf(a.from, a.to, b.from) === 0 && sideOf(a.from, a.to, b.to) === 0;
}

function meetingPoint(a: Edge, b: Edge): Position {
  const [ux, uy] = [a.to[0] - a.from[0], a.to[1] - a.from[1]];
  const [vx, vy] = [b.to[0] - b.from[0], b.to[1] - b.from[1]];
  const along = ((b.from[0] - a.from[0]) * vy - (b.from[1] - a.from[1]) * vx) / (ux * vy - uy * vx);
  return [a.from[0] + along * ux, a.from[1] + along * uy];
}

/** Where a closed ring first crosses itself or runs along itself, or null. It may touch itself, and repeat its corners. */
export function selfCrossing(ring: Ring): Position | null {
  let found: Position | null = null;
  sweep(edgesOf(ring), (a, b) => {
    if (cross(a, b)) found = meetingPoint(a, b);
    else if (passesThrough(a, b)) found = a.from;
    else if (passesThrough(b, a)) found = b.from;
    else if (runsAlong(a, b)) found = b.from;
    return found !== null;
  });
  return found;
}

/** Where edges of the one area cross edges of the other, at most `limit` positions. */
export function crossingsBetween(one: Ring[], other: Ring[], limit: number): Position[] {
  const mine = one.flatMap(edgesOf);
  const own = new Set(mine);
  const found: Position[] = [];
  sweep([...mine, ...other.flatMap(edgesOf)], (a, b) => {
    if (own.has(a) !== own.has(b) && cross(a, b)) found.push(meetingPoint(a, b));
    return found.length >= limit;
  });
  return found;
}
