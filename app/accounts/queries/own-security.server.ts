import { and, asc, count, desc, eq, gt, isNull, sql } from "drizzle-orm";
import { recoveryCode, secondFactor, signInRecord } from "../../../drizzle/schema/security";
import type { Ctx } from "../../platform/context.server";
import type { Member } from "../../platform/types";
import { listSessions } from "../adapter.server";

const SHOWN = 20;

/** What a person sees of their own account's security: second factors, sessions, sign-ins. */
export async function readOwnSecurity(ctx: Ctx<Member>) {
  const { personId } = ctx.actor;
  const { id, kind, name, createdAt, lastUsedAt } = secondFactor;
  const { at, method, second, device, newDevice } = signInRecord;
  const mine = (outcome: "entered" | "wrong") =>
    and(eq(signInRecord.personId, personId), eq(signInRecord.outcome, outcome));
  const lastEntry = sql`coalesce((select max(entered.id) from sign_in entered
    where entered.person_id = ${personId} and entered.outcome = 'entered'), 0)`;
  const [factors, [codes], sessions, signIns, [wrong]] = await Promise.all([
    ctx.db
      .select({ id, kind, name, createdAt, lastUsedAt })
      .from(secondFactor)
      .where(eq(secondFactor.personId, personId))
      .orderBy(asc(createdAt)),
    ctx.db
      .select({ left: count() })
      .from(recoveryCode)
      .where(and(eq(recoveryCode.personId, personId), isNull(recoveryCode.usedAt))),
    listSessions(ctx.db, personId, ctx.now),
    ctx.db
      .select({
        id: signInRecord.id,
        at,
        method,
        second,
        device,
        newDevice,
        wrongBefore: sql<number>`(select count(*)::int from sign_in tried
          where tried.person_id = ${personId} and tried.outcome = 'wrong'
            and tried.id < sign_in.id
            and tried.id > coalesce((select max(entered.id) from sign_in entered
              where entered.person_id = ${personId} and entered.outcome = 'entered'
                and entered.id < sign_in.id), 0))`,
      })
      .from(signInRecord)
      .where(mine("entered"))
      .orderBy(desc(signInRecord.id))
      .limit(SHOWN),
    ctx.db
      .select({ since: count() })
      .from(signInRecord)
      .where(and(mine("wrong"), gt(signInRecord.id, lastEntry))),
  ]);
  return { factors, codesLeft: codes!.left, sessions, signIns, wrongSince: wrong!.since };
}
