import type { EventType } from "../../audit/events";
import { COMING_STATES } from "../../dispatch/states";
import { DAMAGES } from "../../resources/types";
import { GAP_REASONS, SILENT_REASONS } from "../../shifts/types";
import type { Template, Way } from "../types";
import type { ReaderKind } from "./readers";

export type Row = {
  on: EventType;
  to: ReaderKind;
  template: Template;
  /** By which channels: the first that reaches the reader, then the next when that fails. */
  by: Way;
  /** Only when it was recorded for one of these reasons. */
  because?: readonly string[];
  /** Not when it was recorded for one of these reasons. */
  unless?: readonly string[];
  /** Only of what such an actor did. */
  of?: "member" | "resident";
  /** Only when the thing's state changed with it. */
  moved?: true;
  /** Not to whoever has heard the same of the same thing within so many minutes. */
  quietMinutes?: number;
  /** Only while the thing is in one of these states: what has become untrue while it waited is not sent. */
  while?: readonly string[];
  /** Waits for nothing that might follow within the minute. */
  atOnce?: true;
  /** Whoever hears it has to do something: danger to life goes to them by every channel at once. */
  acts?: true;
};

/** The states of a request that its resident hears of, by the events that lead there. */
const REQUEST_EVENTS = [
  "request.triaged",
  "request.taken_up",
  "request.delivered_short",
  "request.open_again",
  "request.fulfilled",
  "request.closed",
  "request.reopened",
  "request.declined",
  "request.cancelled",
  "request.merged",
  "request.separated",
] as const satisfies readonly EventType[];

/** Of these also whoever has a phone alone: what they wait for, and that it is over. */
const TEXTED: readonly EventType[] = [
  "request.delivered_short",
  "request.open_again",
  "request.fulfilled",
  "request.declined",
  "request.cancelled",
];

/** Who hears of what, in which words and by what. Nobody is told of their own doing. */
export const TABLE: readonly Row[] = [
  ...REQUEST_EVENTS.map(
    (on): Row => ({
      on,
      to: "resident",
      template: "request_changed",
      by: TEXTED.includes(on) ? "mailElseText" : "mail",
      moved: true,
    }),
  ),
  {
    on: "request.covered",
    because: ["accepted", "on_the_way"],
    to: "resident",
    template: "request_changed",
    by: "mailElseText",
  },
  // The first mail is ordered with the request, since it holds a link.
  { on: "request.submitted", to: "resident", template: "request_code", by: "text", atOnce: true },
  {
    on: "request.noted",
    to: "resident",
    template: "request_note",
    by: "mailElseText",
    of: "member",
  },
  {
    on: "request.noted",
    of: "resident",
    to: "volunteers of the request",
    template: "resident_word",
    by: "textElseMail",
  },
  {
    on: "request.noted",
    of: "member",
    to: "volunteers of the request",
    template: "team_note",
    by: "textElseMail",
  },

  {
    on: "request.escalated",
    because: ["unread", "nobody_coming"],
    to: "whoever it is escalated to",
    template: "request_danger",
    by: "textElseMail",
    atOnce: true,
    acts: true,
  },
  {
    on: "request.escalated",
    because: ["unanswered"],
    to: "whoever it is escalated to",
    template: "request_unanswered",
    by: "leisure",
  },

  {
    on: "assignment.offered",
    to: "volunteer",
    template: "task_offered",
    by: "textElseMail",
    while: ["offered"],
    acts: true,
  },
  { on: "assignment.released", to: "volunteer", template: "task_released", by: "textElseMail" },
  {
    on: "assignment.problem",
    to: "coordinators of the task",
    template: "task_problem",
    by: "leisure",
    acts: true,
  },
  {
    on: "assignment.coming_asked",
    to: "volunteer",
    template: "coming_check",
    by: "textElseMail",
    while: COMING_STATES,
    atOnce: true,
    acts: true,
  },
  {
    on: "assignment.safety_asked",
    to: "volunteer",
    template: "safety_check",
    by: "textElseMail",
    while: ["on_site"],
    atOnce: true,
  },
  {
    on: "assignment.silent",
    to: "coordinators of the task",
    template: "volunteer_silent",
    by: "textElseMail",
    while: ["on_site"],
    atOnce: true,
    acts: true,
  },
  {
    on: "task.changed",
    because: ["time", "words", "requests"],
    to: "volunteers on the task or asked",
    template: "task_changed",
    by: "textElseMail",
  },
  { on: "task.moved", to: "volunteers on the task", template: "task_moved", by: "textElseMail" },
  {
    on: "reservation.released",
    because: ["not_handed_over", "lost"],
    to: "coordinator who reserved",
    template: "reservation_lapsed",
    by: "leisure",
  },
  {
    on: "offer.moved",
    to: "whoever fetches it or has it",
    template: "supply_moved",
    by: "leisure",
  },

  // Where a coordinator enters it for somebody on the phone, its owner hears so too.
  {
    on: "offer.offered",
    to: "owner without an account",
    template: "offer_received",
    by: "mailElseText",
    while: ["offered"],
    atOnce: true,
  },
  {
    on: "offer.verified",
    // An organisation need not be told of each row of its own table.
    unless: ["imported"],
    to: "owner",
    template: "offer_verified",
    by: "mailElseText",
    of: "member",
    while: ["verified"],
  },
  // Somebody is about to ring at the door.
  {
    on: "reservation.held",
    to: "owner",
    template: "offer_reserved",
    by: "textElseMail",
    while: ["held"],
    atOnce: true,
  },
  {
    on: "reservation.released",
    unless: ["lost"],
    to: "owner",
    template: "offer_free",
    by: "textElseMail",
  },
  { on: "reservation.handed_over", to: "owner", template: "offer_out", by: "mailElseText" },
  {
    on: "reservation.overdue",
    to: "owner",
    template: "offer_overdue",
    by: "mailElseText",
    while: ["handed_over"],
  },
  {
    on: "reservation.overdue",
    to: "whoever has what is overdue",
    template: "supply_overdue",
    by: "textElseMail",
    while: ["handed_over"],
  },
  {
    on: "reservation.missing",
    to: "coordinators of what is lent",
    template: "supply_missing",
    by: "leisure",
  },
  {
    on: "reservation.returned",
    unless: DAMAGES,
    to: "owner",
    template: "offer_back",
    by: "mailElseText",
  },
  {
    on: "reservation.returned",
    because: DAMAGES,
    to: "owner",
    template: "offer_damaged",
    by: "mailElseText",
  },
  { on: "reservation.consumed", to: "owner", template: "offer_used", by: "mailElseText" },

  {
    on: "sign_up.asked_again",
    to: "volunteer of the shift",
    template: "shift_asked_moved",
    by: "textElseMail",
    while: ["offered"],
  },
  {
    on: "sign_up.offered",
    unless: ["first", "moved", "asked"],
    to: "volunteer of the shift",
    template: "shift_offered",
    by: "textElseMail",
    while: ["offered"],
  },
  {
    on: "sign_up.offered",
    because: ["moved"],
    to: "volunteer of the shift",
    template: "shift_moved",
    by: "textElseMail",
    while: ["offered"],
  },
  {
    on: "sign_up.offered",
    because: ["asked"],
    to: "volunteer of the shift",
    template: "shift_asked",
    by: "textElseMail",
    while: ["offered"],
  },
  {
    on: "sign_up.withdrawn",
    because: ["cancelled"],
    to: "volunteer of the shift",
    template: "shift_cancelled",
    by: "textElseMail",
  },
  {
    on: "sign_up.withdrawn",
    because: SILENT_REASONS,
    to: "volunteer of the shift",
    template: "shift_lapsed",
    by: "leisure",
  },
  {
    on: "sign_up.withdrawn",
    because: GAP_REASONS,
    to: "coordinators of the shift",
    template: "shift_left",
    by: "leisure",
  },
  {
    on: "shift.place_free",
    to: "everybody waiting for the role",
    template: "shift_free",
    by: "leisure",
    while: ["published"],
    // A slot that is taken and left again meanwhile is no news.
    quietMinutes: 60,
  },
  {
    on: "shift.moved",
    to: "everybody waiting for the shift",
    template: "shift_moved_waiting",
    by: "leisure",
    while: ["published"],
  },
  {
    on: "shift.soon",
    to: "everybody on the shift",
    template: "shift_soon",
    by: "leisure",
    while: ["published"],
  },
  {
    on: "shift.thin",
    to: "coordinators of the shift",
    template: "shift_thin",
    by: "leisure",
    while: ["published"],
  },
  {
    on: "swap.answered",
    to: "holder of the swapped place",
    template: "swap_answered",
    by: "leisure",
  },
  { on: "swap.done", to: "both of the swap", template: "swap_done", by: "leisure" },

  {
    on: "person.verified",
    to: "volunteer who was verified",
    template: "verified",
    by: "leisure",
    while: ["verified"],
  },
  { on: "person.looks_unusual", to: "administrators", template: "looks_unusual", by: "leisure" },
  { on: "city.jobs_dead", to: "administrators", template: "jobs_dead", by: "mail" },
  {
    on: "person.suspended",
    to: "volunteer who was suspended",
    template: "suspended",
    by: "leisure",
    while: ["suspended"],
  },
];

/** What of a line of the record decides who hears of it. */
export type Heard = {
  type: string;
  actor: string;
  toState: string | null;
  reason: string | null;
};

/** The rows of an event; none for what nobody hears of. */
export const rowsFor = (line: Heard): Row[] =>
  TABLE.filter(
    ({ on, because, unless, of, moved, to }) =>
      on === line.type &&
      (!because || because.includes(line.reason ?? "")) &&
      !unless?.includes(line.reason ?? "") &&
      (!of || of === line.actor) &&
      (!moved || line.toState !== null) &&
      !(to === "resident" && line.actor === "resident"),
  );
