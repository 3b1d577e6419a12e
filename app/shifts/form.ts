import { z } from "zod";
import { SKILLS } from "../accounts/types";
import type { Typed } from "../platform/form";
import { FREQUENCIES, type Repeat, type RoleWish } from "./types";

/** A message is the code of its text, `shifts:error.<code>`. */
const text = (max: number) => z.string().trim().max(max, "long").default("");
const wall = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/, "time");
const hours = z
  .string()
  .trim()
  .regex(/^\d{1,3}$/, "hours")
  .transform(Number)
  .refine((value) => value <= 168, "hours");

export const ROLE_ROWS = [1, 2, 3, 4, 5, 6] as const;

export const shiftForm = z.object({
  place: text(120).refine((value) => value.length > 0, "place"),
  address: text(200),
  district: text(60),
  from: wall,
  to: wall,
  opens: z.union([z.literal(""), wall]).default(""),
  briefing: text(2000),
  contact: text(120),
  leaveHours: hours,
});

const whole = (value: string) => (/^\d{1,3}$/.test(value.trim()) ? Number(value) : Number.NaN);
const textOf = (typed: Typed, name: string) => String([typed[name] ?? ""].flat()[0] ?? "").trim();

/** The roles of the form, row by row; a row without places is none. The field, where a number makes no sense. */
export function readRoles(typed: Typed) {
  const roles: (RoleWish & { id?: string })[] = [];
  for (const row of ROLE_ROWS) {
    const places = textOf(typed, `capacity-${row}`);
    if (places === "") continue;
    const capacity = whole(places);
    const minimum = whole(textOf(typed, `minimum-${row}`) || "0");
    if (!(capacity >= 1 && capacity <= 200 && minimum >= 0 && minimum <= capacity))
      return { wrong: `capacity-${row}` };
    const skill = SKILLS.find((one) => one === textOf(typed, `skill-${row}`));
    const title = textOf(typed, `title-${row}`).slice(0, 80);
    const id = textOf(typed, `role-${row}`) || undefined;
    roles.push({ title, capacity, minimum, skills: skill ? [skill] : [], ...(id ? { id } : {}) });
  }
  return { roles };
}

/** What the form says of repeating; null when it does not. Whether it makes sense is the rules' to say. */
export function readRepeat(typed: Typed): Repeat | null {
  const frequency = FREQUENCIES.find((one) => one === textOf(typed, "frequency"));
  if (!frequency) return null;
  return {
    frequency,
    interval: whole(textOf(typed, "interval") || "1"),
    weekdays: [typed.weekdays ?? []].flat().map(Number),
    until: textOf(typed, "until") || null,
    count: textOf(typed, "count") ? whole(textOf(typed, "count")) : null,
  };
}

/** Days like `2026-12-24`, however they are parted. */
export const readDays = (typed: Typed): string[] =>
  textOf(typed, "except").match(/\d{4}-\d\d-\d\d/g) ?? [];
