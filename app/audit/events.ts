/** An id of a thing, as in its table. */
type Id = string;
/** Nothing beside the thing, its states and the reason. */
type Nothing = Record<never, never>;
/** A volunteer's part in a task. */
type Part = { task: Id; person: Id };
/** One person's place in a role of a shift. */
type Slot = { shift: Id; role: Id; person: Id };
type Triage = { priority: string; category: string; district: Id | null };
/** What has come in all; `before`: without the delivery that met the need. */
type Delivery = { delivered: number; before?: number };
/** A resident said so with the code that was written down, not by the private link. */
type Told = { byCode?: true };

/**
 * Everything that can happen, and what its line in the record holds beside the thing, its states and the reason: ids, states,
 * codes and numbers, never a name, a phone or free text. The first word is the thing.
 */
export type Events = {
  "request.submitted": { setAside?: "phone" | "address" };
  "request.triaged": Triage;
  "request.retriaged": Triage & { moved?: boolean };
  "request.taken_up": Nothing;
  "request.delivered_short": Delivery;
  "request.fulfilled": Delivery;
  "request.open_again": Nothing;
  /** `team`: for the volunteers on the way too. */
  "request.noted": { note?: string | number; team?: true } & Told;
  "request.closed": Told;
  "request.reopened": Partial<Delivery> & Told;
  "request.declined": Nothing;
  "request.cancelled": Nothing;
  "request.merged": { into: Id };
  "request.taken_in": Nothing;
  /** Who is coming; the reason is a code of `COVERS`. */
  "request.covered": Nothing;
  "request.separated": { from: Id } & Told;
  "request.corrected": { fields: readonly string[] };
  /** Others are told that it waits too long; the reason is a code of `ESCALATED`, the level how far up. */
  "request.escalated": { level: number };
  /** A coordinator has put it into another incident, or into none. */
  "request.incident_set": { incident: Id | null };
  /** A coordinator wants to come back to it at a time; that time has come; nobody has to any more. */
  "request.reminder_set": { at: string };
  "request.reminder_due": Nothing;
  "request.reminder_cleared": Nothing;
  /** Says nothing of anybody any more; the reason is that its person asked, or on what grounds somebody did it for them. */
  "request.erased": Nothing;
  /** All that is kept of somebody was given out. */
  "request.data_given": Nothing;

  "task.open": { requests: readonly Id[] };
  "task.assigned": Nothing;
  "task.under_way": Nothing;
  "task.done": Nothing;
  "task.confirmed": Nothing;
  "task.cancelled": Nothing;
  "task.failed": Nothing;
  /** What it says or takes, or when it is; the reason says what of it whoever is on it has to know. */
  "task.changed": Nothing;
  /** It lies where this request does now. */
  "task.moved": { request: Id };
  /** Who is asked next, one after the other. */
  "task.chain_set": { people: readonly Id[] };
  /** Their turn came, and the reason speaks against them. */
  "task.chain_skipped": { person: Id };
  "task.chain_left": { person: Id };
  "task.chain_stopped": Nothing;

  "assignment.offered": Part;
  "assignment.accepted": Part;
  "assignment.en_route": Part;
  "assignment.on_site": Part;
  "assignment.done": Part;
  "assignment.declined": Part;
  "assignment.expired": Part;
  "assignment.released": Part;
  "assignment.withdrawn": Part;
  /** Whoever is there can't go on alone; the reason says why. */
  "assignment.problem": Part;
  /** Whoever is at a stranger's for long is asked whether they are all right; has not answered; has; or a coordinator has reached them. */
  "assignment.safety_asked": Part;
  "assignment.silent": Part;
  "assignment.safe": Part;
  "assignment.reached": Part;
  /** Whoever has said yes and is not there yet was asked whether they are still coming; they have said so. */
  "assignment.coming_asked": Part;
  "assignment.coming": Part;

  "offer.offered": Nothing;
  "offer.verified": Nothing;
  "offer.paused": Nothing;
  "offer.withdrawn": Nothing;
  "offer.retired": Nothing;
  "offer.changed": { stock: number };
  "offer.moved": Nothing;
  "offer.settled": { followUp: Id; restored: number };
  "offer.erased": Nothing;
  "offer.data_given": Nothing;

  "reservation.held": { offer: Id; task: Id | null };
  "reservation.handed_over": { offer: Id; task: Id | null };
  "reservation.returned": { offer: Id; task: Id | null };
  "reservation.consumed": { offer: Id; task: Id | null };
  /** It should be back, and nobody has said that it is. */
  "reservation.overdue": { offer: Id; task: Id | null };
  /** Its owner says that it is not back. */
  "reservation.missing": { offer: Id; task: Id | null };
  "reservation.released": { offer: Id; task: Id | null };

  "shift.draft": Nothing;
  "shift.published": Nothing;
  "shift.running": Nothing;
  "shift.completed": Nothing;
  "shift.cancelled": Nothing;
  "shift.moved": Nothing;
  "shift.edited": Nothing;
  "shift.noted": Nothing;
  "shift.calendar_opened": Nothing;
  "shift.place_free": { role: Id };
  "shift.thin": { roles: readonly Id[] };
  "shift.soon": Nothing;

  "sign_up.signed_up": Slot;
  "sign_up.waitlisted": Slot;
  "sign_up.offered": Slot;
  /** Who has not answered yet is asked about another time or place. */
  "sign_up.asked_again": Slot;
  "sign_up.checked_in": Slot;
  "sign_up.checked_out": Slot;
  "sign_up.withdrawn": Slot;
  "sign_up.no_show": Slot;
  "sign_up.corrected": Record<string, string | null>;

  "series.made": Nothing;

  "swap.open": { sign_up: Id };
  "swap.answered": { sign_up: Id };
  "swap.done": { sign_up: Id };
  "swap.withdrawn": { sign_up: Id };

  "person.signed_up": Nothing;
  "person.edited": Record<string, string | boolean | null>;
  "person.profile_edited": Nothing;
  /** A volunteer says that they are free from now on; until when. */
  "person.free": { until: string };
  "person.free_ended": Nothing;
  "person.unverified": Nothing;
  "person.verified": Nothing;
  "person.suspended": Nothing;
  "person.email_proven": Nothing;
  "person.phone_proven": { ended: boolean };
  "person.password_set": Nothing;
  "person.reset_requested": Nothing;
  "person.code_handed_out": Nothing;
  "person.code_used": Nothing;
  "person.factor_added": Nothing;
  "person.factor_removed": Nothing;
  "person.recovery_made": Nothing;
  "person.recovery_used": Nothing;
  "person.second_factor_required": { days: number };
  "person.second_factors_reset": Nothing;
  "person.calendar_opened": Nothing;
  /** A paper of their hours was made out. */
  "person.certified": Nothing;
  "person.record_exported": { show: string; filtered: boolean };

  /** By what they want to hear, and when not. */
  "person.messages_set": Nothing;
  /** A browser that takes push messages for them. */
  "person.device_added": Nothing;
  "person.device_removed": Nothing;
  "person.erased": Nothing;
  "person.data_given": Nothing;
  /** Looks at more people's details than is usual; the reason is a code of `UNUSUAL`. */
  "person.looks_unusual": { looks: number };

  "invitation.made": Nothing;
  "invitation.revoked": Nothing;

  "incident.open": { districts: readonly Id[] };
  "incident.edited": { districts: readonly Id[] };
  "incident.closed": Nothing;
  "duty.begun": { person: Id };
  "duty.ended": { person: Id };
  "handover.open": { districts: readonly Id[] };
  "handover.taken": Nothing;
  "handover.withdrawn": Nothing;

  "broadcast.draft": { groups: readonly string[]; districts: readonly Id[] };
  "broadcast.waiting": { recipients: number };
  "broadcast.sending": Nothing;
  "broadcast.stopped": Nothing;
  "broadcast.sent": Nothing;
  "broadcast.withdrawn": Nothing;

  "alert.published": { type: string; replaces: Id | null };

  "city.about_set": Nothing;
  /** To how many a broadcast may go on one person's word. */
  /** A list of streets took the place of the one before: how many it has. */
  "city.streets_loaded": { streets: number };
  "city.broadcast_limit_set": { most: number };
  "city.retention_set": { kind: string; days: number };
  /** How many of each kind went because their time was over. */
  "city.retention_run": Record<string, number>;
  /** Jobs that were given up after their last try: how many are new, and of which names. */
  "city.jobs_dead": { jobs: number; names: readonly string[] };
  "city.job_retried": { job: string };
  "city.job_let_go": { job: string };
  /** An administrator had a message sent to themselves. */
  "city.channel_tried": { channel: string };
  "district.added": Nothing;
  "district.changed": Nothing;
  "district.retired": Nothing;
  /** Below how much of a kind its stock counts as low; 0: never. */
  "district.threshold_set": { kind: Id; least: number };
  "category.added": Nothing;
  "category.changed": Nothing;
  "category.usual_set": Nothing;
  "kind.added": Nothing;
  "kind.changed": Nothing;
  "clock.set": Record<string, string | number | null>;
};

export type EventType = keyof Events;
export type Thing = EventType extends `${infer First}.${string}` ? First : never;
/** The types of one thing. */
export type EventOf<Of extends Thing> = Extract<EventType, `${Of}.${string}`>;

/** A line of the record, as it is written. */
export type RecordLine<Type extends EventType = EventType> = {
  type: Type;
  thingId: string;
  districtId?: string | null;
  fromState?: string;
  toState?: string;
  /** A code out of a closed list. */
  reason?: string;
} & (Nothing extends Events[Type] ? { data?: Events[Type] } : { data: Events[Type] });

export const thingOf = (type: EventType): Thing => type.split(".", 1)[0] as Thing;
