import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { shiftRole, signUp, swap } from "../../../drizzle/schema/shifts";
import { lockPeople } from "../../accounts/commands/commitment.server";
import { record } from "../../audit/commands/record.server";
import type { Ctx } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { newSecret, secretHash } from "../../platform/secret.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import { windowOf } from "../../platform/window.server";
import type { SwapState } from "../types";
import {
  addSignUp,
  judge,
  type Locked,
  lockRole,
  moveSignUp,
  type SignUpRow,
  type Who,
} from "./places.server";

export const swapHash = (token: string) => secretHash("swap", token);
type SwapRow = typeof swap.$inferSelect;

async function moveSwap(
  tx: Tx,
  ctx: Who,
  row: SwapRow | null,
  to: SwapState,
  set: Partial<SwapRow>,
) {
  const [moved] = row
    ? await tx
        .update(swap)
        .set({ ...set, state: to, stateAt: ctx.now })
        .where(eq(swap.id, row.id))
        .returning()
    : await tx
        .insert(swap)
        .values({ ...(set as SwapRow), state: to, createdAt: ctx.now, stateAt: ctx.now })
        .returning();
  await record(tx, ctx, {
    type: `swap.${to}`,
    thingId: moved!.id,
    fromState: row?.state,
    toState: to,
    data: { sign_up: moved!.signUpId },
  });
}

/**
 * A link by which one colleague takes over a place or exchanges it for one of theirs; the one before stops working. It is
 * the holder who hands it on: nobody sees who else volunteers. Gives the link's secret. Refuses: `shift.unknown`, `shift.begun`.
 */
export async function proposeSwap(ctx: Ctx<Member>, signUpId: string): Promise<Result<string>> {
  return ctx.db.transaction(async (tx) => {
    const locked = await lockBoth(tx, [signUpId]);
    const [own] = locked;
    if (own?.row.personId !== ctx.actor.personId || own.row.state !== "signed_up")
      return refuse("shift.unknown");
    if (windowOf(own.shift.during).from <= ctx.now) return refuse("shift.begun");
    await endSwaps(tx, ctx, signUpId);
    const token = newSecret();
    await moveSwap(tx, ctx, null, "open", { tokenHash: swapHash(token), signUpId });
    return done(token);
  });
}

async function endSwaps(tx: Tx, ctx: Who, signUpId: string) {
  const live = await tx
    .select()
    .from(swap)
    .where(and(eq(swap.signUpId, signUpId), inArray(swap.state, ["open", "answered"])))
    .for("update");
  for (const row of live) await moveSwap(tx, ctx, row, "withdrawn", {});
}

type Half = Locked & { row: SignUpRow };

/** Locks sign-ups with their people and roles: people by id, roles by id, then the rows, in the order asked. */
async function lockBoth(
  tx: Tx,
  ids: readonly string[],
  more: readonly string[] = [],
): Promise<Half[]> {
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
  const halves: Half[] = [];
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
    .where(and(of, inArray(swap.state, ["open", "answered"])));
  return found ?? null;
}

/**
 * The colleague with the link answers: takes the place at once, or, with `givenId`, offers one of their own for it, to which
 * the holder must agree. A place that others wait for can only be exchanged. Gives the shift's id. Refuses: `swap.gone`,
 * `swap.own`, `swap.waiting`, `swap.answered`, `shift.<why not>`.
 */
export async function answerSwap(
  ctx: Ctx<Member>,
  token: string,
  givenId: string | null,
): Promise<Result<string>> {
  const { personId } = ctx.actor;
  return ctx.db.transaction(async (tx) => {
    const found = await liveSwap(tx, eq(swap.tokenHash, swapHash(token)));
    if (!found) return refuse("swap.gone");
    const ids = givenId ? [found.signUpId, givenId] : [found.signUpId];
    const [theirs, mine] = await lockBoth(tx, ids, [personId]);
    const now = await liveSwap(tx, eq(swap.id, found.id));
    if (!now || theirs?.row.state !== "signed_up") return refuse("swap.gone");
    if (theirs.row.personId === personId) return refuse("swap.own");
    // The holder may be reading the offer that stands; it is theirs to decline it.
    if (givenId && (await stillOffered(tx, now))) return refuse("swap.answered");
    if (givenId && (mine?.row.personId !== personId || mine.row.state !== "signed_up"))
      return refuse("shift.unknown");
    const except = mine ? [mine.row.id] : [];
    const wish = { personId, party: theirs.row.party, except };
    const { reasons, clash } = await judge(tx, ctx.now, theirs, wish);
    if (reasons[0]) return refuse(`shift.${reasons[0]}`, { at: (clash ?? ctx.now).toISOString() });
    if (mine) {
      await moveSwap(tx, ctx, now, "answered", { otherId: mine.row.id });
      return done(theirs.shift.id);
    }
    if (await anybodyWaits(tx, theirs.role.id)) return refuse("swap.waiting");
    await hand(tx, ctx, theirs, personId);
    await moveSwap(tx, ctx, now, "done", {});
    return done(theirs.shift.id);
  });
}

/** Whether a place is offered in exchange, and its holder has not left it since. */
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

/** One place goes from hand to hand: nobody on the waitlist is passed over, since none was free. */
async function hand(tx: Tx, ctx: Who, half: Half, to: string) {
  const { party, partyName } = half.row;
  await moveSignUp(tx, ctx, half.row, "withdrawn", { reason: "swapped" });
  await addSignUp(tx, ctx, half, { personId: to, state: "signed_up", party, partyName });
}

/**
 * The holder agrees to the exchange for the place `otherId` that they have read of, or does not and the link stays open.
 * Refuses: `swap.gone`, `shift.<why not>` of whoever of the two can't any more.
 */
export async function agreeSwap(
  ctx: Ctx<Member>,
  id: string,
  { otherId, yes }: { otherId: string; yes: boolean },
): Promise<Result<null>> {
  return ctx.db.transaction(async (tx) => {
    const found = await liveSwap(tx, eq(swap.id, id));
    if (found?.otherId !== otherId) return refuse("swap.gone");
    const [mine, theirs] = await lockBoth(tx, [found.signUpId, found.otherId]);
    const now = await liveSwap(tx, eq(swap.id, id));
    if (mine?.row.personId !== ctx.actor.personId) return refuse("swap.gone");
    if (now?.state !== "answered" || now.otherId !== otherId) return refuse("swap.gone");
    if (!yes) {
      await moveSwap(tx, ctx, now, "open", { otherId: null });
      return done(null);
    }
    if (mine.row.state !== "signed_up" || theirs?.row.state !== "signed_up")
      return refuse("swap.gone");
    for (const [to, half, given] of [
      [theirs.row.personId, mine, theirs],
      [mine.row.personId, theirs, mine],
    ] as const) {
      const wish = { personId: to, party: half.row.party, except: [given.row.id] };
      const { reasons, clash } = await judge(tx, ctx.now, half, wish);
      if (reasons[0])
        return refuse(`shift.${reasons[0]}`, { at: (clash ?? ctx.now).toISOString() });
    }
    const [own, other] = [mine.row.personId, theirs.row.personId];
    await moveSignUp(tx, ctx, mine.row, "withdrawn", { reason: "swapped" });
    await hand(tx, ctx, theirs, own);
    const { party, partyName } = mine.row;
    await addSignUp(tx, ctx, mine, { personId: other, state: "signed_up", party, partyName });
    await moveSwap(tx, ctx, now, "done", {});
    return done(null);
  });
}
