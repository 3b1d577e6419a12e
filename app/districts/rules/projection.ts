import type { Point } from "../../platform/types";
import { METRES_PER_DEGREE } from "./grid";

type Bounds = { west: number; east: number; south: number; north: number };
/** A drawing, north up: how high it is, where a point lies in it, and how long a metre is. */
export type Projection = {
  width: number;
  height: number;
  at: (point: Point) => { x: number; y: number };
  perMetre: number;
};

export function boundsOf(points: readonly Point[]): Bounds {
  const least = (pick: (point: Point) => number) =>
    points.reduce((found, point) => Math.min(found, pick(point)), Number.POSITIVE_INFINITY);
  return {
    west: least(({ lon }) => lon),
    east: -least(({ lon }) => -lon),
    south: least(({ lat }) => lat),
    north: -least(({ lat }) => -lat),
  };
}

const middleOf = ({ south, north }: Bounds) => (south + north) / 2;
const narrowAt = (lat: number) => Math.cos((lat * Math.PI) / 180);

/** Equirectangular about the middle of what is drawn, `width` wide: true to within a hundredth over a city. */
export function projectionOf(bounds: Bounds, width: number): Projection {
  const { west, east, south, north } = bounds;
  const narrow = narrowAt(middleOf(bounds));
  const scale = width / ((east - west) * narrow || 1);
  return {
    width,
    height: (north - south) * scale,
    at: ({ lat, lon }) => ({ x: (lon - west) * narrow * scale, y: (north - lat) * scale }),
    perMetre: scale / METRES_PER_DEGREE,
  };
}

/** Larger by a tenth on each side, and at least so many metres wide and high; never higher than it is wide. */
export function roomAround(bounds: Bounds, least: number): Bounds {
  const { west, east, south, north } = bounds;
  const lat = middleOf(bounds);
  const perDegree = METRES_PER_DEGREE * narrowAt(lat);
  const high = Math.max((north - south) * METRES_PER_DEGREE * 1.2, least);
  const wide = Math.max((east - west) * perDegree * 1.2, least, high);
  const lon = (west + east) / 2;
  return {
    west: lon - wide / 2 / perDegree,
    east: lon + wide / 2 / perDegree,
    south: lat - high / 2 / METRES_PER_DEGREE,
    north: lat + high / 2 / METRES_PER_DEGREE,
  };
}
