import { METRES_PER_DEGREE } from "../../districts/rules/grid";
import { travelMinutes } from "../../matching/rules/travel";
import { kilometresTo } from "../../matching/rules/why-not";
import type { Point } from "../../platform/types";

type Placed = { lat: number | null; lon: number | null };

/** As far as what can't be measured counts as: the way that takes as long as is usual. */
const USUAL_METRES = (() => {
  const perKilometre = travelMinutes(1, "car");
  return (travelMinutes(null, "car") / perKilometre) * 1_000;
})();

/**
 * The nearest of some things to a place, so many at most, with the minutes by car. A plan asks it of thousands of things for hundreds of
 * places: they are compared on a plane and only those that stay are measured.
 */
export function nearestOf<Thing extends Placed>(
  things: readonly Thing[],
  place: Point | null,
  most: number,
): { thing: Thing; minutes: number }[] {
  const eastward = METRES_PER_DEGREE * Math.cos(((place?.lat ?? 0) * Math.PI) / 180);
  const near: { thing: Thing; square: number }[] = [];
  for (const thing of things) {
    const { lat, lon } = thing;
    const square =
      place && lat !== null && lon !== null
        ? ((lat - place.lat) * METRES_PER_DEGREE) ** 2 + ((lon - place.lon) * eastward) ** 2
        : USUAL_METRES ** 2;
    const last = near.at(-1);
    if (last && near.length === most && square >= last.square) continue;
    // Among equals the first stays first.
    let at = near.length;
    while (at > 0 && near[at - 1]!.square > square) at -= 1;
    near.splice(at, 0, { thing, square });
    if (near.length > most) near.pop();
  }
  return near.map(({ thing }) => {
    const cell =
      thing.lat === null || thing.lon === null ? null : { lat: thing.lat, lon: thing.lon };
    return { thing, minutes: travelMinutes(kilometresTo(cell, place), "car") };
  });
}
