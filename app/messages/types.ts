import type { Locale } from "../platform/types";

/** What a message says; its words are `mail:<template>.subject` and `mail:<template>.body`. */
export const TEMPLATES = [
  "password_reset",
  "email_proof",
  "already_here",
  "email_changing",
  "email_changed",
  "contact_changed",
  "password_changed",
  "role_changed",
  "vouched",
  "new_device",
  "factor_added",
  "factor_removed",
  "recovery_used",
  "recovery_made",
  "factors_reset",
  "invitation",
  "request_received",
  "request_link",
  "request_changed",
  "request_note",
  "task_offered",
  "task_released",
  "task_changed",
  "task_moved",
  "task_problem",
  "safety_check",
  "coming_check",
  "volunteer_silent",
  "request_danger",
  "request_unanswered",
  "resident_word",
  "team_note",
  "reservation_lapsed",
  "supply_moved",
  "supply_overdue",
  "supply_missing",
  "offer_received",
  "offer_verified",
  "offer_reserved",
  "offer_free",
  "offer_out",
  "offer_overdue",
  "offer_back",
  "offer_damaged",
  "offer_used",
  "shift_asked_moved",
  "shift_offered",
  "shift_moved",
  "shift_asked",
  "shift_cancelled",
  "shift_lapsed",
  "shift_free",
  "shift_left",
  "shift_thin",
  "shift_soon",
  "shift_moved_waiting",
  "swap_answered",
  "swap_done",
  "verified",
  "suspended",
  "looks_unusual",
  "jobs_dead",
  "channel_test",
  "broadcast",
] as const;

/** What a text message says that goes out by the table; its words are `sms:<template>`. */
export const SMS_TEMPLATES = [
  "request_code",
  "request_changed",
  "request_note",
  "resident_word",
  "team_note",
  "request_danger",
  "request_unanswered",
  "task_offered",
  "task_released",
  "task_changed",
  "task_moved",
  "safety_check",
  "coming_check",
  "volunteer_silent",
  "shift_offered",
  "shift_asked",
  "shift_moved",
  "shift_asked_moved",
  "shift_cancelled",
  "broadcast",
  "offer_received",
  "offer_reserved",
  "offer_free",
  "supply_overdue",
] as const;
export type Template = (typeof TEMPLATES)[number] | (typeof SMS_TEMPLATES)[number];

/** What somebody hears first who has only typed an address or a number: how many of these go there is counted apart. */
export const FIRST_TEMPLATES: readonly Template[] = ["request_code", "offer_received"];

/** What a person with an account may choose the channels of; what concerns the account itself always comes. */
export const CHOSEN_KINDS = ["tasks", "shifts", "lending", "coordination", "broadcasts"] as const;
export type ChosenKind = (typeof CHOSEN_KINDS)[number];

/** Between which minutes of the city's day somebody wants quiet; over midnight where `from` is the later one. */
export type QuietHours = { from: number; to: number };

/** By what a message can go; each has a file in `channels/`. */
export type ChannelName = "email" | "sms" | "push";

export const CHANNELS = ["push", "email", "sms"] as const satisfies readonly ChannelName[];

/** Ways of a message: the first channel that reaches its reader, then the next when that fails. */
export const WAYS = {
  /** For residents, to be read at leisure. */
  mail: ["email"],
  /** The same for people with an account: a text message only to whom nothing else reaches. */
  leisure: ["email", "push", "sms"],
  /** By mail to whoever has it, since nobody pays for that, nor for a push message; to others as a text message. */
  mailElseText: ["email", "push", "sms"],
  /** What can't wait until somebody reads their mail. */
  textElseMail: ["push", "sms", "email"],
  text: ["sms"],
} as const satisfies Record<string, readonly ChannelName[]>;
export type Way = keyof typeof WAYS;

/** Why a text message did not arrive: no such number, refused, the network gave up, the gateway did not answer. */
export const SMS_FAILURES = ["number", "refused", "undelivered", "gateway"] as const;
export type SmsFailure = (typeof SMS_FAILURES)[number];

/**
 * Why a push message did not arrive: the device takes none any more, its push service refused it, did not answer, or nothing
 * says that it was shown in time.
 */
export const PUSH_FAILURES = ["gone", "refused", "service", "unseen"] as const;
export type PushFailure = (typeof PUSH_FAILURES)[number];

/** How much a message presses; push services wake a phone for `high` alone (RFC 8030, 5.3). */
export const URGENCIES = ["high", "normal"] as const;
export type Urgency = (typeof URGENCIES)[number];

/** What a text message that came in was taken for. */
export const MEANINGS = [
  "request",
  "note",
  "status",
  "cancel",
  "outcome",
  "undo",
  "answer",
  "progress",
  "team_note",
  "free_time",
  "unclear",
] as const;
export type Meaning = (typeof MEANINGS)[number];

/** A person with an account, the resident of a request, the owner of an offer who has no account. */
export const READER_KINDS = ["person", "request", "offer"] as const;
/** Somebody who is told of an event, and what their message says. */
export type Reader = {
  kind: (typeof READER_KINDS)[number];
  id: string;
  locale: Locale;
  params: Record<string, string | number>;
  /** Words that somebody wrote for this reader: in a text message, which no link leads on from. */
  words?: string;
};

/** One thing that a message says; several that fall together are parts of one. */
export type Part = {
  template: Template;
  params: Record<string, string | number>;
  words?: string | undefined;
};

/** Words in some of the city's languages. */
export type Words = Partial<Record<Locale, string>>;

/** To whom a broadcast goes: whoever volunteers, everybody with an account, residents whose request is open, whoever offers things. */
export const BROADCAST_GROUPS = ["volunteers", "members", "residents", "owners"] as const;
export type BroadcastGroup = (typeof BROADCAST_GROUPS)[number];

/** How much a broadcast presses: by mail first; by text message first; that, and at night as well. */
export const PRESSURES = ["news", "now", "danger"] as const;
export type Pressure = (typeof PRESSURES)[number];

/** Codes of CAP 1.2 (OASIS, 3.2.1 and 3.2.2), those that a city needs. */
export const ALERT_TYPES = ["Alert", "Update", "Cancel"] as const;
export type AlertType = (typeof ALERT_TYPES)[number];
export const ALERT_CATEGORIES = [
  "Infra",
  "Safety",
  "Health",
  "Fire",
  "Met",
  "Security",
  "Other",
] as const;
export type AlertCategory = (typeof ALERT_CATEGORIES)[number];
export const ALERT_URGENCIES = ["Immediate", "Expected", "Future", "Past", "Unknown"] as const;
export type AlertUrgency = (typeof ALERT_URGENCIES)[number];
export const ALERT_SEVERITIES = ["Extreme", "Severe", "Moderate", "Minor", "Unknown"] as const;
export type AlertSeverity = (typeof ALERT_SEVERITIES)[number];
export const ALERT_CERTAINTIES = ["Observed", "Likely", "Possible", "Unlikely", "Unknown"] as const;
export type AlertCertainty = (typeof ALERT_CERTAINTIES)[number];
