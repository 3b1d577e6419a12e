import { z } from "zod";
import { tickField } from "../districts/form";
import { PRIORITIES } from "../districts/types";
import { readPoint } from "../platform/coordinates";
import { readTimeOfDay } from "../platform/day";
import { emailOrNone } from "../platform/email";
import { amountField, idField as id, momentField, textOrNumber } from "../platform/form";
import { isUuid } from "../platform/identifiers";
import { isCallable } from "../platform/phone";
import { LOCALES, type Point } from "../platform/types";
import { readCode, readProof } from "./rules/look-up";
import { readPeople } from "./rules/people";
import { LONGEST, readHelp, refusedHelp, saysNothing } from "./rules/read-help";
import { readFloor } from "./rules/stairs";
import { REMINDERS } from "./rules/timing";
import { CLOSING_REASONS, LIFTS, type Lift, PHRASES } from "./types";

export const LONGEST_NOTE = 2000;
/** Requests that are changed by one press: more than stand on a board. */
export const MOST_AT_ONCE = 100;
const text = (max: number) => z.string().trim().max(max, "long").default("");
/** What a reader makes of a text; refused with `code` where that is nothing. */
const read = <Value>(reader: (typed: string) => Value | null, code: string) =>
  textOrNumber.transform((text, context): Value => {
    const value = reader(text);
    if (value === null) context.addIssue({ code: "custom", message: code });
    return value ?? z.NEVER;
  });

/** Undefined where a page does not ask for them, null where they were left empty. */
const doorFields = {
  floor: z
    .union([z.string(), z.number(), z.null()])
    .optional()
    .transform((typed, context): number | null | undefined => {
      if (typed === undefined) return undefined;
      const text = String(typed ?? "").trim();
      const floor = text ? readFloor(text) : null;
      if (text && floor === null) context.addIssue({ code: "custom", message: "floor" });
      return floor;
    }),
  lift: z
    .enum(["", ...LIFTS])
    .nullish()
    .transform((lift): Lift | null | undefined => (lift === undefined ? undefined : lift || null)),
};

const list = z
  .union([z.array(z.string()), z.string().transform((one) => [one])])
  .default([])
  .transform((values) => values.filter(Boolean));

const helpFields = z.object({
  category: textOrNumber,
  details: textOrNumber,
  people: textOrNumber,
  vulnerable: list,
  district: textOrNumber,
  address: textOrNumber,
  floor: textOrNumber,
  lift: textOrNumber,
  access: textOrNumber,
  lat: textOrNumber,
  lon: textOrNumber,
  hours: textOrNumber,
  name: textOrNumber,
  phone: textOrNumber,
  email: textOrNumber,
  forName: textOrNumber,
  forPhone: textOrNumber,
});

/**
 * The form of `/help`. It refuses nobody who says what they need and how they can be reached, and says all that is missing at
 * once. A message is the code of its text, `help:error.<code>`.
 */
export const helpForm = helpFields.transform((typed, context) => {
  const help = readHelp(typed);
  for (const [field, message] of Object.entries(refusedHelp(help)))
    context.addIssue({ code: "custom", path: [field], message });
  return help;
});

export type HelpForm = z.output<typeof helpForm>;

/** The look-up by a code that was written down or heard. A message is the code of its text, `track:error.<code>`. */
export const lookUpForm = z.object({
  code: read(readCode, "code"),
  digits: read(readProof, "digits"),
});

const note = z.string({ error: "empty" }).trim().min(1, "empty").max(LONGEST_NOTE, "long");

const came = z.enum(["yes", "no"], { error: "came" });

/** Whether it came, said with the code that was written down; a message with it is wanted, not needed. */
export const answerByCodeForm = lookUpForm.extend({
  came,
  note: z.string().trim().max(LONGEST_NOTE, "long").default(""),
});

/** By the private link; `token` stands in its address. */
export const ownForm = z.object({ token: z.string() });
export const ownNoteForm = ownForm.extend({ note });
export const ownOutcomeForm = ownForm.extend({ came });

const phoneOrNone = (max: number) =>
  text(max).refine((value) => value === "" || isCallable(value), "phone");

/** What a resident corrects; an empty field stays as it is. A message is the code of its text, `help:error.<code>`. */
export const correctionForm = ownForm.extend({
  phone: phoneOrNone(LONGEST.phone),
  forPhone: phoneOrNone(LONGEST.forPhone),
  email: emailOrNone.default(""),
  address: text(LONGEST.address),
  ...doorFields,
  access: text(LONGEST.access),
});

/** Of jobs. */
export const separateJoinedForm = z.object({ request: z.guid(), from: z.guid() });

/** Words of a coordinator's own, or a phrase that is ready for the resident, or both. */
export const boardNoteForm = z
  .object({
    id,
    note: z
      .string({ error: "empty" })
      .trim()
      .max(LONGEST_NOTE - 200, "long")
      .default(""),
    phrase: z.enum(PHRASES).or(z.literal("")).default(""),
    forResident: tickField,
    forTeam: tickField,
  })
  .refine(({ note: written, phrase }) => written !== "" || phrase !== "", {
    path: ["note"],
    message: "empty",
  });

/** What a coordinator adds who takes a request by phone or at a counter; `triaged`: it needs no reading any more. */
const takenForm = z.object({
  channel: z.enum(["phone", "walk-in"], { error: "channel" }),
  locale: z.enum(LOCALES),
  priority: z
    .union([z.enum(PRIORITIES), z.literal("")], { error: "priority" })
    .default("")
    .transform((value) => value || null),
  quantity: amountField("quantity", 0.01),
  triaged: tickField,
});
/** The form of `/help` as a coordinator fills it in for somebody. A message is the code of its text, `help:error` or `board:error`. */
export const takeForm = helpForm.and(takenForm);

const instant = z
  .string()
  .nullable()
  .default(null)
  .transform((text) => (text ? new Date(text) : null));

/** A row of a call centre's list, as `readRequests` gives it. Nobody can be asked once more: it is refused only where it says nothing at all. */
export const calledInForm = z.object({
  content: z.string(),
  number: z.string(),
  locale: z.enum(LOCALES),
  asked: instant,
  needed: instant,
  form: helpFields.transform((typed, context) => {
    const help = readHelp(typed);
    if (saysNothing(help)) context.addIssue({ code: "custom", message: "empty" });
    return help;
  }),
});

/** What stood on the page that was acted on. */
const version = z.coerce.number().int().positive();

/** `59.437, 24.7536`, as maps give it to be copied. */
const point = z
  .string()
  .trim()
  .default("")
  .transform((value, context): Point | null => {
    if (!value) return null;
    const read = readPoint(value);
    if (!read) context.addIssue({ code: "custom", message: "point" });
    return read;
  });

/** A message is the code of its text, `board:error.<code>`. */
export const triageForm = ({ city }: { city: { zone: string } }) =>
  z.object({
    id,
    priority: z.enum(PRIORITIES, { error: "priority" }),
    category: z.string().min(1),
    district: z.string().max(60).default(""),
    quantity: amountField("quantity", 0.01),
    people: read(readPeople, "people"),
    ...doorFields,
    needed: momentField(city.zone, "needed"),
    point,
    outside: tickField,
    version,
  });

export const endingForm = z.object({
  id,
  how: z.enum(["decline", "cancel", "close"]),
  reason: z.enum(CLOSING_REASONS, { error: "reason" }),
  word: z.string().trim().max(LONGEST_NOTE, "long").default(""),
  version,
});

/** An empty one takes it out of its incident. */
export const setIncidentForm = z.object({
  id,
  incident: z.union([z.literal("").transform(() => null), z.guid("unknown")]),
});
/** In so many minutes, or at a time of the day, which stands above that. */
export const reminderForm = z
  .object({
    id,
    minutes: z.enum(REMINDERS, { error: "remind" }).default("30"),
    at: z
      .string()
      .default("")
      .transform((text, context): string | null => {
        const time = text.trim() ? readTimeOfDay(text) : null;
        if (text.trim() && !time) context.addIssue({ code: "custom", message: "remind" });
        return time;
      }),
  })
  .transform(({ minutes, ...rest }) => ({ ...rest, minutes: Number(minutes) }));
/** Of a job; the time is the one that it was scheduled for. */
export const reminderDueForm = z.object({ request: z.guid(), at: z.iso.datetime() });

/** Of a job. */
export const takeIntoForm = z.object({ incident: z.guid() });

export const mergeForm = z
  .object({ id, other: z.string().default(""), code: z.string().default(""), version })
  .transform(({ other, code, ...rest }, context) => {
    const found = readCode(code || other);
    if (found === null) context.addIssue({ code: "custom", message: "code", path: ["code"] });
    return { ...rest, code: found ?? z.NEVER };
  });

/** Lines that were marked, and what is done with all of them: the button that was pressed. */
export const severalForm = z
  .object({
    request: z.array(z.guid()).max(MOST_AT_ONCE, "long").default([]),
    what: z.enum(["priority", "district"]).optional(),
    priority: z.enum(PRIORITIES, { error: "priority" }).optional(),
    district: z.string().max(60).optional(),
  })
  .transform(({ request, what, priority, district }, context) => {
    const named = priority ? "priority" : district !== undefined ? "district" : null;
    const done = what ?? named;
    if (done === "district") return { request, what: done, district: district ?? "" };
    if (done === "priority" && priority) return { request, what: done, priority };
    context.addIssue({ code: "custom", message: "priority", path: ["priority"] });
    return z.NEVER;
  });

const SEEN = /^(.{36}):(\d{1,9})$/;

/** Requests that stood beside each other, each as it was seen: `id:version`; and the one that covers the others. */
export const joinForm = z.object({
  seen: z
    .array(
      z.string().transform((text, context) => {
        const [, seenId = "", version] = SEEN.exec(text) ?? [];
        if (!isUuid(seenId)) context.addIssue({ code: "custom", message: "unknown" });
        // One request in capitals is not two.
        return { id: seenId.toLowerCase(), version: Number(version) };
      }),
    )
    .max(MOST_AT_ONCE, "long")
    .default([]),
  into: z.string().toLowerCase().default(""),
});

/** Requests whose street is looked for. */
export const placeByStreetForm = z.object({ request: z.array(z.guid()).min(1).max(1_000) });

/** The sheet that somebody has open; empty for none. */
export const openSheetForm = z.object({ request: z.union([z.guid(), z.literal("")]) });
/** A line of the record, as it stood on the page. */
export const seenForm = z.object({
  line: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
});

/** Of a job. */
export const escalationForm = z.object({ request: z.guid() });

export const versionForm = z.object({ id, version });

const flood = z.string();
export const floodForm = z.object({ flood });
/** `seen`: the ids of those that stood on the page. */
export const declineFloodForm = z.object({ flood, seen: z.array(z.string()).default([]) });

export const maximumOf = (field: string): number => LONGEST[field as keyof typeof LONGEST] ?? 60;
