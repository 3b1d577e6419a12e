import { LOCALES, type Names } from "../../platform/types";
import type { Boundary, MultiPolygon } from "../types";

type Standing = { code: string; names: Names; geometry: MultiPolygon; approximate: boolean };
export type Effect = "added" | "changed" | "same" | "retired";
export type Change = { code: string; names: Names; effect: Effect };

/** What a file of boundaries would do to the districts that stand, by code. */
export function changesOf(standing: readonly Standing[], file: readonly Boundary[]): Change[] {
  const known = new Map(standing.map((one) => [one.code, one]));
  const named = new Set(file.map(({ code }) => code));
  const kept = file.map(({ code, names, geometry, approximate }): Change => {
    const earlier = known.get(code);
    if (!earlier) return { code, names, effect: "added" };
    const same = sameShape(earlier, { code, names, geometry, approximate });
    return { code, names, effect: same ? "same" : "changed" };
  });
  const gone = standing
    .filter(({ code }) => !named.has(code))
    .map(({ code, names }): Change => ({ code, names, effect: "retired" }));
  return [...kept, ...gone];
}

const inOrder = (names: Names) => LOCALES.map((locale) => names[locale] ?? null);

function sameShape(a: Standing, b: Standing): boolean {
  const text = ({ names, geometry, approximate }: Standing) =>
    JSON.stringify([inOrder(names), geometry.coordinates, approximate]);
  return text(a) === text(b);
}
