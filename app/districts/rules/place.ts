import type { Point } from "../../platform/types";

/** What two ways of writing one address may differ in: case, blanks, commas and points. */
const folded = (address: string) =>
  address
    .toLowerCase()
    .replace(/[\s.,]+/g, " ")
    .trim();

export const sameAddress = (one: string, other: string): boolean => folded(one) === folded(other);

/** A point of two fields or columns; null unless both are there. */
export const pointOf = ({ lat, lon }: { lat: number | null; lon: number | null }): Point | null =>
  lat === null || lon === null ? null : { lat, lon };

export const samePoint = (one: Point | null, other: Point | null): boolean =>
  one?.lat === other?.lat && one?.lon === other?.lon;
