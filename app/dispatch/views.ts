import type { ResultOf } from "../platform/types";
import type { listOwnTasks, openOwnTask } from "./queries/own-tasks.server";
import type { listPeople } from "./queries/people.server";
import type { whoCouldGo } from "./queries/sendable.server";
import type { listTasks, openTask, requestsForTask } from "./queries/tasks.server";

export type TaskRow = ResultOf<typeof listTasks>[number];
export type OpenedTask = ResultOf<typeof openTask>;
export type TeamMember = OpenedTask["team"][number];
export type ServedRequest = OpenedTask["requests"][number];
export type RequestToServe = ResultOf<typeof requestsForTask>[number];
export type OwnTasks = ResultOf<typeof listOwnTasks>;
export type OwnTaskRow = OwnTasks["mine"][number];
export type OpenedOwnTask = ResultOf<typeof openOwnTask>;
export type RequestToVisit = OpenedOwnTask["requests"][number];
export type Sendable = ResultOf<typeof whoCouldGo>;
export type PeopleNear = ResultOf<typeof listPeople>;
