import { z } from "zod";
import { SKILLS } from "../accounts/types";

/** A message is the code of its text, `shifts:error.<code>`. */
const text = (max: number) => z.string().trim().max(max, "long").default("");
const wall = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/, "time");
const hours = z
  .string()
  .trim()
  .regex(/^\d{1,3}$/, "hours")
  .transform(Number)
  .refine((value) => value <= 168, "hours");

export const ROLE_ROWS = [1, 2, 3] as const;

export const shiftForm = z.object({
  place: text(120).refine((value) => value.length > 0, "place"),
  address: text(200),
  district: text(60),
  from: wall,
  to: wall,
  briefing: text(2000),
  contact: text(120),
  leaveHours: hours,
});

const whole = (value: string) => (/^\d{1,3}$/.test(value.trim()) ? Number(value) : Number.NaN);

/** The roles of the form, row by row; a row without places is none. Null where a number makes no sense, with its field. */
export function readRoles(typed: Record<string, string | string[] | undefined>) {
  const said = (name: string) => [typed[name] ?? ""].flat()[0] ?? "";
  const roles = [];
  for (const row of ROLE_ROWS) {
    const places = said(`capacity-${row}`).trim();
    if (places === "") continue;
    const capacity = whole(places);
    const minimum = whole(said(`minimum-${row}`) || "0");
    if (!(capacity >= 1 && capacity <= 200 && minimum >= 0 && minimum <= capacity))
      return { wrong: `capacity-${row}` };
    const skill = SKILLS.find((one) => one === said(`skill-${row}`));
    const title = said(`title-${row}`).trim().slice(0, 80);
    roles.push({ title, capacity, minimum, skills: skill ? [skill] : [] });
  }
  return { roles };
}
