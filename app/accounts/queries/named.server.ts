import { and, or, type SQL, sql } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { digitsToFind } from "../../platform/phone";
import { spellingsOf } from "../../platform/spellings";
import { visibleText } from "../../platform/text";

/** No name has more, and each is looked for in several spellings. */
const MOST_WORDS = 20;

/**
 * Whether a person's name holds every word that was typed, in any order, in either alphabet and whatever the case: as the
 * board searches.
 */
export function isNamed(typed: string): SQL {
  const words = visibleText(typed)
    .split(/[\s,;]+/)
    .filter(Boolean)
    .slice(0, MOST_WORDS);
  const each = words.map((word) =>
    or(
      ...spellingsOf(word).map(
        (spelling) => sql`fold_text(${person.name}) like '%' || fold_text(${spelling}) || '%'`,
      ),
    ),
  );
  return sql`(fold_text(${typed}) ~ '[[:alnum:]]' and ${and(...each) ?? sql`false`})`;
}

/** Whether a person's number holds the digits that were typed, however a number may be written. Of nobody for a text without. */
export function hasNumber(typed: string, callingCode: string): SQL {
  const digits = digitsToFind(typed, callingCode);
  return digits ? sql`${person.phone} like ${`%${digits}%`}` : sql`false`;
}
