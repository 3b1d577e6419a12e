import { metresBetween } from "../../districts/rules/grid";
import type { Point } from "../../platform/types";

type Stop = { point: Point | null };

/**
 * Stops in the order in which somebody walks them: from the first given on always to the nearest one left; those that nobody knows
 * the point of come last, as they were. Short enough for the few stops of a task, and the same each time.
 */
export function inWalkingOrder<Each extends Stop>(stops: readonly Each[]): Each[] {
  const [first, ...placed] = stops.filter(({ point }) => point);
  const unplaced = stops.filter(({ point }) => !point);
  if (!first) return unplaced;
  const walked = [first];
  const left = [...placed];
  while (left.length > 0) {
    const here = walked.at(-1)!.point!;
    const [nearest] = left.toSorted(
      (one, other) => metresBetween(here, one.point!) - metresBetween(here, other.point!),
    );
    walked.push(nearest!);
    left.splice(left.indexOf(nearest!), 1);
  }
  return [...walked, ...unplaced];
}
