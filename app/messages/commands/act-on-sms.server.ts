import { eq } from "drizzle-orm";
import { taskRequest } from "../../../drizzle/schema/dispatch";
import { sms } from "../../../drizzle/schema/messages";
import { request } from "../../../drizzle/schema/requests";
import { endFree, sayFree } from "../../accounts/commands/free-time.server";
import { MOST_FREE_HOURS } from "../../accounts/rules/free-time";
import { answerOffer, withdraw } from "../../dispatch/commands/answer.server";
import {
  completeTask,
  reportProblem,
  reportProgress,
} from "../../dispatch/commands/progress.server";
import { reportSafe } from "../../dispatch/commands/safety.server";
import { reportComing } from "../../dispatch/commands/still-coming.server";
import type { Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { violatedConstraint } from "../../platform/outage";
import type { Locale, Member, PersonId, Refusal, Result } from "../../platform/types";
import { refuse } from "../../platform/types";
import { cancelOwn } from "../../requests/commands/cancel.server";
import { lockForResident } from "../../requests/commands/move.server";
import { writeVolunteerNote } from "../../requests/commands/note.server";
import { takeAnswer, undoOwn } from "../../requests/commands/outcome.server";
import { addText, takeText } from "../../requests/commands/take-text.server";
import type { GuessedPlace } from "../../requests/rules/guess-place";
import { answerSlot } from "../../shifts/commands/answer-slot.server";
import type { Decision, OwnRequest, Part, Step } from "../rules/decide-sms";
import type { Meaning } from "../types";

/** A message that was understood, and by whom it was sent. */
export type Act = {
  phone: string;
  text: string;
  decision: Decision;
  volunteer: { id: string; standing: Member["standing"] } | null;
  /** In which they are answered. */
  locale: Locale;
  kind: string;
  danger: boolean;
  place: GuessedPlace;
  city: { emergencyNumber: string; zone: string };
};

/** What is answered: `sms:answer.<name>`. */
export type Answer = {
  name: string;
  params?: Record<string, string | number>;
  /** The request whose standing is said. */
  request?: OwnRequest;
  refused?: Refusal;
};
export type Acted = {
  meaning: Meaning;
  requestId?: string | null;
  personId?: string | null;
  answer: Answer | null;
};

/** Does what a message says, through the same steps as the pages; what is refused leaves nothing and is answered. */
export async function actOn(tx: Tx, ctx: Inside, act: Act): Promise<Acted> {
  const { decision } = act;
  switch (decision.do) {
    case "ask":
      return askForHelp(tx, ctx, act);
    case "note":
      return addNote(tx, ctx, act, decision.request);
    case "status":
      return about("status", decision.request, { name: "status", request: decision.request });
    case "over":
      return about("cancel", decision.request, { name: "over", request: decision.request });
    case "confirm_cancel":
      return about("cancel", decision.request, { name: "confirm_cancel" });
    case "cancel":
      return ofResident(tx, ctx, decision.request, "cancel", "cancelled", cancelOwn);
    case "undo":
      return ofResident(tx, ctx, decision.request, "undo", "back", undoOwn);
    case "outcome":
      return tellOutcome(tx, ctx, act, decision);
    case "which_request": {
      const codes = decision.of.map(({ code }) => code.replace(/(\d{4})/, "$1 ")).join(", ");
      return { meaning: "unclear", answer: { name: "which_request", params: { codes } } };
    }
    case "answer":
      return answerAsked(tx, ctx, act, decision);
    case "progress":
      return tellProgress(tx, ctx, act, decision);
    case "safe":
    case "unsafe":
      return tellSafety(tx, ctx, act, decision);
    case "coming":
    case "cant_come":
      return tellComing(tx, ctx, act, decision);
    case "free":
    case "not_free":
      return tellFree(tx, ctx, act, decision);
    case "team_note":
      return noteOnTask(tx, ctx, act, decision.part);
    case "which_task": {
      const params = { numbers: decision.numbers.join(", ") };
      return { meaning: "unclear", answer: { name: "which_task", params } };
    }
    default:
      return {
        meaning: decision.do === "nothing" ? "status" : "unclear",
        answer: { name: decision.do },
      };
  }
}

const about = (meaning: Meaning, { id, code }: OwnRequest, answer: Answer): Acted => ({
  meaning,
  requestId: id,
  answer: { ...answer, params: { code, ...answer.params } },
});

/** Undone alone where it is refused: the message itself is kept, and answered. */
async function attempt<Value>(
  tx: Tx,
  step: (inner: Tx) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  let refused: Refusal | null = null;
  try {
    return await tx.transaction(async (inner) => {
      const result = await step(inner);
      if (!result.ok) {
        refused = result;
        throw new Undone();
      }
      return result;
    });
  } catch (fault) {
    if (refused) return refused;
    if (violatedConstraint(fault) !== null) return refuse("taken");
    throw fault;
  }
}
class Undone extends Error {}

async function askForHelp(tx: Tx, ctx: Inside, act: Act): Promise<Acted> {
  const { phone: from, text, locale, kind, place, danger } = act;
  const asked = await takeText(tx, ctx, { from, text, locale, kind, place });
  // A message without a word.
  if (!asked.ok) return { meaning: "unclear", answer: { name: "nothing" } };
  const { id, code } = asked.value;
  const name = `${danger ? "danger" : "taken"}${place.known ? "" : "_where"}`;
  return { meaning: "request", requestId: id, answer: { name, params: { code } } };
}

/** Answers that ask where somebody is. */
const WHERE = ["answer.taken_where", "answer.danger_where"];
const QUIET_MINUTES = 30;

async function addNote(tx: Tx, ctx: Inside, act: Act, { id, code }: OwnRequest): Promise<Acted> {
  const own = await lockForResident(tx, ctx, eq(request.id, id));
  if (!own.ok) return { meaning: "unclear", answer: null };
  const { found, resident } = own.value;
  const before = await tx
    .select({ template: sms.template, at: sms.createdAt })
    .from(sms)
    .where(eq(sms.requestId, id));
  const wasAsked = before.some(({ template }) => WHERE.includes(template));
  const place = wasAsked || act.place.known ? act.place : null;
  const { placed } = await addText(tx, resident, found, { text: act.text, place });
  const since = ctx.now.getTime() - QUIET_MINUTES * 60_000;
  const lately = before.some(
    ({ template, at }) => template === "answer.noted" && at.getTime() > since,
  );
  const name = placed ? "placed" : "noted";
  // Whoever writes ten times is answered once, and two machines do not go on for ever.
  const answer = lately && !placed ? null : { name, params: { code } };
  return { meaning: "note", requestId: id, answer };
}

type OwnStep = typeof cancelOwn;

async function ofResident(
  tx: Tx,
  ctx: Inside,
  own: OwnRequest,
  meaning: Meaning,
  name: string,
  step: OwnStep,
): Promise<Acted> {
  const told = await attempt(tx, async (inner) => {
    const locked = await lockForResident(inner, ctx, eq(request.id, own.id));
    return locked.ok ? step(inner, locked.value.resident, locked.value.found) : locked;
  });
  return about(meaning, own, told.ok ? { name } : { name: "over", request: own });
}

async function tellOutcome(
  tx: Tx,
  ctx: Inside,
  { text }: Act,
  { request: own, came }: Extract<Decision, { do: "outcome" }>,
): Promise<Acted> {
  const told = await attempt(tx, async (inner) => {
    const locked = await lockForResident(inner, ctx, eq(request.id, own.id));
    if (!locked.ok) return locked;
    const { found, resident } = locked.value;
    const taken = await takeAnswer(inner, resident, found, came);
    // What was missing stands in the words.
    if (taken.ok && came === "no" && text.length > 4)
      await addText(inner, resident, found, { text, place: null });
    return taken;
  });
  const name = came === "yes" ? "thanks" : "not_come";
  return about("outcome", own, told.ok ? { name } : { name: "over", request: own });
}

const memberOf = ({ volunteer }: Act): Member => ({
  kind: "member",
  personId: volunteer!.id as PersonId,
  standing: volunteer!.standing,
  districts: [],
  administrator: false,
});

async function answerAsked(
  tx: Tx,
  ctx: Inside,
  act: Act,
  { asked, yes }: Extract<Decision, { do: "answer" }>,
): Promise<Acted> {
  const own = { ...ctx, actor: memberOf(act) };
  const { id } = asked;
  if (asked.kind === "place") {
    const told = await attempt(tx, (inner) => answerSlot.run(inner, own, { id, answer: yes }));
    const name = told.ok ? (yes ? "shift_yes" : "shift_no") : "refused";
    const refused = told.ok ? {} : { refused: told };
    return { meaning: "answer", answer: { name, params: { number: asked.number }, ...refused } };
  }
  const told = await attempt<unknown>(tx, (inner) =>
    answerOffer.run(inner, own, { id, answer: yes ? "yes" : "no", reason: undefined, note: "" }),
  );
  const params = { number: asked.number };
  if (!told.ok) return { meaning: "answer", answer: { name: "refused", params, refused: told } };
  return { meaning: "answer", answer: { name: yes ? "said_yes" : "said_no", params } };
}

const NAMES: Record<Step, string> = { en_route: "on_the_way", on_site: "there", done: "done" };

/** By way of the steps before it, which nobody writes a message for. */
async function tellProgress(
  tx: Tx,
  ctx: Inside,
  act: Act,
  { part, to }: Extract<Decision, { do: "progress" }>,
): Promise<Acted> {
  const own = { ...ctx, actor: memberOf(act) };
  const { taskId: id, number } = part;
  const told = await attempt(tx, async (inner): Promise<Result<null>> => {
    const step = (next: Exclude<Step, "done">) => reportProgress.run(inner, own, { id, to: next });
    if (part.state === "accepted" && to !== "en_route") {
      const left = await step("en_route");
      if (!left.ok) return left;
    }
    if (to !== "done") return step(to);
    return completeTask.run(inner, own, { id, ticked: [], note: "", reports: [] });
  });
  const answer = told.ok
    ? { name: NAMES[to], params: { number } }
    : { name: "refused", params: { number }, refused: told };
  return { meaning: "progress", answer };
}

/** They are all right; or they are not, and the coordinators hear of it at once, in the words that came with it. */
async function tellSafety(
  tx: Tx,
  ctx: Inside,
  act: Act,
  { do: name, part }: Extract<Decision, { do: "safe" | "unsafe" }>,
): Promise<Acted> {
  const own = { ...ctx, actor: memberOf(act) };
  const { taskId: id, number } = part;
  const told = await attempt(tx, (inner) =>
    name === "safe"
      ? reportSafe.run(inner, own, { id })
      : reportProblem.run(inner, own, { id, problem: "unsafe" }),
  );
  const params = { number };
  if (!told.ok) return { meaning: "progress", answer: { name: "refused", params, refused: told } };
  const hasWords = name === "unsafe" && act.text.length > 4;
  const noted = hasWords ? await noteOnTask(tx, ctx, act, part) : {};
  return { ...noted, meaning: "progress", answer: { name, params } };
}

/** They are still coming; or they are not, and leave their task. */
async function tellComing(
  tx: Tx,
  ctx: Inside,
  act: Act,
  { do: name, part }: Extract<Decision, { do: "coming" | "cant_come" }>,
): Promise<Acted> {
  const own = { ...ctx, actor: memberOf(act) };
  const { taskId: id, number } = part;
  const told = await attempt(tx, (inner) =>
    name === "coming"
      ? reportComing.run(inner, own, { id, minutes: null })
      : withdraw.run(inner, own, { id, reason: "other", note: "" }),
  );
  const params = { number };
  if (!told.ok) return { meaning: "progress", answer: { name: "refused", params, refused: told } };
  return { meaning: "progress", answer: { name, params } };
}

/** They are free for some hours from now, or not any more. */
async function tellFree(
  tx: Tx,
  ctx: Inside,
  act: Act,
  decision: Extract<Decision, { do: "free" | "not_free" }>,
): Promise<Acted> {
  const own = { ...ctx, actor: memberOf(act) };
  if (decision.do === "not_free") {
    await attempt(tx, (inner) => endFree.run(inner, own, {}));
    return { meaning: "free_time", answer: { name: "free_ended" } };
  }
  const hours = Math.min(Math.max(decision.hours, 1), MOST_FREE_HOURS);
  const told = await attempt(tx, (inner) => sayFree.run(inner, own, { hours }));
  const answer: Answer = told.ok
    ? { name: "free_until", params: { at: told.value.until } }
    : { name: "refused", params: { number: hours }, refused: told };
  return { meaning: "free_time", answer };
}

async function noteOnTask(tx: Tx, ctx: Inside, act: Act, { taskId, number }: Part): Promise<Acted> {
  const [served] = await tx
    .select({ id: taskRequest.requestId })
    .from(taskRequest)
    .where(eq(taskRequest.taskId, taskId))
    .orderBy(taskRequest.position)
    .limit(1);
  // A task of no request has no thread: whoever reads new requests reads it.
  if (!served) return askForHelp(tx, ctx, act);
  await writeVolunteerNote(tx, { ...ctx, actor: memberOf(act) }, served.id, act.text);
  return {
    meaning: "team_note",
    requestId: served.id,
    answer: { name: "team_noted", params: { number } },
  };
}
