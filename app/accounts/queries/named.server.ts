import { sql } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";

/** Whether a person's name holds what was typed, in either alphabet and whatever the case: as the board searches. */
export const isNamed = (typed: string) =>
  sql`fold_text(${typed.trim()}) ~ '[[:alnum:]]' and fold_text(${person.name}) like '%' || fold_text(${escaped(typed.trim())}) || '%'`;

const escaped = (text: string) => text.replace(/[\\%_]/g, "\\$&");
