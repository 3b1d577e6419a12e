import { sql } from "drizzle-orm";
import type { Tx } from "../../platform/database.server";
import type { Line } from "../readers/reader";
import type { Row } from "../rules/table";

/** Of what has states that a row of the table asks for. */
const STATES: Record<string, string> = {
  assignment: "select state from assignment where id = ",
  sign_up: "select state from sign_up where id = ",
  shift: "select state from shift where id = ",
  reservation: "select state from reservation where id = ",
  offer: "select state from offer where id = ",
  person: "select standing as state from person where id = ",
};

/** Whether what a line says still holds. */
export async function isStillSo(
  tx: Tx,
  line: Pick<Line, "thing" | "thingId">,
  row: Row,
): Promise<boolean> {
  if (!row.while) return true;
  const question = STATES[line.thing];
  if (!question) throw new Error(`nobody knows the state of a ${line.thing}`);
  const [found] = await tx.execute<{ state: string | null }>(
    sql`${sql.raw(question)}${line.thingId}`,
  );
  return row.while.includes(found?.state ?? "");
}

/** Whether a line is about somebody whose life is at risk: its request, or what its task serves. */
export async function isDanger(
  tx: Tx,
  { thing, thingId }: Pick<Line, "thing" | "thingId">,
): Promise<boolean> {
  if (!["request", "task", "assignment"].includes(thing)) return false;
  const [found] = await tx.execute<{ danger: boolean }>(sql`
    select exists (
      select from request r where r.priority = 'critical' and (r.id = ${thingId} or r.id in (
        select tr.request_id from task_request tr where tr.task_id in (
          select ${thingId}::uuid union all select a.task_id from assignment a where a.id = ${thingId}))
      )) as danger`);
  return found?.danger ?? false;
}
