import { asc, eq, gt } from "drizzle-orm";
import { sms, smsIn } from "../../../drizzle/schema/messages";
import { pushMessage } from "../../../drizzle/schema/push";
import type { Tx } from "../../platform/database.server";

const AT_ONCE = 2_000;

/**
 * Puts a dash where somebody is named in what others wrote or were written: what lies encrypted can't be looked through by the
 * database. A single word may be anybody's name, or none, and stays.
 */
export async function takeNameFromMessages(tx: Tx, name: string) {
  if (!/\S\s+\S/.test(name)) return;
  for (const table of [sms, smsIn, pushMessage]) {
    for (let after: string | null = null; ; ) {
      const rows: { id: string; body: string }[] = await tx
        .select({ id: table.id, body: table.body })
        .from(table)
        .where(after ? gt(table.id, after) : undefined)
        .orderBy(asc(table.id))
        .limit(AT_ONCE);
      for (const { id, body } of rows)
        if (body.includes(name))
          await tx
            .update(table)
            .set({ body: body.replaceAll(name, "—") })
            .where(eq(table.id, id));
      if (rows.length < AT_ONCE) break;
      after = rows.at(-1)!.id;
    }
  }
}
