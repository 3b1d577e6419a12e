import type { ResultOf } from "../platform/types";
import type { readAllClocks, readCategories } from "./queries/settings.server";

export type CategoryRow = ResultOf<typeof readCategories>[number];
export type ClockRow = ResultOf<typeof readAllClocks>["clocks"][number];
export type { Outlines } from "./queries/outlines.server";
