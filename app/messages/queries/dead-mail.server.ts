import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { deadMail } from "../../../drizzle/schema/messages";

/** Whether mail to the address in a column has come back. */
export const isDeadMail = (address: SQLWrapper): SQL =>
  sql`exists (select from ${deadMail} where ${deadMail.address} = lower(${address}))`;
