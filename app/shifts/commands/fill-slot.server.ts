import { lockPeople } from "../../accounts/commands/commitment.server";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import { done, type Member, refuse } from "../../platform/types";
import { fillForm } from "../form";
import { keepsShifts, mayKeepShift } from "../policy";
import { answerBy, isSoft, mayCheckIn } from "../rules/sign-up";
import { walkIn } from "./check-in.server";
import { addSignUp, freeIn, holdUntil, judge, lockRole } from "./sign-ups.server";

/**
 * A coordinator fills a slot with somebody, by one step from the list of those who could. `ask`: the slot is held until they
 * answer; `agreed`: they have said yes on the telephone; `walk_in`: they stand at the door. Refuses: `shift.unknown`,
 * `shift.<why not>` for a hard reason, `shift.needs_word` for a soft one without a word, `shift.full`, `shift.early`.
 */
export const fillSlot = command({
  name: "sign-up.fill",
  input: fillForm,
  may: keepsShifts,
  violations: { sign_up_once: "shift.already" },
  run: async (tx, ctx: Inside<Member>, { role, person: personId, how, word: note }) => {
    await lockPeople(tx, [personId]);
    const locked = await lockRole(tx, role);
    if (!locked || !mayKeepShift(ctx.actor, locked.shift)) return refuse("shift.unknown");
    const window = locked.shift.during;
    if (how === "walk_in")
      return mayCheckIn(ctx.now, window)
        ? walkIn(tx, ctx, locked, personId)
        : refuse("shift.early");
    const { reasons, clash } = await judge(tx, ctx.now, locked, { personId, party: 1 });
    const [reason] = reasons.filter((why) => why !== "opens_later");
    const at = (clash ?? window.from).toISOString();
    if (reason && !isSoft(reason)) return refuse(`shift.${reason}`, { at });
    if (reason && !note) return refuse("shift.needs_word");
    if ((await freeIn(tx, locked.role)) < 1) return refuse("shift.full");
    if (how === "agreed") {
      await addSignUp(tx, ctx, locked, { personId, state: "signed_up", note });
      return done(null);
    }
    const until = answerBy(ctx.now, window.from, ctx.city.zone);
    const asked = { state: "offered", answerBy: until, reason: "asked" } as const;
    const made = await addSignUp(tx, ctx, locked, { ...asked, personId, note });
    await holdUntil(tx, made.id, until);
    return done(null);
  },
});
