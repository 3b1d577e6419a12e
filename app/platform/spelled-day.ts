import { plainText } from "./text";

/** The months in four languages, with the endings that they have beside a day and as they are cut short. */
const MONTHS = [
  "jan(?:uary)?|jaan(?:uar(?:il|i)?)?|січ(?:ень|ня|ні)?|янв(?:ар[ьяе])?",
  "feb(?:ruary)?|veebr?(?:uar(?:il|i)?)?|лют(?:ий|ого)?|фев(?:р|рал[ьяе])?",
  "mar(?:ch)?|märts(?:il|i)?|бер(?:езень|езня|ез)?|мар(?:т|та)?",
  "apr(?:il|illil|illi|ill)?|квіт?(?:ень|ня|ні)?|апр(?:ел[ьяе])?",
  "may|mai(?:l)?|трав?(?:ень|ня|ні)?|ма[йя]",
  "june?|juun(?:il|i)?|черв?(?:ень|ня|ні)?|июн[ья]?",
  "july?|juul(?:il|i)?|лип(?:ень|ня|ні)?|июл[ья]?",
  "aug(?:ust|ustil|usti)?|серп?(?:ень|ня|ні)?|авг(?:уст|уста)?",
  "sept?(?:ember|embril|embri)?|вер(?:есень|есня|ес)?|сент?(?:ябр[ьяе])?",
  "oct(?:ober)?|okt(?:oober|oobril|oobri)?|жовт?(?:ень|ня|ні)?|окт(?:ябр[ьяе])?",
  "nov(?:ember|embril|embri)?|лист?(?:опада?|опаді)?|ноя(?:б|бр[ьяе])?",
  "dec(?:ember)?|dets(?:ember|embril|embri)?|груд?(?:ень|ня|ні)?|дек(?:абр[ьяе])?",
].map((names) => new RegExp(`^(?:${names})$`, "u"));

/** The days of the week in full and as they are cut short, in front of the day that they speak of. */
const WEEKDAYS = [
  "mon|monday|tue|tues|tuesday|wed|wednesday|thu|thur|thurs|thursday|fri|friday|sat|saturday|sun|sunday",
  "e|t|k|n|r|l|p|esmaspäev|teisipäev|kolmapäev|neljapäev|reede|laupäev|pühapäev",
  "пн|вт|ср|чт|пт|сб|нд|понеділок|вівторок|середа|четвер|п.?ятниця|субота|неділя",
  "вс|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье",
];
const WEEKDAY = new RegExp(`(?<![\\p{L}\\d])(?:${WEEKDAYS.join("|")})[.,]* `, "gu");

const monthOf = (name: string) => MONTHS.findIndex((month) => month.test(name)) + 1;

/**
 * A text with days in it, in small letters, each day that is written in words or with blanks as `24.12.2026` or `24.12`. Weekdays
 * and what stands for the word "year" are left out.
 */
export const spelledDays = (typed: string): string =>
  plainText(typed)
    .toLowerCase()
    .replace(WEEKDAY, "")
    .replace(
      /(?<!\p{L})(\p{L}{3,}) (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)/gu,
      (all, name, day, year) => (monthOf(name) ? `${day}.${monthOf(name)}.${year}` : all),
    )
    .replace(
      /(?<!\d)(\d{1,2})(?:st|nd|rd|th|\.|-?го|-?е)? ?(?:of )?(\p{L}{3,})\.?(?:,? (\d{4}))?(?![\p{L}\d])/gu,
      (all, day, name, year) =>
        monthOf(name) ? [day, monthOf(name), year].filter(Boolean).join(".") : all,
    )
    .replace(/(?<!\d)(\d{1,2}) ?\. ?(\d{1,2}) ?\. ?(\d{4})(?!\d)/g, "$1.$2.$3")
    .replace(/(?<=\d{4}) ?(?:р|г|p|a|року|рік|года|год|aasta)(?!\p{L})\.?/gu, "")
    .trim();
