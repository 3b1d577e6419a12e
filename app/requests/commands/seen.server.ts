import { sql } from "drizzle-orm";
import { boardSeen } from "../../../drizzle/schema/requests";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import type { Db } from "../../platform/database.server";
import { done, type Member } from "../../platform/types";
import { seenForm } from "../form";
import { coordinates } from "../policy";

/** A coordinator has seen what was written up to a line of the record. It never goes back, also from an older page. */
export const sayBoardSeen = command({
  name: "board.seen",
  input: seenForm,
  may: coordinates,
  run: async (tx, ctx: Inside<Member>, { line }) => {
    const { personId } = ctx.actor;
    await tx
      .insert(boardSeen)
      .values({ personId, line, at: ctx.now })
      .onConflictDoUpdate({
        target: boardSeen.personId,
        set: { line, at: ctx.now },
        setWhere: sql`${boardSeen.line} < ${line}`,
      });
    return done(null);
  },
});

/** Who comes to the board for the first time has nothing behind them: from this line on it is counted. */
export const startSeeing = (db: Db, personId: string, line: number, now: Date) =>
  db.insert(boardSeen).values({ personId, line, at: now }).onConflictDoNothing();
