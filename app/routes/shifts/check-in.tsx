import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { typedText } from "../../platform/form";
import { refuse } from "../../platform/types";
import { checkIn, shiftOfCode } from "../../shifts/commands/check-in.server";
import { digitsOf } from "../../shifts/form";
import { openOwnShift } from "../../shifts/queries/own-shift.server";
import { CheckInPage } from "../../shifts/view/check-in-page";
import { answer, perform, readSent, refused } from "../answer.server";
import { type MemberCtx, requireVolunteer } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";
import { stepRefusal } from "./step.server";

export const handle = { face: "member" };
export const meta = titled("shifts:part.check-in");

/**
 * A code is six digits: whoever tries many is stopped. Each try is counted before it is judged, and a right one given back;
 * outside the command, since a wrong try must count although it is refused.
 */
async function lookUp(ctx: MemberCtx, code: string) {
  const { checkIn: limit } = ctx.limits;
  const { personId } = ctx.actor;
  if (!/^\d{6}$/.test(code)) return null;
  if (!(await limit.consume(personId))) return "flood" as const;
  const found = await shiftOfCode(ctx.db, code);
  if (found) await limit.giveBack(personId);
  return found;
}

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireVolunteer(args);
  const code = digitsOf(new URL(args.request.url).searchParams.get("code") ?? "");
  const looked = await lookUp(ctx, code);
  const found = looked === "flood" ? null : looked;
  const opened = found && (await openOwnShift(ctx, found.id));
  const missing = code !== "" && !found;
  if (!found || !opened) return { code, found: null, roles: null, missing };
  const { id, place, during } = found;
  const roles = opened.own?.live
    ? null
    : opened.roles
        .filter(({ held, capacity }) => held < capacity)
        .map(({ id, title, skills, whyNotWalkIn }) => ({
          id,
          title,
          skills,
          whyNot: whyNotWalkIn,
        }));
  return { code, found: { id, place, window: during }, roles, missing };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireVolunteer(args);
  const sent = await readSent(args.request);
  const looked = await lookUp(ctx, digitsOf(typedText(sent.typed, "code")));
  if (looked === "flood") return refused({}, refuse("flood"));
  if (!looked) return refused({}, refuse("shift.code"));
  const came = await perform(ctx, checkIn, sent);
  return answer(sent, stepRefusal(came), (shift) => `/shifts/${shift}`);
}

export default function CheckIn() {
  const { refusal } = useAnswer();
  return <CheckInPage {...useLoaderData<typeof loader>()} refused={refusal} />;
}
