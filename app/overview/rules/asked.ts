import { readWallTime } from "../../platform/day";
import type { Window } from "../../platform/types";
import { instantOf } from "../../platform/zone";
import type { Step } from "../types";

const HOUR = 3_600_000;
/** What is shown where nothing is asked for. */
const USUAL_HOURS = 24;
const LONGEST_DAYS = 62;
/** A longer time is shown by days. */
const MOST_HOURS = 72;

export type Asked = Window & {
  district: string;
  incident: string;
  step: Step;
  /** The time was longer than can be shown, or ended before it began: it is not what was typed. */
  cut: boolean;
};

/** Which numbers an address asks for; what makes no sense is left out. */
export function readAsked(params: URLSearchParams, now: Date, zone: string): Asked {
  const text = (name: string) => (params.get(name) ?? "").trim().slice(0, 60);
  const at = (name: string, bareDay: "begins" | "ends") =>
    instantOf(readWallTime(text(name), bareDay) ?? "", zone);
  const to = at("to", "ends") ?? now;
  const wanted = at("from", "begins") ?? new Date(to.getTime() - USUAL_HOURS * HOUR);
  const earliest = new Date(to.getTime() - LONGEST_DAYS * 24 * HOUR);
  const inOrder = wanted < to ? wanted : new Date(to.getTime() - USUAL_HOURS * HOUR);
  const from = inOrder < earliest ? earliest : inOrder;
  return {
    from,
    to,
    district: text("district"),
    incident: text("incident"),
    step: stepOf({ from, to }),
    cut: from !== wanted,
  };
}

export const stepOf = ({ from, to }: Window): Step =>
  to.getTime() - from.getTime() > MOST_HOURS * HOUR ? "day" : "hour";
