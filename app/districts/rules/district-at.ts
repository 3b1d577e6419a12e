import type { Point } from "../../platform/types";
import type { District, MultiPolygon } from "../types";
import { type Bounds, boundsOf, insideRings, onRing, type Position } from "./geometry";
import { METRES_PER_DEGREE } from "./grid";

/** About a metre of latitude: how near an outer border still counts as on it. */
const ON_BORDER = 1e-5;

type Shape = Pick<District, "code" | "geometry">;

const boxes = new WeakMap<MultiPolygon, Bounds[]>();

function boxesOf(geometry: MultiPolygon): Bounds[] {
  let found = boxes.get(geometry);
  if (!found) {
    found = geometry.coordinates.map(boundsOf);
    boxes.set(geometry, found);
  }
  return found;
}

const near = (box: Bounds, [x, y]: Position, reach: number) =>
  x >= box.west - reach * 10 &&
  x <= box.east + reach * 10 &&
  y >= box.south - reach &&
  y <= box.north + reach;

/**
 * The district that a point lies in, or null outside all of them. A point on a shared border, or in a sliver that
 * two claim, belongs to one of them, whatever their order in the list; one within a metre outside
 * the outer border still belongs to the district. Where two would do, the first by code.
 */
export function districtAt<D extends Shape>(districts: readonly D[], point: Point): D | null {
  const at: Position = [point.lon, point.lat];
  const holds = ({ geometry }: D) =>
    geometry.coordinates.some(
      (rings, i) => near(boxesOf(geometry)[i]!, at, 0) && insideRings(rings, at),
    );
  const touches = ({ geometry }: D) =>
    geometry.coordinates.some(
      (rings, i) =>
        near(boxesOf(geometry)[i]!, at, ON_BORDER) &&
        rings.some((ring) => onRing(ring, at, ON_BORDER)),
    );
  return firstByCode(districts.filter(holds)) ?? firstByCode(districts.filter(touches));
}

/**
 * Whether a point lies in a district, or no further outside than `metres`: drawn borders are simplified, streets run along them,
 * and a phone among houses is wrong by a street.
 */
export function liesIn({ geometry }: Shape, point: Point, metres: number): boolean {
  const at: Position = [point.lon, point.lat];
  const reach = metres / METRES_PER_DEGREE;
  return geometry.coordinates.some(
    (rings) => insideRings(rings, at) || rings.some((ring) => onRing(ring, at, reach)),
  );
}

const firstByCode = <D extends Shape>(districts: D[]): D | null =>
  districts.reduce<D | null>(
    (first, each) => (first && first.code <= each.code ? first : each),
    null,
  );
