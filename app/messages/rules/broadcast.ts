import type { Locale, Member } from "../../platform/types";
import type { Pressure, Way, Words } from "../types";
import { MOST_WORDS } from "./compose-sms";

/** To how many a broadcast goes on one person's word, where the city has set nothing else. */
export const MOST_ALONE = 50;
/** Characters: three text messages of Cyrillic letters. */
export const LONGEST_WORDS = MOST_WORDS;

/** Who may be taken up while so many of a broadcast are still on their way: what others are waiting for goes between. */
export const AT_ONCE = 50;
export const MOST_UNDER_WAY = 200;

export const wayOf = (pressure: Pressure): Way =>
  pressure === "news" ? "mailElseText" : "textElseMail";

/** What a reader of a language reads. */
export const wordsFor = (
  { words, fallback }: { words: Words; fallback: Locale },
  locale: Locale,
): string => words[locale] ?? words[fallback] ?? "";

/** Coordinators write to their districts; to the whole city only administrators do. */
export const mayBroadcastTo = (
  { administrator, districts: own }: Pick<Member, "administrator" | "districts">,
  districts: readonly string[],
): boolean =>
  administrator ||
  (districts.length > 0 && districts.every((one) => own.some((mine) => mine === one)));

/** Whether somebody may be the second to say that it goes. */
export const mayConfirm = (
  actor: Pick<Member, "administrator" | "districts" | "personId">,
  { createdBy, districts }: { createdBy: string; districts: readonly string[] },
): boolean => actor.personId !== createdBy && mayBroadcastTo(actor, districts);
