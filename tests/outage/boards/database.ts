import { eq, inArray } from "drizzle-orm";
import { whoIsComing } from "../../../app/dispatch/queries/coming.server";
import type { Db } from "../../../app/platform/database.server";
import { lineColumns } from "../../../app/requests/queries/board.server";
import { versionOf } from "../../../app/requests/rules/version";
import { LANES } from "../../../app/requests/states";
import { category, district } from "../../../drizzle/schema/districts";
import { request } from "../../../drizzle/schema/requests";

/** How a request stood, as a board may have shown it; no lane: no board may. */
export type Stood = { versions: readonly string[]; lane: string | null };

/** How requests stand in the database at one moment. */
export const readStanding = (db: Db, ids: readonly string[]): Promise<Map<string, Stood>> =>
  db.transaction(
    async (tx) => {
      const rows = await tx
        .select(lineColumns)
        .from(request)
        .innerJoin(category, eq(category.id, request.categoryId))
        .leftJoin(district, eq(district.id, request.districtId))
        .where(inArray(request.id, [...ids]));
      const coming = await whoIsComing({ db: tx }, ids);
      return new Map(
        rows.map((line) => {
          const who = coming.get(line.id) ?? [];
          // Who has its sheet open goes by itself when they are not heard of: nobody writes that.
          const versions = [versionOf(line, who), versionOf({ ...line, openBy: [] }, who)];
          return [line.id, { versions, lane: LANES[(line.lane ?? 0) - 1] ?? null }];
        }),
      );
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );

/** Everything that requests have been, in order: each is written by one writer, who looks after every change. */
export function makeHistory() {
  const stood = new Map<string, Stood[]>();
  return {
    add(now: ReadonlyMap<string, Stood>) {
      for (const [id, one] of now) {
        const before = stood.get(id) ?? [];
        if (JSON.stringify(before.at(-1)) !== JSON.stringify(one)) stood.set(id, [...before, one]);
      }
    },
    /** The place in the order at which a request stood so, from `from` on; -1 where it never did. */
    find: (id: string, version: string, lane: string, from: number) =>
      (stood.get(id) ?? []).findIndex(
        (one, at) => at >= from && one.lane === lane && one.versions.includes(version),
      ),
    count: () => [...stood.values()].reduce((sum, all) => sum + all.length, 0),
  };
}

export type History = ReturnType<typeof makeHistory>;
