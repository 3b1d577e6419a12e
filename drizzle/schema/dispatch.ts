import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  doublePrecision,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { Skill } from "../../app/accounts/types";
import {
  ACCEPTED_STATES,
  ASSIGNMENT_STATES,
  COMING_STATES,
  HOLDING_STATES,
  LIVE_ASSIGNMENT_STATES,
  LIVE_TASK_STATES,
  TASK_STATES,
} from "../../app/dispatch/states";
import { CHAIN_ENDS, DECLINE_REASONS, PROBLEMS, TASK_ENDINGS } from "../../app/dispatch/types";
import { person } from "./accounts";
import { instant, isIn, literals, oneOf, sealedText, textEnum, timeRange } from "./columns";
import { district } from "./districts";
import { incident } from "./incidents";
import { request } from "./requests";

export const task = pgTable(
  "task",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    /** What people say to each other: "task 214". */
    number: integer("number").notNull().generatedAlwaysAsIdentity().unique(),
    state: textEnum("state", TASK_STATES).notNull().default("open"),
    districtId: uuid("district_id").references(() => district.id),
    /** An errand's or a task's own words; requests bring theirs. */
    title: text("title").notNull().default(""),
    briefing: sealedText("task", "briefing").notNull().default(""),
    checklist: text("checklist").array().notNull().default([]),
    during: timeRange("during").notNull(),
    teamSize: smallint("team_size").notNull().default(1),
    skills: text("skills").array().$type<Skill[]>().notNull().default([]),
    lat: doublePrecision("lat"),
    lon: doublePrecision("lon"),
    leadId: uuid("lead_id").references(() => person.id),
    ending: textEnum("ending", TASK_ENDINGS),
    exercise: boolean("exercise").notNull().default(false),
    /** An errand's; a task of requests belongs to theirs. */
    incidentId: uuid("incident_id").references(() => incident.id),
    createdBy: uuid("created_by")
      .notNull()
      .references(() => person.id),
    createdAt: instant("created_at").notNull().defaultNow(),
    stateAt: instant("state_at").notNull().defaultNow(),
    version: integer("version").notNull().default(1),
  },
  (table) => [
    index("task_live")
      .on(table.districtId, table.stateAt, table.id)
      .where(isIn(table.state, LIVE_TASK_STATES)),
    index("task_incident").on(table.incidentId).where(sql`${table.incidentId} is not null`),
    oneOf("task_state", table.state, TASK_STATES),
    oneOf("task_ending", table.ending, TASK_ENDINGS),
    check("task_team", sql`${table.teamSize} between 1 and 50`),
    check(
      "task_during",
      sql`not isempty(${table.during}) and not lower_inf(${table.during}) and not upper_inf(${table.during})`,
    ),
  ],
);

export const taskRequest = pgTable(
  "task_request",
  {
    taskId: uuid("task_id")
      .notNull()
      .references(() => task.id, { onDelete: "cascade" }),
    requestId: uuid("request_id")
      .notNull()
      .references(() => request.id),
    /** In the order in which they were chosen: the task lies where the first that is still open does. */
    position: smallint("position").notNull().default(0),
    /** What the volunteer says was handed over, then what the coordinator confirmed. */
    reported: numeric("reported", { precision: 10, scale: 2, mode: "number" }),
    confirmed: numeric("confirmed", { precision: 10, scale: 2, mode: "number" }),
    /** For what is not counted: did it happen? */
    outcome: textEnum("outcome", ["whole", "part", "none"]),
  },
  (table) => [
    primaryKey({ columns: [table.taskId, table.requestId] }),
    index("task_request_request").on(table.requestId),
    oneOf("task_request_outcome", table.outcome, ["whole", "part", "none"]),
    check("task_request_amounts", sql`${table.reported} >= 0 and ${table.confirmed} >= 0`),
  ],
);

export const assignment = pgTable(
  "assignment",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    taskId: uuid("task_id")
      .notNull()
      .references(() => task.id, { onDelete: "cascade" }),
    personId: uuid("person_id")
      .notNull()
      .references(() => person.id),
    state: textEnum("state", ASSIGNMENT_STATES).notNull().default("offered"),
    offeredBy: uuid("offered_by")
      .notNull()
      .references(() => person.id),
    offeredAt: instant("offered_at").notNull().defaultNow(),
    /** No answer by then: the offer has expired. */
    answerBy: instant("answer_by").notNull(),
    stateAt: instant("state_at").notNull().defaultNow(),
    reason: textEnum("reason", DECLINE_REASONS),
    note: sealedText("assignment", "note").notNull().default(""),
    /** What keeps them from going on, until their next step. */
    problem: textEnum("problem", PROBLEMS),
    /** When somebody who is there was last heard of, beside their coming. */
    signAt: instant("sign_at"),
    /** Since when they are asked whether they are all right; null once they have answered. */
    safetyAskedAt: instant("safety_asked_at"),
    /** Since when they count as silent. */
    silentAt: instant("silent_at"),
    /** When somebody who is not there yet was asked last whether they are still coming, and said so; and when they will be there. */
    comingAskedAt: instant("coming_asked_at"),
    comingSaidAt: instant("coming_said_at"),
    arrivesAt: instant("arrives_at"),
    /** Ticked points of the task's check-list, by position. */
    ticked: jsonb("ticked").$type<number[]>().notNull().default([]),
    /** Which soft reasons a coordinator set aside, and the word given for it. */
    override: sealedText("assignment", "override"),
    version: integer("version").notNull().default(1),
  },
  (table) => [
    uniqueIndex("assignment_once")
      .on(table.taskId, table.personId)
      .where(sql`state in ${literals(HOLDING_STATES)}`),
    index("assignment_task").on(table.taskId),
    index("assignment_person").on(table.personId, table.state, table.stateAt),
    index("assignment_silent").on(table.answerBy).where(sql`${table.state} = 'offered'`),
    oneOf("assignment_state", table.state, ASSIGNMENT_STATES),
    oneOf("assignment_reason", table.reason, DECLINE_REASONS),
    oneOf("assignment_problem", table.problem, PROBLEMS),
    check(
      "assignment_silent",
      sql`${table.silentAt} is null or ${table.safetyAskedAt} is not null`,
    ),
    check(
      "assignment_coming",
      sql`(${table.comingSaidAt} is null or ${table.comingAskedAt} is not null)
        and (${table.arrivesAt} is null or ${table.comingSaidAt} is not null)`,
    ),
  ],
);

/** Who is asked next for a task, one after the other, when those before them say no or nothing. */
export const offerChain = pgTable(
  "offer_chain",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    taskId: uuid("task_id")
      .notNull()
      .references(() => task.id, { onDelete: "cascade" }),
    personId: uuid("person_id")
      .notNull()
      .references(() => person.id),
    position: smallint("position").notNull(),
    /** How long they will have to answer. */
    minutes: smallint("minutes").notNull(),
    /** As with an offer, which takes it over; nothing is kept of it here once they wait no more. */
    word: sealedText("offer_chain", "word").notNull().default(""),
    addedBy: uuid("added_by")
      .notNull()
      .references(() => person.id),
    addedAt: instant("added_at").notNull().defaultNow(),
    /** Why they wait no more; null while they do. */
    ended: textEnum("ended", CHAIN_ENDS),
    endedAt: instant("ended_at"),
    /** The offer that came of it. */
    assignmentId: uuid("assignment_id")
      .unique()
      .references(() => assignment.id, { onDelete: "cascade" }),
  },
  (table) => [
    unique("offer_chain_once").on(table.taskId, table.personId),
    index("offer_chain_waiting")
      .on(table.taskId, table.position)
      .where(sql`${table.ended} is null`),
    index("offer_chain_person").on(table.personId),
    oneOf("offer_chain_ended", table.ended, CHAIN_ENDS),
    check("offer_chain_minutes", sql`${table.minutes} between 1 and 1440`),
    check("offer_chain_end", sql`(${table.ended} is null) = (${table.endedAt} is null)`),
    check(
      "offer_chain_asked",
      sql`(${table.ended} is not distinct from 'asked') = (${table.assignmentId} is not null)`,
    ),
    check("offer_chain_word", sql`${table.ended} is null or ${table.word} = ''`),
  ],
);

/** The task still works on its requests. */
export const isLiveTask = isIn(task.state, LIVE_TASK_STATES);
/** The volunteer has said yes and is not done. */
export const isAccepted = isIn(assignment.state, ACCEPTED_STATES);
/** The volunteer has said yes, is not there yet, and was asked whether they are still coming. */
export const isAskedIfComing = sql<boolean>`${assignment.comingAskedAt} is not null
  and ${assignment.comingSaidAt} is null and ${isIn(assignment.state, COMING_STATES)}`;
/** The volunteer waits to answer, or has said yes and is not done. */
export const isLiveAssignment = isIn(assignment.state, LIVE_ASSIGNMENT_STATES);
/** The volunteer is asked, at work or done. */
export const isHolding = isIn(assignment.state, HOLDING_STATES);
/** Whose turn has not come. */
export const isWaiting = sql`${offerChain.ended} is null`;
