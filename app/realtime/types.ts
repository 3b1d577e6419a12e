import type { Member } from "../platform/types";
import type { BoardFilter } from "../requests/rules/filter";
import type { LaneName } from "../requests/states";
import type { BoardLine, WhoComes } from "../requests/views";

/** A request that stands in a lane, with all that decides which boards show it and where. */
export type Held = {
  line: BoardLine;
  coming: readonly WhoComes[];
  /** Of what the line shows: another one is another line. */
  version: string;
  districtId: string | null;
  categoryCode: string;
  districtCode: string | null;
  incidentId: string | null;
  /** Microseconds, as the database orders by them. */
  due: number;
  created: number;
  /** The last line of the record that was known when it became what it is. */
  changedAt: number;
};

/** Which requests a board shows. */
export type View = {
  reach: Pick<Member, "administrator" | "districts">;
  filter: BoardFilter;
};

/** What a board shows of one lane: its first lines, and how many there are. */
export type LaneWindow = { lane: LaneName; ids: string[]; count: number; oldest: Date };

/** Who changed a request, and by what. */
export type Change = {
  type: string;
  actor: "visitor" | "resident" | "member" | "system";
  name: string | null;
};

/** What a stream tells a board, in the board's language. */
export type Message = {
  /** These are all the lanes and all the lines that the board shows. */
  all: boolean;
  lanes: {
    lane: LaneName;
    /** Of the requests, in order; none: the lane is not shown any more. */
    ids: readonly string[];
    /** Its heading and its end, around an empty list. */
    shell: string;
  }[];
  /** `html` is left out where the board should have this version already. */
  lines: { id: string; version: string; html?: string; by?: string }[];
  /** The ways to the lanes, with how many wait in each; null: as they were. */
  ways: string | null;
  /** What stands there when nothing else does. */
  nothing: string;
};
