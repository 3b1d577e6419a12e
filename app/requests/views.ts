import type { ResultOf } from "../platform/types";
import type { openRequest } from "./queries/request.server";
import type { listSetAside } from "./queries/set-aside.server";
import type { lookUpRequest, trackRequest } from "./queries/track.server";

export type { BoardLine, Heads } from "./queries/board.server";
export type OpenedRequest = ResultOf<typeof openRequest>;
export type Floods = ResultOf<typeof listSetAside>;
export type TrackedRequest = ResultOf<typeof trackRequest>;
export type LookedUpRequest = ResultOf<typeof lookUpRequest>;
