import { and, eq } from "drizzle-orm";
import { isIn } from "../../../drizzle/schema/columns";
import { shift, signUp, swap } from "../../../drizzle/schema/shifts";
import type { Db } from "../../platform/database.server";
import { shiftOfCode } from "../commands/check-in.server";
import { swapHash } from "../commands/swap.server";
import { LIVE_SWAPS } from "../states";

type Limit = {
  consume: (key: string) => Promise<boolean>;
  giveBack: (key: string) => Promise<unknown>;
};

/**
 * Where and when the shift is to whose page somebody comes who has not signed in yet: by the link of a swap, or by the code at
 * the door, of which nobody tries many from one address. Nobody is named.
 */
export async function shiftLedHere(
  { db, limit, address }: { db: Db; limit: Limit; address: string },
  to: string,
) {
  const token = /^\/swaps\/([!-~]{1,200})$/.exec(to)?.[1];
  if (token) return shiftOfSwap(db, token);
  const code = /^\/check-in\?code=(\d{6})$/.exec(to)?.[1];
  if (!code || !(await limit.consume(address))) return null;
  const found = await shiftOfCode(db, code);
  if (!found) return null;
  await limit.giveBack(address);
  return { by: "code" as const, place: found.place, window: found.during };
}

async function shiftOfSwap(db: Db, token: string) {
  const [found] = await db
    .select({ place: shift.place, window: shift.during })
    .from(swap)
    .innerJoin(signUp, and(eq(signUp.id, swap.signUpId), eq(signUp.state, "signed_up")))
    .innerJoin(shift, eq(shift.id, signUp.shiftId))
    .where(and(eq(swap.tokenHash, swapHash(token)), isIn(swap.state, LIVE_SWAPS)));
  return found ? { by: "swap" as const, ...found } : null;
}
