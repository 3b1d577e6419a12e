import { z } from "zod";
import { SKILLS } from "../accounts/types";
import { DECLINE_REASONS, TASK_ENDINGS } from "./types";

/** A message is the code of its text, `tasks:error.<code>`. */
const text = (max: number) => z.string().trim().max(max, "long").default("");
const wall = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/, "time");
const whole = (code: string, max: number) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,4}$/, code)
    .transform(Number)
    .refine((value) => value >= 1 && value <= max, code);
const version = z.coerce.number().int().positive();

export const taskForm = z.object({
  request: z.array(z.string()),
  title: text(120),
  briefing: text(2000),
  checklist: text(1000).transform((value) =>
    value
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean)
      .slice(0, 12),
  ),
  from: wall,
  to: wall,
  teamSize: whole("team", 50),
  skills: z.array(z.enum(SKILLS)),
  district: text(60),
});

export const offerForm = z.object({
  people: z.array(z.string()).min(1, "people"),
  minutes: whole("minutes", 1440),
  word: text(300),
});

export const refusalForm = z.object({
  reason: z.enum(DECLINE_REASONS, { error: "reason" }),
  note: text(500),
});

export const progressForm = z.object({ to: z.enum(["en_route", "on_site"]) });

/** `0` to `1000000`, or nothing; a comma will do for a point. */
export const amountOf = (value: string): number | null | "wrong" => {
  if (value.trim() === "") return null;
  const amount = Number(value.trim().replace(",", "."));
  return Number.isFinite(amount) && amount >= 0 && amount <= 1_000_000 ? amount : "wrong";
};

export const endingForm = z.object({
  to: z.enum(["cancelled", "failed"], { error: "ending" }),
  reason: z.enum(TASK_ENDINGS, { error: "reason" }),
  version,
});

export const versionForm = z.object({ version });
