import { eq, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { deadMail } from "../../../drizzle/schema/messages";
import type { Db, Tx } from "../../platform/database.server";

/** Whether mail to the address in a column has come back. */
export const isDeadMail = (address: SQLWrapper): SQL =>
  sql`exists (select from ${deadMail} where ${deadMail.address} = lower(${address}))`;

export async function isDead(db: Db | Tx, address: string): Promise<boolean> {
  const found = await db
    .select({ at: deadMail.at })
    .from(deadMail)
    .where(eq(deadMail.address, address.toLowerCase()));
  return found.length > 0;
}
