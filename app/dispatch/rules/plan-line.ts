/** What a line of the plan is about: a task that looks for people, or a request that gets one. */
export type LineId = `task:${string}` | `request:${string}`;

export const lineOf = (kind: "task" | "request", id: string): LineId => `${kind}:${id}`;

/** As many as a plan has at most. */
export const MAX_PLAN_LINES = 600;

const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const LINE = new RegExp(`^(task|request):(${UUID})$`);
const PERSON = new RegExp(`^((?:task|request):${UUID})/(${UUID})$`);
const THING = new RegExp(`^((?:task|request):${UUID})/(${UUID})/(\\d{1,7}(?:\\.\\d{1,2})?)$`);

/** A line that was chosen, with everybody and everything of it. */
export type ChosenLine = {
  line: LineId;
  kind: "task" | "request";
  id: string;
  people: string[];
  things: { offer: string; amount: number }[];
};

export const personOn = (line: LineId, person: string): string => `${line}/${person}`;
export const thingOn = (line: LineId, offer: string, amount: number): string =>
  `${line}/${offer}/${amount}`;

/** The lines that were ticked, with whoever and whatever stands on them; null where something is no line, person or thing. */
export function readLines(
  lines: readonly string[],
  people: readonly string[],
  things: readonly string[],
): ChosenLine[] | null {
  const chosen = new Map<string, ChosenLine>();
  for (const line of lines) {
    const [, kind, id] = LINE.exec(line) ?? [];
    if (!kind) return null;
    const read = { line: line as LineId, kind: kind as "task", id: id!, people: [], things: [] };
    chosen.set(line, read);
  }
  for (const text of people) {
    const [, line = "", person] = PERSON.exec(text) ?? [];
    if (!person) return null;
    chosen.get(line)?.people.push(person);
  }
  for (const text of things) {
    const [, line = "", offer, amount] = THING.exec(text) ?? [];
    if (!offer) return null;
    chosen.get(line)?.things.push({ offer, amount: Number(amount) });
  }
  return [...chosen.values()];
}
