import { z } from "zod";
import { SKILLS } from "../accounts/types";
import { tickField } from "../districts/form";
import { readCount } from "../platform/amount";
import { readDays } from "../platform/day";
import { idField, momentField, readErrors, textOrNumber } from "../platform/form";
import { wallTime } from "../platform/zone";
import { MOST_IN_PARTY, MOST_LEAVE_HOURS, MOST_PLACES } from "./rules/limits";
import { ruleOf, whyNotRepeat } from "./rules/recurrence";
import { LONGEST_SHIFT, USUAL_SHIFT } from "./rules/timing";
import { FILLINGS, FREQUENCIES, MARKS, ROLE_ROWS, SCOPES } from "./types";

const LIMITS = {
  place: 120,
  address: 200,
  briefing: 2000,
  contact: 120,
  title: 80,
  partyName: 120,
  note: 2000,
  leaving: 500,
  word: 300,
};

/** A message is the code of its text: `shifts:error.<code>` for a field of a shift, `refusal:shift.<code>` for a step. */
const text = (max: number) => z.string().trim().max(max, "long").default("");
const needed = (max: number, code: string) => text(max).refine((value) => value !== "", code);
const wholeNumber = (code: string, least: number, most: number) =>
  textOrNumber.transform((text, context): number => {
    const count = readCount(text);
    if (count !== null && count >= least && count <= most) return count;
    context.addIssue({ code: "custom", message: code });
    return z.NEVER;
  });
const neededMoment = (zone: string) =>
  momentField(zone, "time").transform((at, context): Date => {
    if (at) return at;
    context.addIssue({ code: "custom", message: "time" });
    return z.NEVER;
  });
/** What stood on the page that was acted on. */
const version = z.coerce.number({ error: "version" }).int("version").positive("version");
const yes = z.enum(["yes", "no"], { error: "choose" }).transform((answer) => answer === "yes");
/** An id, or nothing. */
const idOrNone = z.union([z.literal(["", null]).transform(() => null), idField], {
  error: "unknown",
});

type City = { city: { zone: string } };

const factsForm = (zone: string) =>
  z
    .object({
      place: needed(LIMITS.place, "place"),
      address: text(LIMITS.address),
      district: text(60),
      from: neededMoment(zone),
      to: neededMoment(zone),
      /** That it truly lasts longer than a day. */
      overDay: tickField,
      opens: momentField(zone, "time"),
      briefing: text(LIMITS.briefing),
      contact: text(LIMITS.contact),
      leaveHours: wholeNumber("hours", 0, MOST_LEAVE_HOURS),
    })
    .superRefine(({ from, to, overDay, opens }, context) => {
      if (opens && opens >= from)
        context.addIssue({ code: "custom", path: ["opens"], message: "opens" });
      const lasts = to.getTime() - from.getTime();
      const message =
        lasts > LONGEST_SHIFT ? "long_shift" : lasts > USUAL_SHIFT && !overDay ? "over_day" : null;
      if (message) context.addIssue({ code: "custom", path: ["to"], message });
    });

const roleForm = z
  .object({
    /** Of a role that stands already. */
    id: z.string().optional(),
    title: text(LIMITS.title),
    capacity: wholeNumber("capacity", 1, MOST_PLACES),
    minimum: wholeNumber("capacity", 0, MOST_PLACES),
    skills: z.array(z.enum(SKILLS, { error: "skill" })).default([]),
  })
  .refine(({ minimum, capacity }) => minimum <= capacity, {
    error: "capacity",
    path: ["capacity"],
  });

type RoleForm = z.output<typeof roleForm>;
const ROLE_FIELDS: Record<string, string> = { title: "title", minimum: "minimum", skills: "skill" };

/** `roles` as another program sends them, or the rows of the form; a row without slots is none. */
const rolesForm = z.looseObject({}).transform((sent, context): { roles: RoleForm[] } => {
  const roles: RoleForm[] = [];
  for (const [row, role] of rowsOf(sent)) {
    const parsed = roleForm.safeParse(role);
    if (parsed.success) roles.push(parsed.data);
    else
      for (const [field, message] of Object.entries(readErrors(parsed.error)))
        context.addIssue({
          code: "custom",
          path: [`${ROLE_FIELDS[field] ?? "capacity"}-${row}`],
          message,
        });
  }
  return { roles };
});

function rowsOf(sent: Record<string, unknown>): [number, unknown][] {
  if (Array.isArray(sent.roles)) return sent.roles.map((role, index) => [index + 1, role]);
  return ROLE_ROWS.filter((row) => String(sent[`capacity-${row}`] ?? "").trim() !== "").map(
    (row) => {
      const skill = sent[`skill-${row}`];
      return [
        row,
        {
          id: sent[`role-${row}`] || undefined,
          title: sent[`title-${row}`],
          capacity: sent[`capacity-${row}`],
          minimum: sent[`minimum-${row}`] || "0",
          skills: skill ? [skill] : [],
        },
      ];
    },
  );
}

/** Days as people write them, in a list or however they are parted in a text. */
const days = z
  .union([z.string(), z.array(z.string()).transform((list) => list.join(" "))], { error: "days" })
  .default("");

/** How a shift repeats: an RRULE value (RFC 5545), null where it does not, and the days on which it does not take place. */
const repeatForm = (zone: string) =>
  z
    .object({
      frequency: z.union([z.literal(""), z.enum(FREQUENCIES)], { error: "repeat" }).default(""),
      interval: textOrNumber,
      weekdays: z.array(textOrNumber, { error: "repeat" }).default([]),
      until: text(60),
      count: textOrNumber,
      except: days,
      from: momentField(zone, "time"),
    })
    .transform(({ frequency, interval, weekdays, until, count, from, ...sent }, context) => {
      const starts = from && wallTime(from, zone);
      const except = readDays(sent.except, starts?.slice(0, 10));
      if (!except) {
        context.addIssue({ code: "custom", path: ["except"], message: "days" });
        return z.NEVER;
      }
      if (!frequency || !starts) return { rule: null, except };
      const [lastDay = null, ...more] = readDays(until, starts.slice(0, 10)) ?? [];
      const repeat = {
        frequency,
        interval: readCount(interval || "1") ?? Number.NaN,
        weekdays: weekdays.map(Number),
        until: until ? (more.length === 0 && lastDay) || until : null,
        count: count ? (readCount(count) ?? Number.NaN) : null,
      };
      const wrong = whyNotRepeat(repeat, starts);
      if (!wrong) return { rule: ruleOf(repeat, starts), except };
      const unlike = wrong === "frequency" && frequency === "month_end";
      const message = wrong === "count" ? "count" : unlike ? "month_end" : "repeat";
      context.addIssue({ code: "custom", path: [wrong], message });
      return z.NEVER;
    });

/** A shift with its roles and how it repeats, as its form has them field by field. */
const shiftForm = (zone: string) => factsForm(zone).and(rolesForm).and(repeatForm(zone));
export type ShiftForm = z.output<ReturnType<typeof shiftForm>>;

export const planForm = ({ city }: City) =>
  shiftForm(city.zone).and(
    z.object({
      /** Volunteers see it at once. */
      publish: z
        .union([z.boolean(), z.string()])
        .default("")
        .transform((value) => value === true || value === "yes"),
    }),
  );

/** Said by whoever means more than the one shift. */
const scope = z
  .enum([...SCOPES, ""], { error: "choose" })
  .default("one")
  .transform((value) => value || "one");

export const changeForm = ({ city }: City) =>
  shiftForm(city.zone)
    .and(z.object({ id: idField, version, scope }))
    // To repeat no more is to cancel what follows, and people are on it: that has a step of its own.
    .refine((form) => form.scope === "one" || form.rule !== null, {
      error: "no_more",
      path: ["frequency"],
    });

export const publishForm = z.object({ id: idField, version });
export const cancelForm = z.object({
  id: idField,
  reason: needed(LIMITS.word, "word"),
  version,
  scope,
});
export const idForm = z.object({ id: idField });
export const shiftNoteForm = z.object({ id: idField, body: needed(LIMITS.note, "word") });
export const nothingForm = z.object({});

/** A shift's role that somebody takes a slot of, for so many people. */
export const takeForm = z.object({
  role: idField,
  party: textOrNumber
    .transform((value) => readCount(value || "1") ?? Number.NaN)
    .refine((value) => Number.isInteger(value) && value >= 1 && value <= MOST_IN_PARTY, "party"),
  partyName: text(LIMITS.partyName),
});
export const answerForm = z.object({ id: idField, answer: yes });
export const leaveForm = z.object({ id: idField, word: text(LIMITS.leaving) });

/** The code that hangs at the place; whatever is no digit does not count. */
export const digitsOf = (code: string): string => code.replace(/\D/g, "");
export const checkInForm = z.object({
  code: z.string({ error: "code" }).transform(digitsOf),
  role: idOrNone.default(null),
});

export const fillForm = z.object({
  role: idField,
  person: idField,
  how: z.enum(FILLINGS, { error: "choose" }).default("ask"),
  word: text(LIMITS.word),
});
/** `slot` is the sign-up, here and below. */
export const markForm = z.object({
  slot: idField,
  mark: z.enum(MARKS, { error: "unknown" }),
});
export const correctForm = ({ city }: City) =>
  z.object({
    slot: idField,
    in: momentField(city.zone, "times"),
    out: momentField(city.zone, "times"),
    word: needed(LIMITS.word, "word"),
    version,
    /** The times are meant although they are much longer than the shift. */
    longer: z.enum(["yes", ""], { error: "choose" }).default(""),
  });

export const answerSwapForm = z.object({ token: z.string(), given: idOrNone.default(null) });
/** `other` is the slot that the holder has read of. */
export const agreeForm = z.object({ swap: idField, other: idField, answer: yes });
