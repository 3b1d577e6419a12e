import type { ResultOf } from "../platform/types";
import type { suggestFor } from "./queries/candidates.server";
import type { shiftLedHere } from "./queries/led-here.server";
import type { listOpenShifts, listOwnShifts } from "./queries/open-shifts.server";
import type { openOwnShift, openSwap, readHours } from "./queries/own-shift.server";
import type { OpenedShift, readWeek } from "./queries/rota.server";

export type RotaRow = ResultOf<typeof readWeek>[number];
export type OpenRow = ResultOf<typeof listOpenShifts>["lines"][number];
export type OwnRow = ResultOf<typeof listOwnShifts>[number];
export type OpenedOwnShift = ResultOf<typeof openOwnShift>;
export type OpenedSwap = ResultOf<typeof openSwap>;
export type LedHere = ResultOf<typeof shiftLedHere>;
export type ServedShift = ResultOf<typeof readHours>[number];

type Suggestion = ResultOf<typeof suggestFor>[number];
/** A role on the coordinator's page; `gap`: whether it may be filled now. */
export type BoardRole = OpenedShift["roles"][number] & { gap: boolean; suggestions: Suggestion[] };
/** Somebody on the coordinator's list; `in` and `out` are the wall clocks of their times, as the form asks them. */
export type BoardPerson = Omit<OpenedShift["people"][number], "personId"> & {
  phone: string | null;
  in: string;
  out: string;
};
/** `wanted`: the name that somebody is looked for by, instead of who is suggested. */
export type BoardShift = Omit<OpenedShift, "roles" | "people"> & {
  roles: BoardRole[];
  people: BoardPerson[];
  /** Numbers where nothing arrives. */
  dead: string[];
  wanted: string;
};
