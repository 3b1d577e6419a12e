import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { isIn } from "../../../drizzle/schema/columns";
import { shiftRole, signUp, swap } from "../../../drizzle/schema/shifts";
import { lockPeople } from "../../accounts/commands/commitment.server";
import { record } from "../../audit/commands/record.server";
import { type Lifecycle, transition } from "../../audit/commands/transition.server";
import { command } from "../../platform/command.server";
import type { Acting, Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { secretHash } from "../../platform/secret.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import { agreeForm, answerSwapForm, idForm } from "../form";
import { isMember } from "../policy";
import { LIVE_SWAPS, swapTransitions } from "../states";
import type { SwapState } from "../types";
import { linkAlone } from "./link.server";
import { addSignUp, judge, type LockedSignUp, lockRole, moveSignUp } from "./sign-ups.server";

const LINK = "swap link";
export const swapHash = (token: string) => secretHash("swap", token);
type SwapRow = typeof swap.$inferSelect;

const life: Lifecycle<"swap", typeof swap, SwapState> = {
  thing: "swap",
  table: swap,
  transitions: swapTransitions,
  refusal: "swap.gone",
};

/** Moves a swap, whose slot is locked, one step. Gives the row as it is now. Refuses: `swap.gone`, `conflict`. */
const moveSwap = (
  tx: Tx,
  ctx: Acting,
  row: SwapRow,
  to: SwapState,
  set: Partial<SwapRow> = {},
): Promise<Result<SwapRow>> =>
  transition(tx, ctx, life, row, to, {
    type: `swap.${to}`,
    set,
    data: { sign_up: row.signUpId },
  });

/**
 * A link by which one colleague takes over a slot or exchanges it for one of theirs; the one before stops working. It is
 * the holder who hands it on: nobody sees who else volunteers. Gives the link's secret. Refuses: `shift.unknown`, `shift.begun`.
 */
export const proposeSwap = command({
  name: "swap.propose",
  input: idForm,
  may: isMember,
  outcome: linkAlone(LINK),
  run: async (tx, ctx: Inside<Member>, { id }) => {
    const [own] = await lockBoth(tx, [id]);
    if (own?.row.personId !== ctx.actor.personId || own.row.state !== "signed_up")
      return refuse("shift.unknown");
    if (own.shift.during.from <= ctx.now) return refuse("shift.begun");
    const ended = await endSwaps(tx, ctx, id);
    if (!ended.ok) return ended;
    const token = ctx.change.secret(LINK);
    const [made] = await tx
      .insert(swap)
      .values({
        tokenHash: swapHash(token),
        signUpId: id,
        state: "open",
        createdAt: ctx.now,
        stateAt: ctx.now,
      })
      .returning({ id: swap.id });
    const line = { thingId: made!.id, toState: "open", data: { sign_up: id } } as const;
    await record(tx, ctx, { ...line, type: "swap.open" });
    return done(token);
  },
});

async function endSwaps(tx: Tx, ctx: Acting, signUpId: string): Promise<Result<null>> {
  const live = await tx
    .select()
    .from(swap)
    .where(and(eq(swap.signUpId, signUpId), isIn(swap.state, LIVE_SWAPS)))
    .for("update");
  for (const row of live) {
    const ended = await moveSwap(tx, ctx, row, "withdrawn");
    if (!ended.ok) return ended;
  }
  return done(null);
}

/** Locks sign-ups with their people and roles: people by id, roles by id, then the rows, in the order asked. */
async function lockBoth(
  tx: Tx,
  ids: readonly string[],
  more: readonly string[] = [],
): Promise<LockedSignUp[]> {
  const rows = await tx
    .select()
    .from(signUp)
    .where(inArray(signUp.id, [...ids]));
  await lockPeople(tx, [...rows.map(({ personId }) => personId), ...more]);
  await tx
    .select({ id: shiftRole.id })
    .from(shiftRole)
    .where(
      inArray(
        shiftRole.id,
        rows.map(({ roleId }) => roleId),
      ),
    )
    .orderBy(asc(shiftRole.id))
    .for("update");
  const halves: LockedSignUp[] = [];
  for (const id of ids) {
    const [row] = await tx.select().from(signUp).where(eq(signUp.id, id)).for("update");
    const locked = row && (await lockRole(tx, row.roleId));
    if (locked) halves.push({ ...locked, row });
  }
  return halves;
}

async function liveSwap(tx: Tx, of: ReturnType<typeof eq>) {
  const [found] = await tx
    .select()
    .from(swap)
    .where(and(of, isIn(swap.state, LIVE_SWAPS)));
  return found ?? null;
}

/**
 * The colleague with the link answers: takes the slot at once, or, with `given`, offers one of their own for it, to which
 * the holder must agree. A slot that others wait for can only be exchanged. Gives the shift's id. Refuses: `swap.gone`,
 * `swap.own`, `swap.waiting`, `swap.answered`, `shift.unknown`, `shift.<why not>`.
 */
export const answerSwap = command({
  name: "swap.answer",
  input: answerSwapForm,
  may: isMember,
  violations: { sign_up_once: "shift.already" },
  run: async (tx, ctx: Inside<Member>, { token, given }) => {
    const { personId } = ctx.actor;
    const found = await liveSwap(tx, eq(swap.tokenHash, swapHash(token)));
    if (!found) return refuse("swap.gone");
    const ids = given ? [found.signUpId, given] : [found.signUpId];
    const [theirs, mine] = await lockBoth(tx, ids, [personId]);
    const stands = await liveSwap(tx, eq(swap.id, found.id));
    if (!stands || theirs?.row.state !== "signed_up") return refuse("swap.gone");
    if (theirs.row.personId === personId) return refuse("swap.own");
    // The holder may be reading the offer that stands; it is theirs to decline it.
    if (given && (await stillOffered(tx, stands))) return refuse("swap.answered");
    if (given && (mine?.row.personId !== personId || mine.row.state !== "signed_up"))
      return refuse("shift.unknown");
    const except = mine ? [mine.row.id] : [];
    const wish = { personId, party: theirs.row.party, except };
    const { reasons, clash } = await judge(tx, ctx.now, theirs, wish);
    if (reasons[0]) return refuse(`shift.${reasons[0]}`, { at: (clash ?? ctx.now).toISOString() });
    const { id: shiftId } = theirs.shift;
    if (mine) {
      // What was offered before has been left by its colleague.
      const open =
        stands.state === "answered"
          ? await moveSwap(tx, ctx, stands, "open", { otherId: null })
          : done(stands);
      if (!open.ok) return open;
      const answered = await moveSwap(tx, ctx, open.value, "answered", { otherId: mine.row.id });
      return answered.ok ? done(shiftId) : answered;
    }
    if (await anybodyWaits(tx, theirs.role.id)) return refuse("swap.waiting");
    const handed = await hand(tx, ctx, theirs, personId);
    if (!handed.ok) return handed;
    const swapped = await moveSwap(tx, ctx, stands, "done");
    return swapped.ok ? done(shiftId) : swapped;
  },
});

/** Whether a slot is offered in exchange, and its holder has not left it since. */
async function stillOffered(tx: Tx, { state, otherId }: SwapRow): Promise<boolean> {
  if (state !== "answered" || !otherId) return false;
  const [other] = await tx
    .select({ state: signUp.state })
    .from(signUp)
    .where(eq(signUp.id, otherId));
  return other?.state === "signed_up";
}

const anybodyWaits = async (tx: Tx, roleId: string) => {
  const [row] = await tx
    .select({ is: sql<boolean>`true` })
    .from(signUp)
    .where(and(eq(signUp.roleId, roleId), eq(signUp.state, "waitlisted")))
    .limit(1);
  return row !== undefined;
};

/** One slot goes from hand to hand: nobody on the waitlist is passed over, since none was free. */
async function hand(tx: Tx, ctx: Acting, half: LockedSignUp, to: string): Promise<Result<null>> {
  const left = await moveSignUp(tx, ctx, half.row, "withdrawn", { reason: "swapped" });
  if (!left.ok) return left;
  await addTo(tx, ctx, half, to);
  return done(null);
}

const addTo = (tx: Tx, ctx: Acting, half: LockedSignUp, personId: string) => {
  const { party, partyName } = half.row;
  return addSignUp(tx, ctx, half, { personId, state: "signed_up", party, partyName });
};

/**
 * The holder agrees to the exchange for the slot `other` that they have read of, or does not and the link stays open.
 * Refuses: `swap.gone`, `shift.<why not>` of whoever of the two can't any more.
 */
export const agreeSwap = command({
  name: "swap.agree",
  input: agreeForm,
  may: isMember,
  violations: { sign_up_once: "shift.already" },
  run: async (tx, ctx: Inside<Member>, { swap: id, other, answer: yes }) => {
    const found = await liveSwap(tx, eq(swap.id, id));
    if (found?.otherId !== other) return refuse("swap.gone");
    const [mine, theirs] = await lockBoth(tx, [found.signUpId, other]);
    const stands = await liveSwap(tx, eq(swap.id, id));
    if (mine?.row.personId !== ctx.actor.personId) return refuse("swap.gone");
    if (stands?.state !== "answered" || stands.otherId !== other) return refuse("swap.gone");
    if (!yes) {
      const open = await moveSwap(tx, ctx, stands, "open", { otherId: null });
      return open.ok ? done(null) : open;
    }
    if (mine.row.state !== "signed_up" || theirs?.row.state !== "signed_up")
      return refuse("swap.gone");
    for (const [half, given] of [
      [mine, theirs],
      [theirs, mine],
    ] as const) {
      const wish = {
        personId: given.row.personId,
        party: half.row.party,
        except: [given.row.id],
      };
      const { reasons, clash } = await judge(tx, ctx.now, half, wish);
      if (reasons[0])
        return refuse(`shift.${reasons[0]}`, { at: (clash ?? ctx.now).toISOString() });
    }
    // Both leave before either comes, so that nobody is in two places in between.
    const left = await moveSignUp(tx, ctx, mine.row, "withdrawn", { reason: "swapped" });
    if (!left.ok) return left;
    const handed = await hand(tx, ctx, theirs, mine.row.personId);
    if (!handed.ok) return handed;
    await addTo(tx, ctx, mine, theirs.row.personId);
    const swapped = await moveSwap(tx, ctx, stands, "done");
    return swapped.ok ? done(null) : swapped;
  },
});
