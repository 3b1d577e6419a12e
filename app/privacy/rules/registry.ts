/** Whose data a column holds; what is nobody's says nothing about anybody once the rest of its person is gone. */
export const SUBJECTS = ["resident", "member", "owner"] as const;
export type Subject = (typeof SUBJECTS)[number];

/** What it says of them. */
export const KINDS = [
  "contact",
  "place",
  "need",
  "words",
  "skills",
  "activity",
  "sign_in",
  "link",
  "message",
  "look",
] as const;
export type Kind = (typeof KINDS)[number];

/** Why it is kept. */
export const PURPOSES = ["help", "volunteering", "lending", "security", "accountability"] as const;
export type Purpose = (typeof PURPOSES)[number];

/** How it ends, where no setting of `retention.ts` says after how many days. */
export const FIXED_ENDS = ["on_sending", "hour", "own_end", "days_90", "days_180"] as const;
export type FixedEnd = (typeof FIXED_ENDS)[number];

/** What an administrator sets in days, each with its default. */
export const SETTINGS = [
  "request",
  "task",
  "shift",
  "offer",
  "unproven",
  "account",
  "invitation",
  "calendar",
  "look",
  "notification",
  "failed_job",
  "demo_mail",
] as const;
export type Setting = (typeof SETTINGS)[number];
export type End = Setting | FixedEnd;

export type Personal = {
  whose: Subject;
  kind: Kind;
  why: Purpose;
  ends: End;
  columns: readonly string[];
};
export type Part = { whose: null; columns: readonly string[] } | Personal;

const list = (columns: string) => columns.split(" ");
/** Not personal: states, times and amounts that statistics need, settings of the city, ids. */
const nobody = (columns: string): Part => ({ whose: null, columns: list(columns) });
const of =
  (whose: Subject, why: Purpose, ends: End) =>
  (kind: Kind, columns: string): Part => ({ whose, why, ends, kind, columns: list(columns) });

const resident = of("resident", "help", "request");
const helper = of("member", "volunteering", "task");
const rota = of("member", "volunteering", "shift");
const account = of("member", "volunteering", "account");
const guard = of("member", "security", "account");
const lender = of("owner", "lending", "offer");

/**
 * Every column of every table, of the queue too: whether it is personal, whose, why it is kept and how it ends. The notice, the
 * record of processing, what people get of their data and what is tested of forgetting come from here.
 */
export const REGISTRY: Record<string, readonly Part[]> = {
  // Who asks.
  request: [
    nobody("id code state priority category_id district_id quantity delivered people needed_by"),
    nobody(
      "locale channel exercise rank lane due_at created_at state_at triaged_at closing_reason",
    ),
    nobody("duplicate_of taken_by version cover cover_at asked_until trouble unread incident_id"),
    nobody("remind_at remind_due"),
    resident("need", "vulnerable"),
    resident("place", "cell_lat cell_lon floor lift"),
    resident("link", "form_key token_hash mail_token_hash"),
    // What the form's number or address is known again by, and what the words were guessed to mean.
    resident("words", "flood illegible alarm"),
  ],
  escalation: [nobody("request_id kind since level told_at")],
  request_private: [
    nobody("request_id"),
    resident("contact", "name phone email digits for_name for_phone"),
    resident("place", "address access lat lon street_lat street_lon"),
    resident("words", "details search"),
  ],
  request_note: [
    nobody("id request_id at author person_id for_resident for_team"),
    resident("words", "body"),
  ],
  // Who helps whom.
  task: [
    nobody("id number state district_id during team_size skills lead_id ending exercise"),
    nobody("created_by created_at state_at version incident_id"),
    of("resident", "help", "task")("words", "title briefing checklist"),
    of("resident", "help", "task")("place", "lat lon"),
  ],
  task_request: [nobody("task_id request_id position reported confirmed outcome")],
  assignment: [
    nobody("id task_id person_id state offered_by offered_at answer_by state_at version"),
    nobody("reason problem ticked sign_at safety_asked_at silent_at"),
    nobody("coming_asked_at coming_said_at arrives_at"),
    helper("words", "note override"),
  ],
  offer_chain: [
    nobody("id task_id person_id position minutes added_by added_at ended ended_at assignment_id"),
    of("member", "volunteering", "own_end")("words", "word"),
  ],
  commitment: [nobody("id person_id during kind source_id")],
  // Who has an account.
  person: [
    nobody("id version created_at administrator on_duty roomy_lines"),
    account("contact", "name email pending_email phone locale"),
    account("activity", "standing"),
    guard("sign_in", "password_hash email_proven_at phone_proven_at"),
    guard("sign_in", "email_claimed_at phone_claimed_at"),
  ],
  volunteer_profile: [
    nobody("person_id version"),
    account("skills", "skills languages vehicle seats load_kg radius_km availability"),
    account("place", "home_lat home_lon home_district_id"),
    account("words", "note"),
    account("activity", "names_themselves free_during only_together"),
  ],
  // What the paper of somebody's hours says.
  certificate: [
    nobody("id person_id during shifts minutes tasks created_at"),
    account("contact", "name"),
    account("link", "code"),
  ],
  coordinator_district: [nobody("person_id"), account("activity", "district_id")],
  // Which request a coordinator has open, and up to where they have seen the board.
  open_sheet: [nobody("person_id request_id"), account("activity", "since until")],
  board_seen: [nobody("person_id line"), account("activity", "at")],
  // Who kept which district's board, and what they left to the next.
  duty: [nobody("id person_id district_id"), account("activity", "since until")],
  handover: [
    nobody("id person_id state taken_by since created_at state_at version"),
    of("member", "volunteering", "days_90")("words", "note"),
  ],
  handover_district: [nobody("handover_id district_id")],
  session: [
    nobody("user_id"),
    of("member", "security", "own_end")("link", "id public_id"),
    of("member", "security", "own_end")("sign_in", "expires_at created_at device last_seen_at"),
    of("member", "security", "own_end")("sign_in", "proven_at assurance method"),
  ],
  one_time_secret: [
    nobody("person_id purpose created_by created_at expires_at used_at"),
    of("member", "security", "own_end")("link", "hash"),
    of("member", "security", "own_end")("contact", "contact"),
  ],
  invitation: [
    nobody("id administrator invited_by created_at expires_at accepted_at accepted_by revoked_at"),
    of("member", "volunteering", "invitation")("contact", "email name locale"),
    of("member", "volunteering", "invitation")("link", "secret_hash mailed_hash"),
  ],
  invitation_district: [nobody("invitation_id district_id")],
  known_device: [
    nobody("person_id"),
    guard("link", "id"),
    guard("sign_in", "name created_at last_seen_at"),
  ],
  sign_in: [
    nobody("id person_id"),
    of("member", "security", "days_180")("sign_in", "at outcome method second device new_device"),
  ],
  second_factor: [
    nobody("id person_id kind"),
    guard("sign_in", "name created_at last_used_at counter transports last_step"),
    guard("link", "credential_id public_key secret"),
  ],
  recovery_code: [
    nobody("person_id"),
    guard("link", "hash"),
    guard("sign_in", "created_at used_at"),
  ],
  passkey_challenge: [
    nobody("purpose person_id expires_at"),
    of("member", "security", "own_end")("link", "challenge"),
  ],
  pending_sign_in: [
    nobody("person_id expires_at"),
    of("member", "security", "own_end")("link", "hash"),
    of("member", "security", "own_end")("sign_in", "method target"),
  ],
  security_setting: [nobody("id secret required_from version")],
  // Who comes to which shift.
  shift: [
    nobody("id number state district_id place address during leave_hours created_by created_at"),
    nobody("state_at version series_id occurrence opens_at code changed_at was incident_id"),
    rota("words", "briefing reason"),
    rota("contact", "contact"),
  ],
  shift_role: [nobody("id shift_id title skills capacity minimum position entries")],
  shift_series: [
    nobody("id rule starts lasts except_days district_id published ended filled_until"),
    nobody("created_by created_at"),
    // What its shifts have alike, a contact among it.
    rota("contact", "template"),
  ],
  sign_up: [
    nobody("id shift_id role_id person_id state queued answer_by party checked_in_at"),
    nobody("checked_out_at created_at state_at version"),
    rota("words", "reason note party_name correction"),
  ],
  swap: [
    nobody("id state sign_up_id other_id created_at state_at version"),
    rota("link", "token_hash"),
  ],
  shift_note: [nobody("id shift_id person_id at"), rota("words", "body")],
  calendar_feed: [
    nobody("person_id district_id place created_by created_at"),
    of("member", "volunteering", "calendar")("link", "token_hash"),
  ],
  // Who lends what.
  offer: [
    nobody(
      "id number state checked kind_id durable owner_id district_id lines created_at state_at",
    ),
    nobody("version available locale"),
    lender("link", "form_key token_hash"),
    lender("place", "cell_lat cell_lon"),
    lender("words", "organisation title attributes conditions weekly search"),
  ],
  offer_private: [
    nobody("offer_id"),
    lender("contact", "name phone email"),
    lender("place", "address lat lon"),
  ],
  offer_link: [nobody("offer_id created_at"), lender("link", "hash")],
  reservation: [
    nobody("id offer_id task_id state quantity during fetch_by reserved_by fetched fetched_by"),
    nobody("ended condition created_at state_at version"),
    helper("words", "note"),
  ],
  ledger: [nobody("id offer_id reservation_id step delta during at transaction")],
  follow_up: [nobody("id reservation_id kind quantity opened_at closed_at closed_by")],
  // What was sent, and what waits to be.
  notification: [
    nobody("id event_id channel template batch tried attempts broadcast_id"),
    of("member", "accountability", "notification")("message", "key person_id request_id offer_id"),
    of("member", "accountability", "notification")("message", "created_at sent_at due_at"),
  ],
  // What goes to many: coordinators write it for everybody to read.
  broadcast: [
    nobody("id state groups districts skill pressure words fallback created_by confirmed_by"),
    nobody("incident_id created_at state_at version"),
  ],
  broadcast_recipient: [
    nobody("broadcast_id kind"),
    of("member", "accountability", "notification")("message", "subject_id taken_at"),
  ],
  broadcast_limit: [nobody("id most")],
  alert: [
    nobody("id type category urgency severity certainty headline description fallback districts"),
    nobody("sent_at expires_at replaces broadcast_id created_by"),
  ],
  phone_code: [
    nobody("person_id expires_at attempts"),
    of("member", "security", "own_end")("link", "hash"),
    of("member", "security", "own_end")("contact", "phone"),
  ],
  // By what somebody wants to hear, and which address does not take mail.
  message_setting: [nobody("person_id version"), account("activity", "off quiet_from quiet_to")],
  dead_mail: [of("member", "volunteering", "notification")("contact", "address at")],
  sms: [
    nobody("id notification_id template segments attempts gateway_id failure"),
    of("resident", "help", "notification")("message", "phone body onward request_id person_id"),
    of("owner", "lending", "notification")("message", "offer_id"),
    of("resident", "help", "notification")("message", "created_at sent_at delivered_at failed_at"),
  ],
  sms_in: [
    nobody("id gateway gateway_id meaning"),
    of("resident", "help", "notification")("message", "at phone body request_id person_id"),
  ],
  // Browsers that take messages for somebody, and what went there.
  push_device: [
    nobody("person_id session_id vapid_key"),
    of("member", "volunteering", "own_end")("link", "id endpoint_hash endpoint p256dh auth"),
    of("member", "volunteering", "own_end")("sign_in", "name created_at last_used_at"),
  ],
  push_message: [
    nobody("notification_id tag urgency ttl attempts failure"),
    of("member", "accountability", "notification")("link", "id"),
    of("member", "accountability", "notification")("message", "person_id device_id created_at"),
    of("member", "accountability", "notification")("message", "sent_at shown_at failed_at path"),
    of("member", "volunteering", "on_sending")("message", "title body"),
  ],
  mailbox_message: [
    nobody("id at channel"),
    of("member", "volunteering", "demo_mail")("message", "recipient subject body"),
  ],
  "graphile_worker._private_jobs": [
    nobody("id job_queue_id task_id priority run_at attempts max_attempts last_error created_at"),
    nobody("updated_at key locked_at locked_by revision flags is_available"),
    of("member", "volunteering", "on_sending")("message", "payload"),
  ],
  data_key: [nobody("name proof since")],
  // Who looked at whom, and who did what: ids, states and codes alone.
  look: [
    nobody("id"),
    of("member", "accountability", "look")("look", "at viewer_id kind thing_id page through_id"),
    of("member", "accountability", "look")("look", "district_id"),
  ],
  event: [
    nobody("id uuid node at occurred_at change_key transaction type actor actor_id thing thing_id"),
    nobody("district_id from_state to_state reason data"),
  ],
  seal: [nobody("position event_id hash")],
  // That the same sending is known again, that too many are seen: keyed digests.
  change: [nobody("command at outcome"), of("member", "security", "days_90")("link", "key digest")],
  rate_limit: [nobody("points expire"), of("member", "security", "hour")("link", "key")],
  // What was forgotten, and when what is.
  erased: [nobody("thing thing_id at why")],
  retention: [nobody("kind days version")],
  // The city, and the machinery.
  city: [
    nobody("id code names zone locales emergency_number calling_code lat lon map_zoom node"),
    nobody("credits about demo"),
  ],
  district: [nobody("id code names geometry approximate retired_at version")],
  usual_help: [nobody("category_id skills team_size hours kind_id amount bulky version")],
  street: [nobody("id names keys points")],
  category: [nobody("id code names examples advice unit priority position active version")],
  clock: [nobody("id district_id priority triage_minutes assign_minutes fulfil_minutes version")],
  resource_kind: [nobody("id code names unit durable attributes position active version")],
  stock_threshold: [nobody("district_id kind_id least")],
  incident: [nobody("id name state starts_at ends_at created_by created_at state_at version")],
  incident_district: [nobody("incident_id district_id")],
  job_alarm: [nobody("job_id at")],
  transition: [nobody("thing from_state to_state")],
  "drizzle.__drizzle_migrations": [nobody("id hash created_at")],
  "graphile_worker._private_job_queues": [nobody("id queue_name locked_at locked_by is_available")],
  "graphile_worker._private_known_crontabs": [nobody("identifier known_since last_execution")],
  "graphile_worker._private_tasks": [nobody("id identifier")],
  "graphile_worker.migrations": [nobody("id ts breaking")],
};

/** What the program writes into its log beside a sentence of its own: ids and paths of our words (`pathToLog`), never what somebody typed. */
export const LOGGED = list(
  "fault seconds workers failing job jobId method path port city connections refused",
);

export const isPersonal = (part: Part): part is Personal => part.whose !== null;

type Row = Omit<Personal, "columns">;

/** What is kept of whom, a row for each that differs: for the notice and the record of processing. */
export function processing(): Row[] {
  const rows = Object.values(REGISTRY)
    .flat()
    .filter(isPersonal)
    .map(({ whose, why, kind, ends }) => ({ whose, why, kind, ends }));
  const keyOf = (row: Row) => [row.whose, row.why, row.kind, row.ends].join();
  return [...new Map(rows.map((row) => [keyOf(row), row])).values()].sort(
    (a, b) =>
      SUBJECTS.indexOf(a.whose) - SUBJECTS.indexOf(b.whose) ||
      PURPOSES.indexOf(a.why) - PURPOSES.indexOf(b.why) ||
      KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind),
  );
}

/** The personal columns of a table that may be given to their person: what opens something, or is made of others, stays. */
export const givenOf = (table: string): string[] =>
  (REGISTRY[table] ?? [])
    .filter(isPersonal)
    .filter(({ kind }) => kind !== "link")
    .flatMap(({ columns }) => columns)
    .filter((column) => !NOT_GIVEN.has(column));

const NOT_GIVEN = new Set(["search", "digits", "flood", "password_hash", "last_step", "counter"]);
