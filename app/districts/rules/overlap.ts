import type { MultiPolygon, Ring } from "../types";
import { crossingsBetween } from "./crossings";
import { boundsMeet, boundsOf, crossingAt, type Position, signedArea } from "./geometry";
import { METRES_PER_DEGREE } from "./grid";

/** Overlaps under both are slivers: neighbours drawn apart, each with its own rounding. */
const SLIVER_M2 = 10_000;
const SLIVER_SHARE = 0.01;
/** Nor is one anywhere as wide as this in metres, however long a border it runs along: no house stands in it. */
const SLIVER_WIDTH = 15;
/** In how many steps a square of that width is looked through. */
const STEPS = 5;
/** Keeps a hostile file from taking minutes: past it, the area is summed from fewer lines. */
const MOST_VISITS = 20_000_000;
const MOST_CROSSINGS = 100_000;

/**
 * Area that two districts both claim, in square metres; 0 when they only share a border or overlap by
 * a sliver: nowhere 15 m wide, or less than 10 000 m² and less than a hundredth of the smaller district, whichever is smaller.
 */
export function overlapArea(one: MultiPolygon, other: MultiPolygon): number {
  let square = 0;
  let latitude = 0;
  for (const a of one.coordinates)
    for (const b of other.coordinates) {
      const shared = sharedArea(a, b);
      square += shared.area;
      latitude += shared.area * shared.latitude;
    }
  if (square === 0) return 0;
  const toMetres = squareMetresPerDegree(latitude / square);
  const smaller = Math.min(areaOf(one), areaOf(other)) * toMetres;
  const area = square * toMetres;
  if (area <= Math.min(SLIVER_M2, smaller * SLIVER_SHARE)) return 0;
  return isWide(one, other) ? area : 0;
}

const isWide = (one: MultiPolygon, other: MultiPolygon): boolean =>
  one.coordinates.some((a) => other.coordinates.some((b) => holdsSquare(a, b)));

type Span = { from: number; to: number };

/** Whether a square of a sliver's width lies in both areas somewhere; it is looked for with its sides along the compass. */
function holdsSquare(one: Ring[], other: Ring[]): boolean {
  const [a, b] = [boundsOf(one), boundsOf(other)];
  if (!boundsMeet(a, b)) return false;
  const [south, north] = [Math.max(a.south, b.south), Math.min(a.north, b.north)];
  const side = SLIVER_WIDTH / METRES_PER_DEGREE;
  const wide = side / Math.cos((south * Math.PI) / 180);
  const edges = [...uprightEdges(one, true), ...uprightEdges(other, false)]
    .filter((edge) => edge.high > south && edge.low < north)
    .sort((p, q) => p.low - q.low);
  let next = 0;
  let visits = 0;
  let active: Edge[] = [];
  // What lies in both on all of the last rows, by how many these are.
  let open: (Span & { rows: number })[] = [];
  for (let y = south; y <= north; y += side / STEPS) {
    while (next < edges.length && edges[next]!.low < y) active.push(edges[next++]!);
    active = active.filter((edge) => edge.high > y);
    visits += active.length;
    // A file that is meant to take long is not worth the benefit of the doubt.
    if (visits > MOST_VISITS) return true;
    const spans = sharedSpans(active, y);
    const begun = spans.map((span) => ({ ...span, rows: 0 }));
    const gone = open.flatMap((before) =>
      spans.map(({ from, to }) => ({
        from: Math.max(from, before.from),
        to: Math.min(to, before.to),
        rows: before.rows + 1,
      })),
    );
    open = [...begun, ...gone].filter(({ from, to }) => to - from >= wide);
    if (open.some(({ rows }) => rows >= STEPS)) return true;
  }
  return false;
}

/** Square metres of one square degree at a latitude, on the sphere. */
export const squareMetresPerDegree = (latitude: number) =>
  METRES_PER_DEGREE ** 2 * Math.cos((latitude * Math.PI) / 180);

const areaOf = (polygons: MultiPolygon) =>
  polygons.coordinates.flat().reduce((sum, ring) => sum + signedArea(ring), 0);

type Edge = { from: Position; to: Position; low: number; high: number; first: boolean };

/**
 * Cuts both areas along every height where a corner or a crossing lies. Between two cuts the shared width
 * changes evenly, so the width half-way times the distance of the cuts is the exact area.
 */
function sharedArea(one: Ring[], other: Ring[]): { area: number; latitude: number } {
  const [a, b] = [boundsOf(one), boundsOf(other)];
  const nothing = { area: 0, latitude: 0 };
  if (!boundsMeet(a, b)) return nothing;
  const [south, north] = [Math.max(a.south, b.south), Math.min(a.north, b.north)];
  const edges = [...uprightEdges(one, true), ...uprightEdges(other, false)]
    .filter((edge) => edge.high > south && edge.low < north)
    .sort((p, q) => p.low - q.low);
  const heights = edges.flatMap((edge) => [edge.low, edge.high]);
  for (const [, y] of crossingsBetween(one, other, MOST_CROSSINGS)) heights.push(y);
  const cuts = thinned(
    [...new Set([south, north, ...heights.filter((y) => y > south && y < north)])].sort(
      (p, q) => p - q,
    ),
    edges,
  );
  let area = 0;
  let next = 0;
  let active: Edge[] = [];
  for (let i = 1; i < cuts.length; i++) {
    const [low, high] = [cuts[i - 1]!, cuts[i]!];
    const middle = (low + high) / 2;
    while (next < edges.length && edges[next]!.low < middle) active.push(edges[next++]!);
    active = active.filter((edge) => edge.high > middle);
    area += (high - low) * sharedWidth(active, middle);
  }
  return { area, latitude: (south + north) / 2 };
}

const uprightEdges = (rings: Ring[], first: boolean): Edge[] =>
  rings.flatMap((ring) =>
    ring.slice(1).flatMap((to, i) => {
      const from = ring[i]!;
      if (from[1] === to[1]) return [];
      const [low, high] = from[1] < to[1] ? [from[1], to[1]] : [to[1], from[1]];
      return [{ from, to, low, high, first }];
    }),
  );

function thinned(cuts: number[], edges: Edge[]): number[] {
  const span = cuts[cuts.length - 1]! - cuts[0]! || 1;
  const spanned = edges.reduce((sum, edge) => sum + Math.min(1, (edge.high - edge.low) / span), 0);
  const stride = Math.ceil((spanned * cuts.length) / MOST_VISITS);
  if (stride <= 1) return cuts;
  return cuts.filter((_, i) => i % stride === 0 || i === cuts.length - 1);
}

const sharedWidth = (active: Edge[], y: number): number =>
  sharedSpans(active, y).reduce((sum, { from, to }) => sum + to - from, 0);

/** From where to where both areas lie at a height. */
function sharedSpans(active: Edge[], y: number): Span[] {
  const borders = active
    .map((edge) => ({ x: crossingAt(edge.from, edge.to, y), first: edge.first }))
    .sort((p, q) => p.x - q.x);
  const spans: Span[] = [];
  let [inFirst, inSecond, since] = [false, false, 0];
  for (const { x, first } of borders) {
    if (inFirst && inSecond) spans.push({ from: since, to: x });
    if (first) inFirst = !inFirst;
    else inSecond = !inSecond;
    since = x;
  }
  return spans;
}
