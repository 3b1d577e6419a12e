import { sql } from "drizzle-orm";
import type { Db, Tx } from "./database.server";

type Right = {
  insert?: true;
  /** Which columns may be changed; or, with `but`, all that these are not. */
  update?: readonly string[] | { but: readonly string[] };
  delete?: true;
};

/**
 * What the application's role may do with each table beside reading it: what the commands need. What is not here is not
 * granted: no table that holds who somebody is, or what was said or done, can be deleted from.
 */
export const RIGHTS: Record<string, Right> = {
  // The record, and what is only ever added to.
  event: { insert: true },
  look: { insert: true },
  seal: {},
  ledger: { insert: true },
  request_note: { insert: true },
  shift_note: { insert: true },
  transition: {},
  data_key: {},
  // What somebody has sent once, until it is too old to come again.
  change: { insert: true, update: ["outcome"], delete: true },
  // Administrators and coordinators are made by `set_reach` and `accept_reach` alone.
  person: {
    insert: true,
    update: { but: ["id", "administrator", "created_at", "email_claimed_at", "phone_claimed_at"] },
  },
  coordinator_district: {},
  invitation: { insert: true, update: ["revoked_at", "mailed_hash"] },
  invitation_district: { insert: true },
  volunteer_profile: { insert: true, update: { but: ["person_id"] } },
  session: { insert: true, update: { but: ["user_id", "public_id"] }, delete: true },
  security_setting: { update: ["required_from", "version"] },
  known_device: { insert: true, update: ["last_seen_at"], delete: true },
  second_factor: { insert: true, update: { but: ["id", "person_id", "kind"] }, delete: true },
  recovery_code: { insert: true, update: ["used_at"], delete: true },
  sign_in: { insert: true, delete: true },
  passkey_challenge: { insert: true, delete: true },
  pending_sign_in: { insert: true, delete: true },
  one_time_secret: { insert: true, update: ["used_at"], delete: true },
  commitment: { insert: true, update: ["during"], delete: true },
  // Who asks and where; a coordinator places the point.
  request: {
    insert: true,
    update: { but: ["id", "code", "form_key", "token_hash", "channel", "taken_by", "created_at"] },
  },
  request_private: {
    insert: true,
    update: [
      "lat",
      "lon",
      "street_lat",
      "street_lon",
      "phone",
      "for_phone",
      "email",
      "address",
      "access",
    ],
  },
  // What lasts for a minute, or says only how far somebody has looked.
  open_sheet: { insert: true, update: { but: ["person_id"] }, delete: true },
  board_seen: { insert: true, update: { but: ["person_id"] } },
  // Rows are made and taken away by the trigger on `request`.
  escalation: { update: ["level", "told_at"] },
  offer: {
    insert: true,
    update: { but: ["id", "number", "form_key", "kind_id", "durable", "owner_id", "created_at"] },
  },
  offer_private: { insert: true, update: ["address", "lat", "lon"] },
  offer_link: { insert: true, delete: true },
  certificate: { insert: true },
  reservation: {
    insert: true,
    update: { but: ["id", "offer_id", "task_id", "quantity", "during", "reserved_by"] },
  },
  follow_up: { insert: true, update: ["closed_at", "closed_by"] },
  stock_threshold: { insert: true, update: ["least"], delete: true },
  task: { insert: true, update: { but: ["id", "number", "created_by", "created_at"] } },
  task_request: { insert: true, update: ["reported", "confirmed", "outcome"] },
  assignment: {
    insert: true,
    update: { but: ["id", "task_id", "person_id", "offered_by", "offered_at", "override"] },
  },
  offer_chain: { insert: true, update: { but: ["id", "task_id", "person_id"] } },
  shift: { insert: true, update: { but: ["id", "number", "created_by", "created_at"] } },
  shift_role: { insert: true, update: { but: ["id", "shift_id"] }, delete: true },
  shift_series: { insert: true, update: { but: ["id", "created_by", "created_at"] } },
  sign_up: { insert: true, update: { but: ["id", "shift_id", "person_id", "created_at"] } },
  swap: { insert: true, update: ["state", "state_at", "other_id", "version"] },
  calendar_feed: { insert: true, update: ["token_hash", "created_at"], delete: true },
  duty: { insert: true, update: ["until"] },
  handover: { insert: true, update: ["state", "state_at", "version", "taken_by", "note"] },
  handover_district: { insert: true },
  // The city itself, as administrators keep it.
  city: { insert: true, update: ["about"] },
  district: { insert: true, update: { but: ["id"] } },
  incident: {
    insert: true,
    update: ["name", "state", "state_at", "starts_at", "ends_at", "version"],
  },
  incident_district: { insert: true, delete: true },
  job_alarm: { insert: true },
  usual_help: { insert: true, update: { but: ["category_id"] } },
  // A city's list is loaded as a whole.
  street: { insert: true, delete: true },
  category: { insert: true, update: { but: ["id", "code"] } },
  clock: { insert: true, update: { but: ["id", "district_id", "priority"] } },
  resource_kind: { insert: true, update: { but: ["id", "code"] } },
  notification: {
    insert: true,
    update: ["sent_at", "channel", "due_at", "batch", "tried", "attempts"],
  },
  broadcast: { insert: true, update: ["state", "state_at", "version", "confirmed_by"] },
  broadcast_recipient: { insert: true, update: ["taken_at"] },
  broadcast_limit: { insert: true, update: ["most"] },
  alert: { insert: true },
  phone_code: { insert: true, update: { but: ["person_id"] }, delete: true },
  message_setting: { insert: true, update: { but: ["person_id"] } },
  dead_mail: { insert: true, delete: true },
  sms: {
    insert: true,
    update: ["attempts", "sent_at", "gateway_id", "delivered_at", "failed_at", "failure", "body"],
  },
  push_device: {
    insert: true,
    update: { but: ["id", "person_id", "endpoint_hash", "created_at"] },
    delete: true,
  },
  push_message: {
    insert: true,
    update: ["title", "body", "attempts", "sent_at", "shown_at", "failed_at", "failure"],
  },
  sms_in: { insert: true, update: ["meaning", "request_id", "person_id", "body"] },
  mailbox_message: { insert: true },
  rate_limit: { insert: true, update: ["points", "expire"], delete: true },
  // What was forgotten is written by the functions that forget.
  erased: {},
  retention: { insert: true, update: ["days", "version"] },
};

/** Functions that do what the role itself may not. */
const FUNCTIONS = [
  "enqueue_job(text, json, text, timestamptz)",
  "set_reach(uuid, uuid, boolean, uuid[])",
  "accept_reach(uuid, uuid, timestamptz)",
  "failing_jobs()",
  "queue_length()",
  "failed_jobs(int)",
  "untold_dead_jobs()",
  "retry_job(bigint)",
  "let_go_of_job(bigint)",
  "seal_record(int)",
  "erase_request(uuid, text)",
  "erase_offer(uuid, text)",
  "erase_person(uuid, text)",
  "erase_words(uuid[])",
  "retention_due(text, timestamptz)",
  "retire(text, timestamptz, int)",
];

/** Takes everything from the application's role and gives it what stands above, in one transaction. */
export async function grantTo(db: Db, applicationRole: string) {
  const role = sql.identifier(applicationRole);
  await db.transaction(async (tx) => {
    await tx.execute(sql`revoke create on schema public from public`);
    await tx.execute(sql`grant usage on schema public to ${role}`);
    await tx.execute(sql`revoke all on all tables in schema public from ${role}`);
    await tx.execute(sql`revoke all on all sequences in schema public from ${role}`);
    const tables = await readTables(tx);
    for (const [name, right] of Object.entries(RIGHTS)) {
      const columns = tables.get(name);
      if (columns) await grantOn(tx, role, name, right, columns);
    }
    for (const signature of FUNCTIONS) {
      const name = sql.raw(signature);
      await tx.execute(sql`revoke execute on function ${name} from public`);
      await tx.execute(sql`grant execute on function ${name} to ${role}`);
    }
  });
}

async function grantOn(
  tx: Tx,
  role: ReturnType<typeof sql.identifier>,
  name: string,
  right: Right,
  columns: readonly string[],
) {
  const table = sql.identifier(name);
  await tx.execute(sql`grant select on ${table} to ${role}`);
  if (right.insert) await tx.execute(sql`grant insert on ${table} to ${role}`);
  if (right.delete) await tx.execute(sql`grant delete on ${table} to ${role}`);
  const changed = changeable(right, columns);
  if (changed.length === 0) return;
  const list = sql.join(
    changed.map((column) => sql.identifier(column)),
    sql`, `,
  );
  await tx.execute(sql`grant update (${list}) on ${table} to ${role}`);
}

function changeable({ update = [] }: Right, columns: readonly string[]): string[] {
  if (!("but" in update)) return [...update];
  return columns.filter((column) => !update.but.includes(column));
}

/** The columns of every table of ours that can be written at all. */
async function readTables(tx: Tx): Promise<Map<string, string[]>> {
  const rows = await tx.execute<{ table: string; columns: string[] }>(sql`
    select c.relname as table, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    group by c.relname`);
  return new Map(rows.map(({ table, columns }) => [table, columns]));
}
