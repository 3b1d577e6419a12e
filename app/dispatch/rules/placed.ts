import { PRIORITIES, type Priority } from "../../districts/types";
import type { Names, Point } from "../../platform/types";

type Placed = {
  requests: {
    placed: readonly (Point & {
      id: string;
      about: "street" | "district" | null;
      priority: Priority;
      alone: boolean;
      categoryNames: Names;
    })[];
  };
  people: {
    free: readonly (Point & { count: number })[];
    moving: readonly (Point & { requestId: string })[];
  };
  things: readonly (Point & { id: string; title: string })[];
};

const ABOUT: (string | null)[] = [null, "district", "street"];

/** Short, for it is read again and again: rows instead of objects, each kind's name once. `client/map-points.ts` reads it. */
export function placedAsJson({ requests, people, things }: Placed, name: (names: Names) => string) {
  const kinds: string[] = [];
  const indexes = new Map<string, number>();
  const kindOf = (names: Names) => {
    const kind = name(names);
    const known = indexes.get(kind) ?? kinds.push(kind) - 1;
    indexes.set(kind, known);
    return known;
  };
  return {
    requests: requests.placed.map(({ id, lat, lon, priority, alone, about, categoryNames }) => [
      id,
      lat,
      lon,
      PRIORITIES.indexOf(priority),
      Number(alone),
      ABOUT.indexOf(about),
      kindOf(categoryNames),
    ]),
    kinds,
    free: people.free.map(({ lat, lon, count }) => [lat, lon, count]),
    moving: people.moving.map(({ lat, lon, requestId }) => [lat, lon, requestId]),
    things: things.map(({ id, lat, lon, title }) => [id, lat, lon, title]),
  };
}

type Somewhere = { districtId: string | null };
type District = { id: string; code: string; names: Names };
type Counted = {
  requests: readonly (Somewhere & { alone: boolean })[];
  free: readonly (Somewhere & { count: number })[];
  things: readonly Somewhere[];
};
/** What is in a district; without one: of the whole city. */
export type DistrictCount = {
  districtId: string | null;
  code: string | null;
  names: Names | null;
  requests: number;
  alone: number;
  free: number;
  things: number;
};

/** The map in numbers; districts without anything are left out. */
export function countByDistrict(
  districts: readonly District[],
  { requests, free, things }: Counted,
): DistrictCount[] {
  const all = [...districts.map(({ id, code, names }) => ({ districtId: id, code, names })), NONE];
  const known = new Set(districts.map(({ id }) => id));
  const isIn = (districtId: string | null) => (one: Somewhere) =>
    districtId === null ? !known.has(one.districtId ?? "") : one.districtId === districtId;
  return all
    .map((district) => {
      const inside = isIn(district.districtId);
      const here = requests.filter(inside);
      return {
        ...district,
        requests: here.length,
        alone: here.filter(({ alone }) => alone).length,
        free: free.filter(inside).reduce((sum, { count }) => sum + count, 0),
        things: things.filter(inside).length,
      };
    })
    .filter((count) => count.requests + count.free + count.things > 0);
}

const NONE = { districtId: null, code: null, names: null };
