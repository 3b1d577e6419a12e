import { desc, lt, sql } from "drizzle-orm";
import { mailboxMessage } from "../../../drizzle/schema/messages";
import type { Db } from "../../platform/database.server";

const PAGE = 30;

/** The demo's mail, the newest first; `before` pages on. */
export async function readMailbox(db: Db, before: number | null) {
  const rows = await db
    .select()
    .from(mailboxMessage)
    .where(before ? lt(mailboxMessage.id, before) : sql`true`)
    .orderBy(desc(mailboxMessage.id))
    .limit(PAGE + 1);
  return { messages: rows.slice(0, PAGE), next: rows.length > PAGE ? rows[PAGE - 1]!.id : null };
}
