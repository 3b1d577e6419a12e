/** What somebody has put into words, and would miss; the rest are choices, numbers and keys. */
export const isProse = (value: string): boolean => /\S\s+\S/.test(value);

/** What a page sends along by itself. */
const OF_THE_PAGE = ["key", "version", "was", "to"];
/** Filled fields that nobody wants to fill again: more than a button and what it is about. */
const WORK = 3;

/** Whether somebody would miss what they have sent: words, or a form with several of its fields filled. */
export function isWork(sent: readonly (readonly [string, unknown])[]): boolean {
  const typed = sent.filter(
    ([name, value]) => typeof value === "string" && value !== "" && !OF_THE_PAGE.includes(name),
  );
  return typed.length >= WORK || typed.some(([, value]) => isProse(String(value)));
}
