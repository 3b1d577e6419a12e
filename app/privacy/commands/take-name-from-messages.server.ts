import { sql } from "drizzle-orm";
import { sealText, unsealText } from "../../platform/data-keys.server";
import type { Tx } from "../../platform/database.server";

/** Where others wrote, or were written, what may name somebody. */
const COLUMNS = [
  ["sms", "body"],
  ["sms_in", "body"],
  ["push_message", "title"],
  ["push_message", "body"],
] as const;
const AT_ONCE = 2_000;

/**
 * Puts a dash where somebody is named in messages to and from others: what lies encrypted can't be looked through by the database.
 * A single word may be anybody's name, or none, and stays.
 */
export async function takeNameFromMessages(tx: Tx, name: string) {
  if (!/\S\s+\S/.test(name)) return;
  for (const [table, column] of COLUMNS) {
    const purpose = `${table}.${column}`;
    const [rows, text] = [sql.identifier(table), sql.identifier(column)];
    for (let after = "00000000-0000-0000-0000-000000000000"; ; ) {
      const read = await tx.execute<{ id: string; stored: string }>(
        sql`select id, ${text} as stored from ${rows} where id > ${after}::uuid order by id limit ${AT_ONCE}`,
      );
      for (const { id, stored } of read) {
        const said = unsealText(purpose, stored);
        if (!said.includes(name)) continue;
        const without = sealText(purpose, said.replaceAll(name, "—"));
        await tx.execute(sql`update ${rows} set ${text} = ${without} where id = ${id}::uuid`);
      }
      const last = read.at(-1);
      if (!last || read.length < AT_ONCE) break;
      after = last.id;
    }
  }
}
