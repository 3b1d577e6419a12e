import type { AssignmentState } from "../../dispatch/states";
import type { Locale } from "../../platform/types";
import type { Cover, RequestState, Trouble } from "../../requests/states";
import { OPEN_STATES } from "../../requests/states";
import type { ClosingReason } from "../../requests/types";
import type { ReadSms } from "./read-sms";

/** A request that was made with the number which a message comes from, the newest first. */
export type OwnRequest = {
  id: string;
  code: string;
  locale: Locale;
  /** The one that it was merged into, whose standing it has; null where it stands for itself. */
  mergedInto: string | null;
  state: RequestState;
  cover: Cover;
  trouble: Trouble | null;
  reason: ClosingReason | null;
  isCritical: boolean;
  /** Whoever asked may still take back that it ended. */
  mayTakeBack: boolean;
};
/** A task, or a slot in a shift by its sign-up; `number` is what the task or shift is called by. */
export type Asked = { kind: "task" | "place"; id: string; number: number };
export type Part = {
  taskId: string;
  number: number;
  state: AssignmentState;
  /** They are asked whether they are all right. */
  safetyAsked: boolean;
  /** They are asked whether they are still coming, and have not answered. */
  comingAsked: boolean;
};

export type Facts = {
  said: ReadSms;
  /** The words mention danger to life. */
  danger: boolean;
  /** The words mention a kind of help. */
  asksForHelp: boolean;
  requests: readonly OwnRequest[];
  /** Of the volunteer whose number it is proven to be: what they were asked, and where they go. */
  isVolunteer: boolean;
  asked: readonly Asked[];
  parts: readonly Part[];
};

export type Step = "en_route" | "on_site" | "done";
export type Decision =
  | { do: "ask" }
  | { do: "note" | "cancel" | "confirm_cancel" | "undo"; request: OwnRequest }
  | { do: "status"; request: OwnRequest }
  | { do: "outcome"; request: OwnRequest; came: "yes" | "no" }
  | { do: "over"; request: OwnRequest }
  | { do: "which_request"; of: readonly OwnRequest[] }
  | { do: "answer"; asked: Asked; yes: boolean }
  | { do: "progress"; part: Part; to: Step }
  /** Numbers of tasks, and codes of requests. */
  | { do: "which_task"; numbers: readonly (number | string)[] }
  | { do: "safe" | "unsafe"; part: Part }
  | { do: "coming" | "cant_come"; part: Part }
  | { do: "free"; hours: number }
  | { do: "not_free" }
  | { do: "team_note"; part: Part }
  | { do: "nothing" | "no_offer" };

/** What "free" means without a number. */
const USUAL_FREE_HOURS = 2;

const STEPS: Partial<Record<string, Step>> = {
  on_the_way: "en_route",
  there: "on_site",
  done: "done",
};

/**
 * What a text message is taken for. Nothing is thrown away: what is no word that fits becomes a request or a message on one, which
 * a person reads.
 */
export function decideSms(all: Facts): Decision {
  const { said } = all;
  const facts = said.code === null ? { ...all, requests: apart(all.requests) } : all;
  return (
    asVolunteer(facts) ?? (said.word ? asResident(facts, said.word) : null) ?? inOwnWords(facts)
  );
}

/** Whoever asked twice means the one that both were merged into. */
const apart = (requests: readonly OwnRequest[]) =>
  requests.filter(({ mergedInto }) => !requests.some(({ id }) => id === mergedInto));

/** A volunteer's yes or no to what they were asked, and how far they are. */
function asVolunteer({ said, isVolunteer, asked, parts, requests }: Facts): Decision | null {
  const { word, number } = said;
  const there = parts.filter(({ safetyAsked }) => safetyAsked);
  const anxious = there.find((one) => one.number === number) ?? there[0];
  const namesOffer = asked.some((one) => one.number === number);
  if (anxious && (word === "fine" || (word === "yes" && asked.length === 0)))
    return { do: "safe", part: anxious };
  // However it goes on, and whatever else they were asked: it may be the only message that they can send.
  if (anxious && said.startsWithNo && !namesOffer) return { do: "unsafe", part: anxious };
  const awaited = requests.filter(({ state }) => state === "fulfilled");
  const answered = asComing({ said, parts, asked, awaited });
  if (answered) return answered;
  // Who is busy is not free for what they were asked either.
  if (isVolunteer && word === "not_free" && asked.length === 0) return { do: "not_free" };
  if (isVolunteer && word === "free") return { do: "free", hours: number ?? USUAL_FREE_HOURS };
  const step = STEPS[word ?? ""];
  if (step && parts.length > 0) {
    const [part] = number === null ? parts : parts.filter((one) => one.number === number);
    if (part && (number !== null || parts.length === 1)) return { do: "progress", part, to: step };
    return { do: "which_task", numbers: parts.map((one) => one.number) };
  }
  const no = word === "two" || word === "no" || word === "not_free";
  const answers = word === "one" || word === "yes" || no;
  if (!answers || asked.length === 0) return null;
  const yes = !no;
  const [one] = number === null ? asked : asked.filter((other) => other.number === number);
  if (one && (number !== null || asked.length === 1)) return { do: "answer", asked: one, yes };
  return { do: "which_task", numbers: asked.map((other) => other.number) };
}

type MayAnswer = Pick<Facts, "said" | "parts" | "asked"> & { awaited: readonly OwnRequest[] };

/**
 * Whether somebody who was asked is still coming. One word alone: "no problem" begins with a no, and what else they write is read by a
 * coordinator. Without a number it is no answer where it could be one to an offer, or to whether help came that they asked for themselves.
 */
function asComing({ said, parts, asked, awaited }: MayAnswer): Decision | null {
  const { word, number, code } = said;
  if (code !== null) return null;
  const questions = parts.filter(({ comingAsked }) => comingAsked);
  const part = number === null ? questions[0] : questions.find((one) => one.number === number);
  if (!part) return null;
  // A step is a step; said once more, it answers.
  const onTheWay = word === "on_the_way" && part.state === "en_route";
  const yes = word === "yes" || word === "one" || word === "fine" || onTheWay;
  const no = word === "no" || word === "two" || word === "not_free";
  if (!yes && !no) return null;
  const numbers = [...questions, ...asked].map((one) => one.number);
  if (number === null && numbers.length + awaited.length > 1)
    return { do: "which_task", numbers: [...numbers, ...awaited.map((one) => one.code)] };
  return { do: yes ? "coming" : "cant_come", part };
}

const isOpen = ({ state }: OwnRequest) => OPEN_STATES.includes(state);
/** It ends, and help for it is confirmed, by itself; of a merged one that is the other's. */
const standsAlone = ({ mergedInto }: OwnRequest) => mergedInto === null;

function asResident(
  { said, requests }: Facts,
  word: NonNullable<ReadSms["word"]>,
): Decision | null {
  const { code } = said;
  const own = code === null ? requests : requests.filter((one) => one.code === code);
  const among = (
    fitting: readonly OwnRequest[],
    then: (one: OwnRequest) => Decision,
  ): Decision | null => {
    const [one] = fitting;
    if (!one) return null;
    return fitting.length === 1 ? then(one) : { do: "which_request", of: fitting };
  };
  const [newest] = own;
  switch (word) {
    case "status":
      return newest ? { do: "status", request: own.find(isOpen) ?? newest } : { do: "nothing" };
    case "cancel":
      // What they do not need any more is a message for whoever works on both.
      if (!own.some((one) => standsAlone(one) && isOpen(one)) && own.some(isOpen)) return null;
      return (
        among(
          own.filter((one) => standsAlone(one) && isOpen(one)),
          (request) =>
            // Whose number a message comes from can be forged; the code went to the true one.
            request.isCritical && code === null
              ? { do: "confirm_cancel", request }
              : { do: "cancel", request },
        ) ?? (newest ? { do: "over", request: newest } : { do: "nothing" })
      );
    case "back":
      return among(
        own.filter((one) => one.mayTakeBack),
        (request) => ({ do: "undo", request }),
      );
    case "yes":
    case "no":
      return among(
        own.filter((one) => one.state === "fulfilled" && (word === "no" || standsAlone(one))),
        (request) => ({
          do: "outcome",
          request,
          came: word,
        }),
      );
    case "one":
    case "two":
      // An answer that comes too late, or by somebody whose number nobody has proven.
      return requests.length === 0 ? { do: "no_offer" } : null;
    default:
      return null;
  }
}

/** Words of their own: a no that goes on, a message on what they asked for, or something new. */
function inOwnWords({ said, danger, asksForHelp, requests, parts }: Facts): Decision {
  const waiting = requests.filter(({ state }) => state === "fulfilled");
  const [awaited] = waiting;
  if (said.startsWithNo && awaited && waiting.length === 1)
    return { do: "outcome", request: awaited, came: "no" };
  const own = requests.filter(({ code }) => said.code === null || code === said.code);
  const open = own.find(isOpen) ?? requests.find(isOpen);
  // New danger is not hidden among the messages of a request that others are at already.
  if (danger && !(open && open.state === "submitted" && standsAlone(open))) return { do: "ask" };
  const [part] = parts;
  if (part && !open) return { do: "team_note", part };
  if (open) return { do: "note", request: open };
  const [latest] = own;
  return latest && !asksForHelp ? { do: "note", request: latest } : { do: "ask" };
}
