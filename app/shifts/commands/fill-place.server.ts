import { lockPeople } from "../../accounts/commands/commitment.server";
import type { Ctx } from "../../platform/context.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import { windowOf } from "../../platform/window.server";
import { mayKeepShift } from "../policy";
import { answerBy, isSoft } from "../rules/sign-up";
import { addSignUp, freeIn, holdUntil, judge, lockRole } from "./places.server";

type Filling = {
  roleId: string;
  personId: string;
  /** `ask`: the place is held until they answer; `agreed`: they have said yes on the telephone. */
  how: "ask" | "agreed";
  /** Why, where something speaks against it. */
  word: string;
};

/**
 * A coordinator fills a place with somebody: one step from the list of those who could. Refuses: `shift.unknown`,
 * `shift.<why not>` for a hard reason, `shift.needs_word` for a soft one without a word, `shift.full`.
 */
export async function fillPlace(
  ctx: Ctx<Member>,
  { roleId, personId, how, word }: Filling,
): Promise<Result<null>> {
  return ctx.db.transaction(async (tx) => {
    await lockPeople(tx, [personId]);
    const locked = await lockRole(tx, roleId);
    if (!locked || !mayKeepShift(ctx.actor, locked.shift)) return refuse("shift.unknown");
    const { reasons, clash } = await judge(tx, ctx.now, locked, { personId, party: 1 });
    const [reason] = reasons.filter((one) => one !== "opens_later");
    const at = (clash ?? windowOf(locked.shift.during).from).toISOString();
    if (reason && !isSoft(reason)) return refuse(`shift.${reason}`, { at });
    if (reason && !word.trim()) return refuse("shift.needs_word");
    if ((await freeIn(tx, locked.role)) < 1) return refuse("shift.full");
    const note = word.trim();
    if (how === "agreed") {
      await addSignUp(tx, ctx, locked, { personId, state: "signed_up", note });
      return done(null);
    }
    const until = answerBy(ctx.now, windowOf(locked.shift.during).from);
    const made = await addSignUp(tx, ctx, locked, {
      personId,
      state: "offered",
      answerBy: until,
      reason: "asked",
      note,
    });
    await holdUntil(tx, made.id, until);
    return done(null);
  });
}
