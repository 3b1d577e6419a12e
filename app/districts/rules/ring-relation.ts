import type { Ring } from "../types";
import { crossingsBetween } from "./crossings";
import { boundsMeet, boundsOf, insideRings, onRing, type Position } from "./geometry";

/** A tenth of a metre, in degrees of latitude: rings may touch. */
const TOUCHING = 1e-6;

export type Relation = "apart" | "inside" | "around" | "crosses" | "same";

/** How one closed ring lies to another; rings that only touch are apart, or one inside the other. */
export function relationOf(one: Ring, other: Ring): Relation {
  if (!boundsMeet(boundsOf([one]), boundsOf([other]))) return "apart";
  if (crossingsBetween([one], [other], 1).length > 0) return "crosses";
  const [mine, theirs] = [sidesOf(one, other), sidesOf(other, one)];
  if ((mine.within && mine.without) || (theirs.within && theirs.without)) return "crosses";
  if (mine.within) return "inside";
  if (theirs.within) return "around";
  return mine.without || theirs.without ? "apart" : "same";
}

/** Whether any of a ring's corners, or the middle of an edge between two, lies inside or outside another, not on it. */
function sidesOf(ring: Ring, other: Ring) {
  let [within, without] = [false, false];
  const near = bandsOf(other);
  for (const at of samplesOf(ring)) {
    const edges = near(at[1]);
    if (edges.some((edge) => onRing(edge, at, TOUCHING))) continue;
    if (insideRings(edges, at)) within = true;
    else without = true;
    if (within && without) break;
  }
  return { within, without };
}

const MOST_BANDS = 512;

/** A ring's edges by height, so that of a large one only those are looked at that could matter to a position. */
function bandsOf(ring: Ring): (y: number) => Ring[] {
  const { south, north } = boundsOf([ring]);
  const count = Math.min(MOST_BANDS, ring.length);
  const bands = Array.from({ length: count }, (): Ring[] => []);
  const bandAt = (y: number) => Math.floor(((y - south) / (north - south || 1)) * (count - 1));
  const within = (band: number) => Math.max(0, Math.min(count - 1, band));
  for (let i = 1; i < ring.length; i++) {
    const [from, to] = [ring[i - 1]!, ring[i]!];
    const [low, high] = from[1] < to[1] ? [from[1], to[1]] : [to[1], from[1]];
    const last = within(bandAt(high + TOUCHING));
    for (let at = within(bandAt(low - TOUCHING)); at <= last; at++) bands[at]!.push([from, to]);
  }
  return (y) => bands[within(bandAt(y))]!;
}

const samplesOf = (ring: Ring): Position[] =>
  ring.slice(1).flatMap(([x, y], i): Position[] => {
    const [fromX, fromY] = ring[i]!;
    return [
      [x, y],
      [(fromX + x) / 2, (fromY + y) / 2],
    ];
  });
