import { z } from "zod";
import { SKILLS } from "../accounts/types";
import { tickField } from "../districts/form";
import {
  amountField,
  idField as id,
  momentField,
  neededAmountField,
  textOrNumber,
} from "../platform/form";
import { CONDITIONS } from "../resources/types";
import { type ChosenLine, MAX_PLAN_LINES, readLines } from "./rules/plan-line";
import { MAX_CHECKLIST_POINTS, MAX_TEAM } from "./rules/task";
import { ACCEPTED_STATES } from "./states";
import { DECLINE_REASONS, OUTCOMES, PROBLEMS, type Report, TASK_ENDINGS } from "./types";

/** A message is the code of its text, `tasks:error.<code>`. */
const text = (max: number) => z.string().trim().max(max, "long").default("");
const whole = (code: string, max: number) =>
  textOrNumber
    .refine((value) => /^\d{1,4}$/.test(value), code)
    .transform(Number)
    .refine((value) => value >= 1 && value <= max, code);
const version = z.coerce.number({ error: "input" }).int("input").positive("input");

const checklist = z
  .string()
  .trim()
  .max(1000, "long")
  .default("")
  .transform((value) =>
    value
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean),
  )
  .refine((points) => points.length <= MAX_CHECKLIST_POINTS, "points");

const moment = (zone: string) =>
  momentField(zone, "time").transform((at, context): Date => {
    if (at) return at;
    context.addIssue({ code: "custom", message: "time" });
    return z.NEVER;
  });

/** What a task says and takes, and when it is. */
const saidOfTask = ({ city }: { city: { zone: string } }) =>
  z.object({
    title: text(120),
    briefing: text(2000),
    checklist,
    from: moment(city.zone),
    to: moment(city.zone),
    teamSize: whole("team", MAX_TEAM),
    skills: z.array(z.enum(SKILLS, { error: "input" })).default([]),
  });

export const changeTaskForm = (ctx: { city: { zone: string } }) =>
  saidOfTask(ctx).extend({ id, version });

/** A task of one or more requests, or of none: an errand, which lies in `district`. */
export const taskForm = (ctx: { city: { zone: string } }) =>
  saidOfTask(ctx).extend({
    request: z.array(z.string()).default([]),
    district: text(60),
    /** Beside a task that works on one of them already. */
    another: tickField,
  });

/** `minutes`: until an answer is due; `word`: for which soft reasons are set aside. */
export const offerForm = z.object({
  id,
  people: z.array(z.string()).default([]),
  minutes: whole("minutes", 1440),
  word: text(300),
  /** They have said yes on the phone already. */
  said: z.enum(["asked", "yes"]).default("asked"),
  /** As many as there are places are asked now; the others wait for their turn, in this order. */
  inTurn: tickField,
});

/** A task for one request or more, with all that can be left as it is, and the people who are asked at once. */
export const sendForm = offerForm.omit({ id: true }).extend({
  request: z.array(z.string()).min(1, "input"),
  teamSize: whole("team", MAX_TEAM).default(1),
  hours: whole("hours", 24).default(2),
  another: tickField,
});

/** What a kind of help usually takes; `version` 0 while nothing was said of it. */
export const usualForm = z.object({
  code: z.string(),
  version: z.coerce.number({ error: "input" }).int("input").min(0, "input"),
  skills: z.array(z.enum(SKILLS, { error: "input" })).default([]),
  teamSize: whole("team", MAX_TEAM),
  hours: whole("hours", 24),
  thing: text(60),
  amount: amountField("amount", 0.01),
  bulky: tickField,
});

const several = z.union([z.array(z.string()), z.string().transform((one) => [one])]).default([]);

/** What was ticked of a plan, with whoever and whatever stands on each line (`rules/plan-line.ts`). */
export const acceptPlanForm = z
  .object({ line: several, person: several, thing: several })
  .transform(({ line, person, thing }, context): { lines: ChosenLine[] } => {
    const lines = line.length <= MAX_PLAN_LINES ? readLines(line, person, thing) : null;
    if (lines) return { lines };
    context.addIssue({ code: "custom", path: ["line"], message: "input" });
    return z.NEVER;
  });

const reason = z.enum(DECLINE_REASONS, { error: "reason" });
const note = text(500);

/** A yes or a no; why not is asked, and need not be said. */
export const answerForm = z.object({
  id,
  answer: z.enum(["yes", "no"], { error: "input" }).default("no"),
  reason: reason.optional(),
  note,
});
export const problemForm = z.object({ id, problem: z.enum(PROBLEMS, { error: "input" }) });

/** Of a task of one's own. */
export const safetyForm = z.object({ id });

/** In how many minutes somebody will be there, if they say so. */
export const comingForm = z.object({
  id,
  minutes: z
    .union([z.literal("").transform(() => null), whole("minutes", 1440)])
    .nullable()
    .default(null),
});

export const withdrawalForm = z.object({ id, reason, note });
export const progressForm = z.object({ id, to: z.enum(ACCEPTED_STATES) });
export const releaseForm = z.object({ id, assignment: z.guid("unknown") });

const outcome = z.enum(OUTCOMES);
const reportedAmount = amountField("amount", 0);
const REPORTED = /^(amount|outcome)-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** What came of each request, out of the fields `amount-<request>` and `outcome-<request>`. */
function reportsOf(fields: Record<string, unknown>, context: z.RefinementCtx): Report[] {
  const reports = new Map<string, Report>();
  for (const [name, value] of Object.entries(fields)) {
    const [, field, request = ""] = REPORTED.exec(name) ?? [];
    if (!field) continue;
    const known = reports.get(request) ?? { request, counted: false, amount: null, outcome: null };
    const amount = reportedAmount.safeParse(field === "amount" ? value : known.amount);
    const told = field === "outcome" ? outcome.safeParse(value).data : known.outcome;
    if (!amount.success)
      context.addIssue({ code: "custom", path: [name], message: amount.error.issues[0]!.message });
    else if (told === undefined)
      context.addIssue({ code: "custom", path: [name], message: "input" });
    else
      reports.set(request, {
        request,
        amount: amount.data,
        outcome: told,
        counted: known.counted || field === "amount",
      });
  }
  return [...reports.values()];
}

export const completionForm = z
  .looseObject({
    id,
    ticked: z.array(z.coerce.number({ error: "input" }).int("input").min(0, "input")).default([]),
    note,
  })
  .transform(({ id: task, ticked, note: written, ...fields }, context) => ({
    id: task,
    ticked,
    note: written,
    reports: reportsOf(fields, context),
  }));

export const confirmationForm = z
  .looseObject({ id, version })
  .transform(({ id: task, version: seen, ...fields }, context) => ({
    id: task,
    version: seen,
    reports: reportsOf(fields, context),
  }));

export const endingForm = z.object({
  id,
  to: z.enum(["cancelled", "failed"], { error: "ending" }),
  reason: z.enum(TASK_ENDINGS, { error: "reason" }),
  version,
});

export const returnForm = z.object({ id, version });

/** Of what a task is lent or given, by its reservation. A message is the code of its text, `resources:error.<code>`. */
const reservation = z.guid("unknown");

export const reserveForm = ({ city }: { city: { zone: string } }) =>
  z.object({
    id,
    offer: z.guid("unknown"),
    quantity: neededAmountField("quantity", 0.01),
    from: moment(city.zone),
    to: moment(city.zone),
  });
export const supplyForm = z.object({ id, reservation });
export const collectionForm = supplyForm.extend({ count: neededAmountField("count", 0.01) });
export const supplyReturnForm = supplyForm.extend({
  count: neededAmountField("count", 0),
  condition: z.enum(CONDITIONS).default("good"),
  note,
});

export const chainForm = z.object({ id });
/** `person`: one of those who wait to be asked. */
export const chainPersonForm = z.object({ id, person: z.guid("unknown") });

/** Of jobs. */
export const expiryForm = z.object({ assignment: z.guid() });
export const safetyJobForm = z.object({ assignment: z.guid() });
export const suspensionForm = z.object({ assignment: z.guid() });
/** A coordinator sends a task after its request. */
export const moveForm = z.object({ id, version });
export const followForm = z.object({ task: z.guid() });
export const servedForm = z.object({ task: z.guid(), request: z.guid() });
