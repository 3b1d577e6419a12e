import type { Locale, ResultOf } from "../platform/types";
import type { BoardLine } from "./queries/board.server";
import type { lookUpRequest } from "./queries/look-up.server";
import type { readPaper } from "./queries/paper.server";
import type { openRequest, readToCompare } from "./queries/request.server";
import type { listSetAside } from "./queries/set-aside.server";
import type { openOfNumber, readTaken } from "./queries/taken.server";
import type { trackRequest } from "./queries/track.server";
import type { LaneName } from "./states";

export type { BoardLine, Heads, LaneHead } from "./queries/board.server";
export type Paper = Awaited<ReturnType<typeof readPaper>>;
export type OpenedRequest = ResultOf<typeof openRequest>;
export type Compared = ResultOf<typeof readToCompare>["own"];
export type TakenRequest = ResultOf<typeof readTaken>;
export type OfNumber = ResultOf<typeof openOfNumber>[number];
export type Floods = ResultOf<typeof listSetAside>;
export type TrackedRequest = Omit<ResultOf<typeof trackRequest>, "districtId">;
export type LookedUpRequest = ResultOf<typeof lookUpRequest>;

/** Somebody who was asked for a request or is coming, as dispatch tells it. */
export type WhoComes = {
  name: string;
  state: string;
  since: Date;
  /** From when on it is high time for a word of theirs. */
  staleFrom: Date | null;
  /** When somebody who is there and does not answer was last heard of. */
  silentSince: Date | null;
  /** When somebody was asked whether they are still coming, when they said so, and when they will be there. */
  comingAskedAt: Date | null;
  comingSaidAt: Date | null;
  arrivesAt: Date | null;
};

/** What others have changed since a coordinator has said that all is seen, as the live boards tell it. */
export type News = { since: Date; lanes: { lane: LaneName; count: number }[]; ids: string[] };

/** Writes the line of a request as HTML, or gives it as it is kept; `version`: of what it shows. */
export type DrawLine = (
  locale: Locale,
  now: Date,
  line: BoardLine,
  coming: readonly WhoComes[],
) => { html: string; version: string };
