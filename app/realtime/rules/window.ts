import { LANE, PAGE } from "../../requests/rules/filter";
import { LANES, LAST_AT_WORK } from "../../requests/states";
import type { Held, LaneWindow, View } from "../types";

/** Whether a board may show a request and its filter asks for it; the twin of `inScope` and the filter of the lists in SQL. */
export function holds({ reach, filter }: View, held: Held): boolean {
  const { districtId, categoryCode, districtCode, incidentId, line } = held;
  const { priority, category, district, incident } = filter;
  const mayShow =
    reach.administrator ||
    (reach.districts.length > 0 &&
      (districtId === null || reach.districts.some((own) => own === districtId)));
  return (
    mayShow &&
    (!priority || line.priority === priority) &&
    (!category || categoryCode === category) &&
    (!incident || incidentId === incident) &&
    (!district || (district === "none" ? districtId === null : districtCode === district))
  );
}

/** What a board shows, lane by lane, out of all that stands in lanes, in order. Lanes without a request are left out. */
export function windowOf(view: View, inOrder: readonly Held[]): LaneWindow[] {
  const windows: LaneWindow[] = [];
  for (const held of inOrder) {
    if (!holds(view, held)) continue;
    const { id, createdAt } = held.line;
    const lane = LANES[held.line.lane! - 1]!;
    let last = windows.at(-1);
    if (last?.lane !== lane) {
      last = { lane, ids: [], count: 0, oldest: createdAt };
      windows.push(last);
    }
    if (last.ids.length < shownOf(view, held.line.lane!)) last.ids.push(id);
    last.count += 1;
    if (createdAt < last.oldest) last.oldest = createdAt;
  }
  return windows;
}

/** How many lines of a lane a board shows. */
function shownOf({ filter: { lane: only } }: View, lane: number): number {
  if (only) return LANES[lane - 1] === only ? PAGE : 0;
  return lane <= LAST_AT_WORK ? LANE : 0;
}
