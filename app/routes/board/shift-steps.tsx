import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { readTyped, typedText } from "../../platform/form";
import { type Result, refuse } from "../../platform/types";
import { instantOf } from "../../platform/zone";
import { correctTimes, enterWalkIn, MARKS, markPlace } from "../../shifts/commands/attend.server";
import { fillPlace } from "../../shifts/commands/fill-place.server";
import { cancelShift, publishShift } from "../../shifts/commands/keep-shift.server";
import { leaveNote } from "../../shifts/commands/leave-note.server";
import { openPlaceCalendar } from "../../shifts/commands/open-calendar.server";
import { cancelFollowing } from "../../shifts/commands/series.server";
import { isShiftId } from "../../shifts/queries/own-shift.server";
import { refused } from "../answer.server";
import type { MemberCtx } from "../gate.server";
import { RefusedStep } from "../refused-step";
import { requireShift } from "./shift.server";

type Step = { ctx: MemberCtx; id: string; said: (name: string) => string };

/** What a coordinator does about a shift, by the last part of the address. */
const STEPS: Record<string, (step: Step) => Promise<Result<unknown>>> = {
  publications: ({ ctx, id, said }) => publishShift(ctx, id, Number(said("version"))),
  cancellations: ({ ctx, id, said }) => {
    const ending = { version: Number(said("version")), reason: said("reason").slice(0, 300) };
    return said("scope") === "following"
      ? cancelFollowing({ ...ctx, zone: ctx.city.zone }, id, ending)
      : cancelShift(ctx, id, ending);
  },
  fillings: async ({ ctx, said }) => {
    const [roleId, personId] = [said("role"), said("person")];
    if (!isShiftId(roleId) || !isShiftId(personId)) return refuse("shift.unknown");
    if (said("how") === "walk_in") return enterWalkIn(ctx, roleId, personId);
    const how = said("how") === "agreed" ? ("agreed" as const) : ("ask" as const);
    return fillPlace(ctx, { roleId, personId, how, word: said("word").slice(0, 300) });
  },
  marks: async ({ ctx, said }) => {
    const mark = MARKS.find((one) => one === said("mark"));
    return mark && isShiftId(said("place"))
      ? markPlace(ctx, said("place"), mark)
      : refuse("shift.unknown");
  },
  corrections: async ({ ctx, said }) => {
    const { zone } = ctx.city;
    const came = instantOf(said("in"), zone);
    if (!isShiftId(said("place"))) return refuse("shift.unknown");
    if (!came) return refuse("shift.times");
    const out = said("out") ? instantOf(said("out"), zone) : null;
    const word = said("word").slice(0, 300);
    return correctTimes(ctx, said("place"), {
      in: came,
      out,
      word,
      version: Number(said("version")),
    });
  },
  notes: ({ ctx, id, said }) => leaveNote(ctx, id, said("body").slice(0, 2000)),
  calendars: ({ ctx, id }) => openPlaceCalendar(ctx, id),
};

export async function action(args: ActionFunctionArgs) {
  const { ctx, opened } = await requireShift(args);
  const typed = readTyped(await args.request.formData());
  const name = new URL(args.request.url).pathname
    .replace(/\.data$/, "")
    .split("/")
    .at(-1)!;
  const { id } = opened.shift;
  const result = await STEPS[name]!({ ctx, id, said: (of) => typedText(typed, of) });
  if (!result.ok) return refused(typed, result);
  const to = `/board/shifts/${id}`;
  return redirect(name === "calendars" ? `${to}?calendar=${result.value}` : to, 303);
}

export default function Steps() {
  return <RefusedStep />;
}
