import { asc, inArray, sql } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { literals } from "../../../drizzle/schema/columns";
import { assignment, task, taskRequest } from "../../../drizzle/schema/dispatch";
import { offer } from "../../../drizzle/schema/resources";
import { type Bar, overlaps } from "../../matching/rules/judge";
import { whyNot } from "../../matching/rules/why-not";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { violatedConstraint } from "../../platform/outage";
import { done, type Member, type Result, refuse } from "../../platform/types";
import { lockRequests } from "../../requests/commands/move.server";
import { coordinates } from "../../requests/policy";
import { acceptPlanForm } from "../form";
import { readCandidates, wantedOf } from "../queries/candidates.server";
import { usualFor } from "../queries/usual.server";
import type { ChosenLine, LineId } from "../rules/plan-line";
import { answerMinutes, leftOf, takesHelp } from "../rules/task";
import { HOLDING_STATES } from "../states";
import { createTask } from "./create-task.server";
import { offerTask } from "./offer.server";
import { lockTask } from "./steps.server";
import { reserveFor } from "./supply.server";

/** Why a line could not be done any more: a person, a thing, or what it was about. */
export type Stale =
  | { what: "person"; person: string; why: Bar }
  | { what: "thing"; offer: string }
  | { what: "line"; code: string };
export type AcceptedPlan = {
  sent: { line: LineId; task: string }[];
  refused: { line: LineId; stale: Stale }[];
};

/**
 * Does what was chosen of a plan, each line by itself: its task with everybody offered it and everything reserved, or nothing of it.
 * A plan is as old as its page, so every promise is judged again; a line that has grown stale says why, and holds up no other. Refuses:
 * `plan.empty`.
 */
export const acceptPlan = command({
  name: "plan.accept",
  input: acceptPlanForm,
  may: coordinates,
  run: async (tx, ctx: Inside<Member>, { lines }): Promise<Result<AcceptedPlan>> => {
    if (lines.length === 0) return refuse("plan.empty");
    await lockAll(tx, lines);
    const sent: AcceptedPlan["sent"] = [];
    const refused: AcceptedPlan["refused"] = [];
    for (const line of lines) {
      const outcome = await apart(tx, (inner) => send(inner, ctx, line));
      if ("stale" in outcome) refused.push({ line: line.line, stale: outcome.stale });
      else sent.push({ line: line.line, task: outcome.task });
    }
    return done({ sent, refused });
  },
});

/** All that any of the lines will lock, in the order of the whole house: so no two plans, and no plan and a step, wait for each other. */
async function lockAll(tx: Tx, lines: readonly ChosenLine[]) {
  const people = [...new Set(lines.flatMap((line) => line.people))].sort();
  const tasks = idsOf(lines, "task");
  const offers = [...new Set(lines.flatMap(({ things }) => things.map((one) => one.offer)))].sort();
  if (people.length > 0)
    await tx
      .select({ id: person.id })
      .from(person)
      .where(inArray(person.id, people))
      .orderBy(asc(person.id))
      .for("update");
  const served = tasks.length > 0 ? await lockTasks(tx, tasks) : [];
  await lockRequests(tx, [...idsOf(lines, "request"), ...served]);
  if (offers.length > 0)
    await tx
      .select({ id: offer.id })
      .from(offer)
      .where(inArray(offer.id, offers))
      .orderBy(asc(offer.id))
      .for("update");
}

const idsOf = (lines: readonly ChosenLine[], wanted: ChosenLine["kind"]) =>
  lines.flatMap(({ kind, id }) => (kind === wanted ? id : []));

/** Gives the requests that they serve. */
async function lockTasks(tx: Tx, ids: readonly string[]): Promise<string[]> {
  await tx
    .select({ id: task.id })
    .from(task)
    .where(inArray(task.id, [...ids]))
    .orderBy(asc(task.id))
    .for("update");
  const served = await tx
    .select({ id: taskRequest.requestId })
    .from(taskRequest)
    .where(inArray(taskRequest.taskId, [...ids]));
  return served.map(({ id }) => id);
}

type Sent = { task: string } | { stale: Stale };

/** Undone alone where it is refused, while what else was done stays. */
async function apart(tx: Tx, step: (inner: Tx) => Promise<Sent>): Promise<Sent> {
  let stale: Stale | null = null;
  try {
    return await tx.transaction(async (inner) => {
      const outcome = await step(inner);
      if (!("stale" in outcome)) return outcome;
      stale = outcome.stale;
      throw new Undone();
    });
  } catch (fault) {
    if (stale) return { stale };
    if (violatedConstraint(fault) === null) throw fault;
    return { stale: { what: "line", code: "taken" } };
  }
}

class Undone extends Error {}

const stale = (code: string): Sent => ({ stale: { what: "line", code } });

async function send(tx: Tx, ctx: Inside<Member>, line: ChosenLine): Promise<Sent> {
  const { people, things } = line;
  if (new Set(people).size !== people.length) return stale("plan.twice");
  const taskId = line.kind === "task" ? done(line.id) : await taskFor(tx, ctx, line);
  if (!taskId.ok) return stale(taskId.code === "task.exists" ? "plan.taken_up" : taskId.code);
  const id = taskId.value;
  const locked = await lockTask(tx, ctx, id);
  if (!locked.ok) return stale(locked.code);
  const found = locked.value;
  if (!takesHelp(found.state)) return stale("task.over");
  if ((await freePlacesOf(tx, id, found.teamSize)) < people.length) return stale("plan.taken_up");
  const barred = await whoCannot(tx, ctx, found, people);
  if (barred) return { stale: barred };
  const critical = await isCritical(tx, id);
  const offered = await offerTask.run(tx, ctx, {
    id,
    people,
    minutes: answerMinutes(critical),
    word: "",
    said: "asked",
    inTurn: false,
  });
  if (!offered.ok) return stale(offered.code);
  const { from, to } = leftOf(found.during, ctx.now);
  for (const { offer, amount } of things) {
    const held = await reserveFor.run(tx, ctx, { id, offer, quantity: amount, from, to });
    if (!held.ok) return { stale: { what: "thing", offer } };
  }
  return { task: id };
}

/** A task of a request, as sending from its sheet makes it. */
async function taskFor(tx: Tx, ctx: Inside<Member>, { id, people }: ChosenLine) {
  const { skills, teamSize, hours } = await usualFor(tx, [id]);
  return createTask.run(tx, ctx, {
    request: [id],
    teamSize: Math.max(teamSize, people.length),
    another: false,
    title: "",
    briefing: "",
    checklist: [],
    skills,
    district: "",
    from: ctx.now,
    to: new Date(ctx.now.getTime() + hours * 3_600_000),
  });
}

/** Places that nobody has taken and nobody is asked for. */
async function freePlacesOf(tx: Tx, id: string, teamSize: number): Promise<number> {
  const held = await tx
    .select({ id: assignment.id })
    .from(assignment)
    .where(
      sql`${assignment.taskId} = ${id} and ${assignment.state} in ${literals(HOLDING_STATES)}`,
    );
  return teamSize - held.length;
}

const isCritical = async (tx: Tx, id: string) => {
  const [row] = await tx.execute<{ critical: boolean }>(sql`
    select exists (select from task_request tr join request r on r.id = tr.request_id
      where tr.task_id = ${id} and r.priority = 'critical') as critical`);
  return row!.critical;
};

/** Whoever could go when the plan was made and can't now: a plan sets no reason aside, and asks nobody twice for one time. */
async function whoCannot(
  tx: Tx,
  { city, now }: Inside<Member>,
  found: typeof task.$inferSelect,
  people: readonly string[],
): Promise<Stale | null> {
  const wanted = wantedOf(found, city.zone, now);
  const rows = await readCandidates(tx, found, people, now);
  for (const id of people) {
    const row = rows.find((one) => one.id === id);
    if (!row) return { what: "line", code: "task.nobody" };
    const [why] = whyNot(row, wanted);
    if (why) return { what: "person", person: id, why };
    if (row.asked.some((one) => overlaps(one, wanted.window)))
      return { what: "person", person: id, why: "asked" };
  }
  return null;
}
