import { and, eq, inArray, isNotNull, max, type SQL, sql } from "drizzle-orm";
import { event } from "../../../drizzle/schema/audit";
import { category, district } from "../../../drizzle/schema/districts";
import { request } from "../../../drizzle/schema/requests";
import { whoIsComing } from "../../dispatch/queries/coming.server";
import type { Db, Tx } from "../../platform/database.server";
import { lineColumns } from "../../requests/queries/board.server";
import { versionOf } from "../../requests/rules/version";
import type { Change, Held } from "../types";
import { concerned } from "./concerned.server";

/** All that is read for one batch is one moment: a board never shows what never was. */
const oneMoment = { isolationLevel: "repeatable read", accessMode: "read only" } as const;

/** The number of the last line of the record, as a page that is about to be read knows it. */
export async function lastLine(db: Db | Tx): Promise<number> {
  const [row] = await db.select({ id: max(event.id) }).from(event);
  return row?.id ?? 0;
}

/** All requests that stand in lanes. */
export const readAll = (db: Db): Promise<{ held: Held[]; last: number }> =>
  db.transaction(async (tx) => {
    const last = await lastLine(tx);
    return { last, held: await heldOf(tx, isNotNull(request.lane), last) };
  }, oneMoment);

/** What a batch has brought: `all` where names or districts are others, so that every line may be. */
export type Batch = {
  held: Held[];
  /** Who changed which request; of those that stand in no lane any more, too. */
  changes: Map<string, Change | null>;
  all: boolean;
};

/** The requests that lines of the record concern, and those that were changed without one. */
export const readBatch = (
  db: Db,
  lines: readonly number[],
  touched: readonly string[],
  last: number,
): Promise<Batch> =>
  db.transaction(async (tx) => {
    const changes = new Map<string, Change | null>(touched.map((id) => [id, null]));
    const rows = lines.length > 0 ? await concernedBy(tx, lines) : [];
    // Of the last change its first line: that says what was done, those after it what followed.
    const ofChange = new Map<string, string>();
    for (const { requestId, transaction, type, actor, name } of rows) {
      if (!requestId || ofChange.get(requestId) === transaction) continue;
      ofChange.set(requestId, transaction);
      changes.set(requestId, { type, actor, name });
    }
    const all = rows.some(({ type }) => CHANGES_ALL.test(type));
    const ids = [...changes.keys()];
    const here = ids.length > 0 && and(inArray(request.id, ids), isNotNull(request.lane));
    return { changes, all, held: here ? await heldOf(tx, here, last) : [] };
  }, oneMoment);

const CHANGES_ALL = /^(category|district)\./;

type Concerned = Change & { requestId: string | null; transaction: string };

/** Each line, and each request that it concerns: itself, by its task, by whom it is merged with, by who comes. */
function concernedBy(tx: Tx, lines: readonly number[]): Promise<Concerned[]> {
  const list = sql.join(
    lines.map((id) => sql`${id}::bigint`),
    sql`, `,
  );
  return tx.execute<Concerned>(sql`
    select line.type, line.actor, person.name, line.transaction::text, concerned.id as "requestId"
    from event line
    left join person on line.actor = 'member' and person.id = line.actor_id
    ${concerned}
    where line.id in (${list})
    order by line.id`);
}

async function heldOf(tx: Tx, where: SQL | undefined, changedAt: number): Promise<Held[]> {
  const rows = await tx
    .select({
      line: lineColumns,
      districtId: request.districtId,
      categoryCode: category.code,
      districtCode: district.code,
      incidentId: request.incidentId,
      due: microseconds(sql`${request.dueAt}`),
      created: microseconds(sql`${request.createdAt}`),
    })
    .from(request)
    .innerJoin(category, eq(category.id, request.categoryId))
    .leftJoin(district, eq(district.id, request.districtId))
    .where(where);
  const ids = rows.map(({ line }) => line.id);
  const coming = await whoIsComing({ db: tx }, ids);
  return rows.map((row) => {
    const who = coming.get(row.line.id) ?? [];
    return Object.assign(row, { coming: who, version: versionOf(row.line, who), changedAt });
  });
}

const microseconds = (at: SQL) =>
  sql<number>`(extract(epoch from ${at}) * 1000000)::float8`.mapWith(Number);
