import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Db } from "../../platform/database.server";

/** The last seal: how many lines it stands for, and their hash in hexadecimal digits. */
export type Head = { position: number; hash: string };
export type Chain = {
  head: Head | null;
  /** Lines of transactions that have only just ended. */
  unsealed: number;
  /** What is wrong, a sentence each; empty for a record that nobody has touched. */
  faults: string[];
};

type Sealed = { position: string; event_id: string; hash: Buffer; line: string | null };

const AT_ONCE = 5_000;
/** So many faults say enough. */
const MOST_FAULTS = 20;

/** A line as `sealed_text()` in the database writes it: said here anew, so that who changes that function changes nothing here. */
const LINE = sql`jsonb_build_array(e.id::text, e.uuid::text, e.node,
  to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
  to_char(e.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
  e.type, e.actor, e.actor_id::text, e.thing, e.thing_id::text, e.district_id::text,
  e.from_state, e.to_state, e.reason, e.change_key::text, e.data::text)::text`;

/**
 * Reads the whole record and works out its chain of hashes anew. `kept` is a head that was written down before: what it stood
 * for must be there still, unchanged.
 */
export async function checkChain(db: Db, kept: Head | null = null): Promise<Chain> {
  const faults: string[] = [];
  const complain = (fault: string) => {
    if (faults.length < MOST_FAULTS) faults.push(fault);
  };
  let position = 0;
  let hash: Uint8Array = new Uint8Array();
  for (;;) {
    const rows = await db.execute<Sealed>(sql`
      select s.position, s.event_id, s.hash, case when e.id is null then null else ${LINE} end as line
      from seal s left join event e on e.id = s.event_id
      where s.position > ${position} order by s.position limit ${AT_ONCE}`);
    if (rows.length === 0) break;
    for (const row of rows) {
      const next = Number(row.position);
      if (next !== position + 1) complain(`seals ${position + 1} to ${next - 1} are gone`);
      position = next;
      const worked = createHash("sha256")
        .update(hash)
        .update(row.line ?? "")
        .digest();
      if (row.line === null) complain(`line ${row.event_id} of the record is gone (seal ${next})`);
      else if (!worked.equals(row.hash))
        complain(`line ${row.event_id} is not as it was sealed (seal ${next})`);
      // From here on as it stands, so that one fault is told once.
      hash = row.hash;
      if (kept?.position === next && row.hash.toString("hex") !== kept.hash)
        complain(`seal ${next} is not the one that was kept: ${row.hash.toString("hex")}`);
    }
  }
  if (kept && kept.position > position) complain(`the chain ends before seal ${kept.position}`);
  const [left] = await db.execute<{ unsealed: number }>(sql`
    select count(*)::int as unsealed from event e
    where not exists (select from seal s where s.event_id = e.id)`);
  const head = position > 0 ? { position, hash: Buffer.from(hash).toString("hex") } : null;
  return { head, unsealed: left?.unsealed ?? 0, faults };
}
