import { PRIORITIES, type Priority } from "../../districts/types";
import { LANES, type LaneName } from "../states";

/** How many lines a list has that shows one lane alone. */
export const PAGE = 50;
/** How many lines of each lane stand on the board; the rest is a press away. */
export const LANE = 12;

/** What may stand beside the list. */
export const PANES = ["map", "people", "things"] as const;
export type PaneName = (typeof PANES)[number];

export const GROUPS = ["open", "ended"] as const;
export type BoardFilter = {
  group: (typeof GROUPS)[number];
  /** One lane with all that is in it; null: all lanes, each with its first lines. */
  lane: LaneName | null;
  priority: Priority | null;
  /** A category's code. */
  category: string;
  /** A district's code, or `none` for the city-wide queue. */
  district: string;
  /** An incident's id. */
  incident: string | null;
  search: string;
  /** The id of a request: only those in its street, all marked. */
  street: string | null;
  /** The id of the last line of the page before. */
  after: string | null;
  pane: PaneName | null;
};

const one = <Word extends string>(words: readonly Word[], given: string | null): Word | null =>
  words.find((word) => word === given) ?? null;
const isId = (given: string | null) =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(given ?? "");

/** A board's filter out of its address; whatever makes no sense counts as not values. */
export function readFilter(params: URLSearchParams): BoardFilter {
  const group = one(GROUPS, params.get("show")) ?? "open";
  const after = params.get("after");
  const incident = params.get("incident");
  const street = params.get("street");
  return {
    group,
    lane: group === "open" ? one(LANES, params.get("lane")) : null,
    priority: one(PRIORITIES, params.get("priority")),
    category: (params.get("category") ?? "").slice(0, 40),
    district: (params.get("district") ?? "").slice(0, 60),
    incident: isId(incident) ? incident : null,
    search: (params.get("q") ?? "").trim().slice(0, 100),
    street: isId(street) ? street : null,
    after: isId(after) ? after : null,
    pane: one(PANES, params.get("pane")),
  };
}

/** The same filter as an address, without what is not values; `change` says some of it anew. */
export function filterQuery(filter: BoardFilter, change: Partial<BoardFilter> = {}): string {
  const { group, lane, priority, category, district, incident, search, street, after, pane } = {
    ...filter,
    ...change,
  };
  const values = {
    show: group === "open" ? "" : group,
    lane,
    priority,
    category,
    district,
    incident,
    q: search,
    street,
    after,
    pane,
  };
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value) params.set(name, value);
  const query = params.toString();
  return query && `?${query}`;
}
