import type { ResultOf } from "../platform/types";
import type { readActivity, readDraft } from "./queries/draft.server";
import type { listHandovers, openHandover } from "./queries/duty.server";

export type { OnDuty } from "./queries/duty.server";
export type Draft = ResultOf<typeof readDraft>;
export type Activity = ResultOf<typeof readActivity>;
export type Handovers = ResultOf<typeof listHandovers>;
export type OpenedHandover = ResultOf<typeof openHandover>;
