import type { Point } from "./types";

const DEGREES = /^([+-]?)(\d{1,3}(?:[.,]\d+)?)$/;
const HEMISPHERE = /^([NSEW])|([NSEW])$/i;

/**
 * Degrees of latitude (`most` 90) or longitude (180), WGS 84: `49.8397`, `49,8397`, `49.8397° N`. South and west are negative.
 * Null for whatever else it is.
 */
export function readDegrees(typed: string, most: 90 | 180): number | null {
  const text = typed.normalize("NFKC").replace("−", "-").replace(/[°\s]/g, "");
  const hemisphere = (HEMISPHERE.exec(text)?.[0] ?? "").toUpperCase();
  const [, sign, digits] = DEGREES.exec(text.replace(HEMISPHERE, "")) ?? [];
  if (!digits || (hemisphere && sign) || (hemisphere && /[EW]/.test(hemisphere) !== (most === 180)))
    return null;
  const degrees = Number(digits.replace(",", "."));
  const south = sign === "-" || hemisphere === "S" || hemisphere === "W";
  return degrees <= most ? (south ? -degrees : degrees) : null;
}

/**
 * A point as maps give it to be copied, latitude first: `49.8397, 24.0297`, `49,8397; 24,0297`, `49.8397 N 24.0297 E`. Null
 * for whatever else it is.
 */
export function readPoint(typed: string): Point | null {
  const text = closed(typed.normalize("NFKC").split(/\s/).filter(Boolean).join(" "));
  const apart = text.split(/ ?[;/] ?|, | /);
  const [first, second, ...more] = apart.length === 2 ? apart : halvesOf(text);
  if (first === undefined || second === undefined || more.length > 0) return null;
  const [lat, lon] = [readDegrees(first, 90), readDegrees(second, 180)];
  return lat === null || lon === null ? null : { lat, lon };
}

/** Without the blanks beside a sign or a hemisphere, which stands before both numbers or after both. */
const closed = (text: string): string =>
  (/^[NSEW]/i.test(text) ? text.replace(/([NSEW]) /gi, "$1") : text.replace(/ ([NSEW])/gi, "$1"))
    .replaceAll(" °", "°")
    .replaceAll(" ,", ",");

/** `49.8397,24.0297` has one comma in its middle, `49,8397,24,0297` three. */
function halvesOf(text: string): string[] {
  const parts = text.split(",");
  return parts.length === 4 ? [parts.slice(0, 2).join(), parts.slice(2).join()] : parts;
}
