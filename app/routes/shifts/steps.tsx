import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { readTyped, typedText } from "../../platform/form";
import { type Result, refuse } from "../../platform/types";
import { checkOut } from "../../shifts/commands/attend.server";
import { leaveNote } from "../../shifts/commands/leave-note.server";
import { answerPlace, leaveShift, takePlace } from "../../shifts/commands/sign-up.server";
import { agreeSwap, proposeSwap } from "../../shifts/commands/swap.server";
import { isShiftId } from "../../shifts/queries/own-shift.server";
import { refused } from "../answer.server";
import type { MemberCtx } from "../gate.server";
import { RefusedStep } from "../refused-step";
import { requireOwnShift } from "./own.server";

type Step = { ctx: MemberCtx; shift: string; own: string; said: (name: string) => string };

/** How many come, 1 to 50; null for what is no such number. Who says nothing comes alone. */
function partyOf(text: string): number | null {
  const party = Number(text.trim() || "1");
  return Number.isInteger(party) && party >= 1 && party <= 50 ? party : null;
}

/** What a volunteer does about a shift, by the last part of the address. */
const STEPS: Record<string, (step: Step) => Promise<Result<unknown>>> = {
  "sign-ups": async ({ ctx, said }) => {
    const party = partyOf(said("party"));
    if (!isShiftId(said("role"))) return refuse("shift.unknown");
    if (party === null) return refuse("shift.party");
    const partyName = said("partyName").trim().slice(0, 120);
    return takePlace(ctx, said("role"), { party, partyName });
  },
  answers: ({ ctx, own, said }) => answerPlace(ctx, own, said("answer") === "yes"),
  withdrawals: ({ ctx, own, said }) => leaveShift(ctx, own, said("word").slice(0, 500)),
  "check-outs": ({ ctx, own }) => checkOut(ctx, own),
  notes: ({ ctx, shift, said }) => leaveNote(ctx, shift, said("body").slice(0, 2000)),
  swaps: ({ ctx, own }) => proposeSwap(ctx, own),
  agreements: async ({ ctx, said }) =>
    isShiftId(said("swap")) && isShiftId(said("other"))
      ? agreeSwap(ctx, said("swap"), { otherId: said("other"), yes: said("answer") === "yes" })
      : refuse("swap.gone"),
};

export async function action(args: ActionFunctionArgs) {
  const { ctx, opened } = await requireOwnShift(args);
  const typed = readTyped(await args.request.formData());
  const name = new URL(args.request.url).pathname
    .replace(/\.data$/, "")
    .split("/")
    .at(-1)!;
  const own = opened.own?.id;
  if (!own && name !== "sign-ups") return refused(typed, refuse("shift.unknown"));
  const step = {
    ctx,
    shift: opened.shift.id,
    own: own ?? "",
    said: (of: string) => typedText(typed, of),
  };
  const result = await STEPS[name]!(step);
  if (!result.ok) return refused(typed, result);
  const to = `/shifts/${opened.shift.id}`;
  return redirect(name === "swaps" ? `${to}?swap=${result.value}#swap` : to, 303);
}

export default function Steps() {
  return <RefusedStep />;
}
