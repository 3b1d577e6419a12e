import type { ResultOf } from "../platform/types";
import type { looksAtMember } from "./queries/looks.server";
import type { readDeeds, readLooks } from "./queries/record.server";

export type LooksAtOne = ResultOf<typeof looksAtMember>;
export type Deed = ResultOf<typeof readDeeds>["lines"][number];
export type Look = ResultOf<typeof readLooks>["lines"][number];
