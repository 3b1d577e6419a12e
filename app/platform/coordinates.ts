import { pointOfLink, pointOfPlusCode } from "./map-link";
import { plainText } from "./text";
import type { Point } from "./types";

const DEGREES = /^([+-]?)(\d{1,3}(?:[.,]\d+)?)$/;
/** `49°50'22.9"`, `49°50.382'`, and with blanks alone where a hemisphere says what they are. */
const SEXAGESIMAL =
  /^([+-]?)(\d{1,3})[° ](\d{1,2}(?:[.,]\d+)?)(?:[' ](?:(\d{1,2}(?:[.,]\d+)?)"?)?)?$/;
const HEMISPHERE = /^([NSEW])|([NSEW])$/i;

/** Hemispheres and names of the two numbers in four languages, and the many signs for minutes and seconds. */
const SPELLED: [RegExp, string][] = [
  [/(?:пн|с)\.? ?ш\.?/giu, "N"],
  [/(?:пд|ю)\.? ?ш\.?/giu, "S"],
  [/(?:сх|в)\.? ?д\.?/giu, "E"],
  [/(?:зх|з)\.? ?д\.?/giu, "W"],
  [
    /(?:latitude|lat|longitude|long|lon|lng|широта|довгота|долгота|laius(?:kraad)?|pikkus(?:kraad)?) ?[:=]?/giu,
    " ",
  ],
  [/[()[\]]/g, " "],
  [/''/g, '"'],
  [/ ?([°'"]) ?/g, "$1"],
  [/([°'"])(?=[NSEW])|(['"])(?=[+-]?\d+°)/gi, "$1$2 "],
  [/\s+/g, " "],
];

/** Signs that compatibility would make other ones of are replaced before it. */
const spelled = (typed: string): string =>
  SPELLED.reduce(
    (text, [sign, plain]) => text.replace(sign, plain),
    plainText(
      typed
        .replace(/[º˚]/g, "°")
        .replace(/[′’‘´`ʹʼ]/g, "'")
        .replace(/[″”“]/g, '"'),
    ),
  ).trim();

/**
 * Degrees of latitude (`most` 90) or longitude (180), WGS 84: `49.8397`, `49,8397`, `49.8397° N`, `49°50'22.9" N`. South and west
 * are negative. Null for whatever else it is.
 */
export function readDegrees(typed: string, most: 90 | 180): number | null {
  const text = spelled(typed);
  const hemisphere = (HEMISPHERE.exec(text)?.[0] ?? "").toUpperCase();
  const number = text.replace(HEMISPHERE, "").trim();
  const simple = DEGREES.exec(number.replace(/°$/, ""));
  const parts = simple ?? (hemisphere || number.includes("°") ? SEXAGESIMAL.exec(number) : null);
  if (!parts) return null;
  const [, sign, ...digits] = parts;
  if ((hemisphere && sign) || (hemisphere && /[EW]/.test(hemisphere) !== (most === 180)))
    return null;
  const [whole = 0, minutes = 0, seconds = 0] = digits.map((part) =>
    Number((part ?? "0").replace(",", ".")),
  );
  if (minutes >= 60 || seconds >= 60) return null;
  const degrees = whole + minutes / 60 + seconds / 3600;
  const south = sign === "-" || hemisphere === "S" || hemisphere === "W";
  return degrees <= most ? (south ? -degrees : degrees) : null;
}

/**
 * A point as maps give it to be copied, latitude first: `49.8397, 24.0297`, `49,8397; 24,0297`, `49.8397 N 24.0297 E`,
 * `49°50'22.9"N 24°01'46.9"E`, the address of a map, a whole plus code. Null for whatever else it is.
 */
export function readPoint(typed: string): Point | null {
  const linked = pointOfLink(typed) ?? pointOfPlusCode(typed);
  if (linked) return linked;
  const text = spelled(typed);
  const [first, second, ...more] = partsOf(text);
  if (first === undefined || second === undefined || more.length > 0) return null;
  const [lat, lon] = [readDegrees(first, 90), readDegrees(second, 180)];
  return lat === null || lon === null ? null : { lat, lon };
}

function partsOf(text: string): string[] {
  const halves = hemispheresOf(text.replace(/ ?[,;/|] ?(?=[NSEW])/gi, " "));
  if (halves) return halves;
  const apart = text
    .split(/ ?[;/|] ?|, | (?!,)/)
    .filter((part, index) => part !== "" || index === 0);
  return apart.length === 2 ? apart : halvesOf(text.replaceAll(" ,", ","));
}

/** Each with its hemisphere before it, or each with it behind; null where they are not said. */
function hemispheresOf(text: string): string[] | null {
  const east = text.search(/[EW]/i);
  if (/^[NS]/i.test(text) && east > 0) return [text.slice(0, east), text.slice(east)];
  const behind = text.search(/[NS]/i) + 1;
  if (behind === 0 || !/[EW]$/i.test(text)) return null;
  return [text.slice(0, behind), text.slice(behind).replace(/^[ ,;/|]+/, "")];
}

/** `49.8397,24.0297` has one comma in its middle, `49,8397,24,0297` three. */
function halvesOf(text: string): string[] {
  const parts = text.split(",");
  return parts.length === 4 ? [parts.slice(0, 2).join(), parts.slice(2).join()] : parts;
}
