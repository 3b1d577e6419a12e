/** The words of a board in its language, each with `{…}` where something is put in. */
export type Words = {
  live: string;
  lost: string;
  moved: string;
  gone: string;
  fresh: string;
  left: string;
  under: string;
  minutes: string;
  hours: string;
  hoursMinutes: string;
};
export type Times = { now: number; words: Words };

const MINUTE = 60_000;
/** From then on the server says days, and a page is not open for so long. */
const MOST_MINUTES = 48 * 60;
/** From then on it says no minutes beside the hours. */
const TELLING_MINUTES = 10 * 60;

function duration(milliseconds: number, words: Words): string | null {
  const minutes = Math.floor(Math.max(0, milliseconds) / MINUTE);
  if (minutes >= MOST_MINUTES) return null;
  if (minutes < 1) return words.under;
  const hours = Math.floor(minutes / 60);
  const rest = minutes < TELLING_MINUTES ? minutes % 60 : 0;
  const template = hours === 0 ? words.minutes : rest === 0 ? words.hours : words.hoursMinutes;
  return template
    .replace("{hours}", String(hours))
    .replace("{minutes}", String(hours === 0 ? minutes : rest));
}

/** What an element says now of the time that it counts, and how its clock stands; null where it stays as the server wrote it. */
export function ago(data: DOMStringMap, { now, words }: Times) {
  const { left, near, since, until, late, words: own } = data;
  const gap = left ? Number(left) - now : since ? now - Number(since) : Number(until) - now;
  const time = duration(left ? Math.abs(gap) : gap, words);
  if (time === null) return null;
  if (!left && !own) return null;
  if (own) {
    const isLate = late !== undefined && now >= Number(near);
    return {
      text: own.replace("{time}", time) + (isLate ? late : ""),
      clock: isLate ? "over" : "",
    };
  }
  const text = gap < 0 ? `+${time}` : words.left.replace("{time}", time);
  // What was near when it was written says no more from when it is.
  const isNear = near === undefined || now >= Number(near);
  return { text, clock: gap <= 0 ? "over" : isNear ? "near" : "" };
}
