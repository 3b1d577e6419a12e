import type { ResultOf } from "../platform/types";
import type { looksAtMember } from "./queries/looks.server";
import type { readOwnData } from "./queries/own-data.server";
import type { readDeeds, readLooks } from "./queries/record.server";
import type { readRetention } from "./queries/retention.server";

export type LooksAtOne = ResultOf<typeof looksAtMember>;
export type Deed = ResultOf<typeof readDeeds>["lines"][number];
export type Look = ResultOf<typeof readLooks>["lines"][number];
export type OwnData = ResultOf<typeof readOwnData>;
export type Retention = ResultOf<typeof readRetention>;
export type { Subject } from "./queries/subjects.server";
