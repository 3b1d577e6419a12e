import { and, asc, eq, inArray, notInArray, sql } from "drizzle-orm";
import { commitment, person } from "../../../drizzle/schema/accounts";
import type { Db, Tx } from "../../platform/database.server";
import type { Window } from "../../platform/types";
import { rangeOf } from "../../platform/window.server";

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

type NewCommitment = { personId: string; during: Window; kind: "task" | "shift"; sourceId: string };

/** Commits somebody's time, or stretches the commitment of the same source. A clash is the database's to refuse. */
export const createCommitment = (tx: Tx, { during, ...made }: NewCommitment) =>
  tx
    .insert(commitment)
    .values({ during, ...made })
    .onConflictDoUpdate({ target: commitment.sourceId, set: { during } });

/** A commitment that ends early holds until `at`, and not at all if it had not begun. */
export async function endCommitment(tx: Tx, sourceId: string, at: Date) {
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

/** The first of somebody's commitments that lies in the same time, but for those of `except`; null for none. */
export async function overlappingCommitment(
  tx: Tx,
  personId: string,
  during: Window,
  except: readonly string[] = [],
): Promise<Window | null> {
  const [clash] = await tx
    .select({ during: commitment.during })
    .from(commitment)
    .where(
      and(
        eq(commitment.personId, personId),
        sql`${commitment.during} && ${rangeOf(during)}::tstzrange`,
        except.length > 0 ? notInArray(commitment.sourceId, [...except]) : undefined,
      ),
    )
    .orderBy(sql`lower(${commitment.during})`)
    .limit(1);
  return clash?.during ?? null;
}

/** Somebody's commitments from a week before a time to a week after; rules of rest judge by them. */
export async function commitmentsAround(
  tx: Db | Tx,
  personId: string,
  during: Window,
  except: readonly string[] = [],
): Promise<Window[]> {
  const rows = await tx
    .select({ during: commitment.during, sourceId: commitment.sourceId })
    .from(commitment)
    .where(
      and(
        eq(commitment.personId, personId),
        sql`${commitment.during} && tstzrange(lower(${rangeOf(during)}::tstzrange) - interval '7 days',
          upper(${rangeOf(during)}::tstzrange) + interval '7 days')`,
      ),
    );
  return rows.filter(({ sourceId }) => !except.includes(sourceId)).map((row) => row.during);
}
