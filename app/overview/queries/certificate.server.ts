import { eq, sql } from "drizzle-orm";
import { certificate } from "../../../drizzle/schema/overview";
import type { Db, Tx } from "../../platform/database.server";
import type { PersonId, Window } from "../../platform/types";
import { readCode } from "../rules/certificate";

export type Served = { during: Window; shifts: number; minutes: number; tasks: number };

/**
 * What somebody has done: shifts from check-in to check-out, and tasks of which they did their part and a coordinator confirmed
 * them. Exercises do not count. Null for nothing.
 */
export async function readServed(db: Db | Tx, personId: PersonId): Promise<Served | null> {
  const [row] = await db.execute<{
    shifts: number;
    minutes: number;
    tasks: number;
    from: string;
    to: string;
  }>(sql`
    with served as (
      select checked_in_at as began, checked_out_at as ended, true as on_shift from sign_up
      where person_id = ${personId} and state = 'checked_out' and checked_out_at > checked_in_at
      union all
      select a.state_at, a.state_at, false from assignment a join task t on t.id = a.task_id
      where a.person_id = ${personId} and a.state = 'done' and t.state = 'confirmed' and not t.exercise)
    select (count(*) filter (where on_shift))::int as shifts,
      (count(*) filter (where not on_shift))::int as tasks,
      coalesce(floor(sum(extract(epoch from ended - began)) / 60), 0)::int as minutes,
      min(began) as from, max(ended) + interval '1 second' as to
    from served`);
  if (!row || row.shifts + row.tasks === 0) return null;
  const { shifts, minutes, tasks } = row;
  return { shifts, minutes, tasks, during: { from: new Date(row.from), to: new Date(row.to) } };
}

/** What the paper of a code says; null for no such code. */
export async function readCertificate(db: Db, typed: string) {
  const code = readCode(typed);
  if (!code) return null;
  const [found] = await db
    .select({
      code: certificate.code,
      name: certificate.name,
      during: certificate.during,
      shifts: certificate.shifts,
      minutes: certificate.minutes,
      tasks: certificate.tasks,
      createdAt: certificate.createdAt,
    })
    .from(certificate)
    .where(eq(certificate.code, code));
  return found ?? null;
}

/** The code of somebody's own paper that was just made out. */
export async function codeOf(db: Db, id: string): Promise<string> {
  const [found] = await db
    .select({ code: certificate.code })
    .from(certificate)
    .where(eq(certificate.id, id));
  return found!.code;
}
