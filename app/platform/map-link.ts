import { plainText } from "./text";
import type { Point } from "./types";

const NUMBER = String.raw`([+-]?\d{1,3}\.\d+)`;
const PAIR = String.raw`${NUMBER}\s*[,~]\s*${NUMBER}`;
/** Where the addresses of maps hold a point, latitude first; a pin before what is merely in the middle of the picture. */
const LATITUDE_FIRST = [
  new RegExp(`!3d${NUMBER}!4d${NUMBER}`),
  new RegExp(`[?&]mlat=${NUMBER}&mlon=${NUMBER}`),
  new RegExp(`[?&](?:q|query|destination|daddr|coordinate)=(?:loc:)?${PAIR}`),
  new RegExp(`/maps/(?:place|search|dir/[^/]*)/${PAIR}`),
  new RegExp(`[?&](?:ll|sll|center|cp)=${PAIR}`),
  new RegExp(String.raw`[?&]to=ll\.${PAIR}`),
  new RegExp(`^geo:${PAIR}`),
  new RegExp(`/@${PAIR}`),
  new RegExp(String.raw`#map=[\d.]+/${NUMBER}/${NUMBER}`),
];
const LONGITUDE_FIRST = [
  new RegExp(String.raw`[?&](?:whatshere\[point\]|pt)=${PAIR}`),
  new RegExp(String.raw`/geo/(?:\d+/)?${PAIR}`),
  new RegExp(`[?&](?:m|ll)=${PAIR}`),
  new RegExp(`[?&]x=${NUMBER}&y=${NUMBER}`),
];
const LONGITUDE_FIRST_MAPS = /^(?:https?:\/\/)?[^/]*\b(?:yandex|2gis|mapy)\./i;

const decoded = (address: string): string => {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
};

/**
 * The point in the address of a map, as its "share" gives it: Google, Apple, OpenStreetMap, Yandex, Waze, Bing, 2GIS, Mapy and
 * `geo:` (RFC 5870). Null for a shortened one, which only its maker can read.
 */
export function pointOfLink(typed: string): Point | null {
  const address = decoded(
    /(?:https?:\/\/|geo:|www\.|maps\.)\S+/i.exec(plainText(typed))?.[0] ?? "",
  );
  if (!address) return null;
  const swapped = LONGITUDE_FIRST_MAPS.test(address);
  for (const pattern of swapped ? LONGITUDE_FIRST : LATITUDE_FIRST) {
    const [, first, second] = pattern.exec(address) ?? [];
    if (!first || !second) continue;
    const [lat, lon] = swapped ? [Number(second), Number(first)] : [Number(first), Number(second)];
    return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : null;
  }
  return null;
}

const DIGITS = "23456789CFGHJMPQRVWX";
const FULL_CODE = /^[2-9CFGHJMPQRVWX]{8}\+[2-9CFGHJMPQRVWX]{2,7}(?=$|[\s,])/i;

/** The middle of the 14 m that a whole Open Location Code ("plus code") names; null for a short one, which needs a town. */
export function pointOfPlusCode(typed: string): Point | null {
  const code = FULL_CODE.exec(typed.trim())?.[0].toUpperCase().replace("+", "");
  if (!code) return null;
  // Pairs of a digit of latitude and one of longitude, each twenty times finer than the one before.
  const along = (axis: 0 | 1) =>
    [0, 1, 2, 3, 4].reduce(
      (sum, pair) => sum + DIGITS.indexOf(code[2 * pair + axis]!) * 20 ** (1 - pair),
      0,
    ) +
    20 ** -3 / 2;
  const [lat, lon] = [along(0) - 90, along(1) - 180];
  return lat < 90 && lon < 180 ? { lat, lon } : null;
}
