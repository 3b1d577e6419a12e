import type { ResultOf } from "../platform/types";
import type { describeStale } from "./queries/accepted-plan.server";
import type { listOwnTasks, openOwnTask } from "./queries/own-tasks.server";
import type { listPeople } from "./queries/people.server";
import type { makePlan } from "./queries/plan.server";
import type { whoCouldGo } from "./queries/sendable.server";
import type {
  listTasks,
  listTasksOf,
  listTasksOn,
  openTask,
  requestsForTask,
} from "./queries/tasks.server";
import type { readUsualToSet, usualFor } from "./queries/usual.server";

export type TaskRow = ResultOf<typeof listTasks>[number];
export type TaskOfRequest = ResultOf<typeof listTasksOf>[number];
export type TaskOnMarked = ResultOf<typeof listTasksOn>[number];
export type OpenedTask = ResultOf<typeof openTask>;
export type TeamMember = OpenedTask["team"][number];
export type ServedRequest = OpenedTask["requests"][number];
export type RequestToServe = ResultOf<typeof requestsForTask>[number];
export type OwnTasks = ResultOf<typeof listOwnTasks>;
export type OwnTaskRow = OwnTasks["mine"][number];
export type OpenedOwnTask = ResultOf<typeof openOwnTask>;
export type RequestToVisit = OpenedOwnTask["requests"][number];
export type Sendable = ResultOf<typeof whoCouldGo>;
export type UsualOfTask = ResultOf<typeof usualFor>;
export type UsualToSet = ResultOf<typeof readUsualToSet>;
export type PeopleNear = ResultOf<typeof listPeople>;
export type MadePlan = ResultOf<typeof makePlan>;
export type StaleLine = ResultOf<typeof describeStale>[number];
