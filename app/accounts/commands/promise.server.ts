import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { commitment, person } from "../../../drizzle/schema/accounts";
import type { Db, Tx } from "../../platform/database.server";
import type { Window } from "../../platform/types";
import { windowOf } from "../../platform/window.server";

/** Locks people, by ascending id: before any task, shift or offer of theirs. */
export async function lockPeople(tx: Tx, ids: readonly string[]) {
  if (ids.length === 0) return;
  await tx
    .select({ id: person.id })
    .from(person)
    .where(inArray(person.id, [...ids]))
    .orderBy(asc(person.id))
    .for("update");
}

type Promised = { personId: string; during: string; kind: "task" | "shift"; sourceId: string };

/** Writes a promise, or stretches it where the same source had made one. A clash is the database's to refuse. */
export const promise = (tx: Tx, { during, ...made }: Promised) =>
  tx
    .insert(commitment)
    .values({ during, ...made })
    .onConflictDoUpdate({ target: commitment.sourceId, set: { during } });

/** A promise that ends early holds until now, and not at all if it had not begun. */
export async function endPromise(tx: Tx, sourceId: string, at: Date) {
  const now = at.toISOString();
  const mine = eq(commitment.sourceId, sourceId);
  await tx
    .delete(commitment)
    .where(and(mine, sql`lower(${commitment.during}) >= ${now}::timestamptz`));
  await tx
    .update(commitment)
    .set({ during: sql`tstzrange(lower(${commitment.during}), ${now}::timestamptz)` })
    .where(and(mine, sql`upper(${commitment.during}) > ${now}::timestamptz`));
}

/** What somebody has promised in the same time, the first; null for nothing. */
export async function promisedAt(tx: Tx, personId: string, during: string): Promise<Window | null> {
  const [clash] = await tx
    .select({ during: sql<string>`${commitment.during}::text` })
    .from(commitment)
    .where(
      and(eq(commitment.personId, personId), sql`${commitment.during} && ${during}::tstzrange`),
    )
    .orderBy(sql`lower(${commitment.during})`)
    .limit(1);
  return clash ? windowOf(clash.during) : null;
}

/** What somebody has promised from a week before a time to a week after; rules of rest judge by it. */
export async function promisesAround(
  tx: Db | Tx,
  personId: string,
  during: string,
  except: readonly string[] = [],
): Promise<Window[]> {
  const rows = await tx
    .select({ during: sql<string>`${commitment.during}::text`, sourceId: commitment.sourceId })
    .from(commitment)
    .where(
      and(
        eq(commitment.personId, personId),
        sql`${commitment.during} && tstzrange(lower(${during}::tstzrange) - interval '7 days',
          upper(${during}::tstzrange) + interval '7 days')`,
      ),
    );
  return rows
    .filter(({ sourceId }) => !except.includes(sourceId))
    .map((row) => windowOf(row.during));
}
