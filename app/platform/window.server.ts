import type { Window } from "./types";

/** A `tstzrange` that is bounded on both sides, as PostgreSQL writes it in a UTC session. */
export function windowOf(during: string): Window {
  const [from = "", to = ""] = during.replace(/["[\])]/g, "").split(",");
  return { from: instantIn(from), to: instantIn(to) };
}

/** `2026-11-23 12:00:00+00`, or ISO 8601 as we send it ourselves. */
const instantIn = (text: string) =>
  new Date(text.endsWith("Z") ? text : `${text.replace(" ", "T")}:00`);

export const rangeOf = ({ from, to }: Window): string =>
  `[${from.toISOString()},${to.toISOString()})`;
