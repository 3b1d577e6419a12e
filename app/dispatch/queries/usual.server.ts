import { asc, eq, inArray, or } from "drizzle-orm";
import { category } from "../../../drizzle/schema/districts";
import { request } from "../../../drizzle/schema/requests";
import { resourceKind } from "../../../drizzle/schema/resources";
import { usualHelp } from "../../../drizzle/schema/usual-help";
import type { Db, Tx } from "../../platform/database.server";
import { NOTHING_SAID, togetherOf, type Usual } from "../rules/usual";

const columns = {
  skills: usualHelp.skills,
  teamSize: usualHelp.teamSize,
  hours: usualHelp.hours,
  amount: usualHelp.amount,
  bulky: usualHelp.bulky,
  kind: resourceKind.code,
};

type Row = Omit<Usual, "thing"> & { amount: number | null; bulky: boolean; kind: string | null };
const usualOf = ({ amount, bulky, kind, ...rest }: Row): Usual => ({
  ...rest,
  thing: kind === null ? null : { kind, amount, bulky },
});

/** What each kind of help usually takes, by its code; one of which nothing is said stands not in it. */
export async function readUsual(db: Db | Tx): Promise<Map<string, Usual>> {
  const rows = await db
    .select({ code: category.code, ...columns })
    .from(usualHelp)
    .innerJoin(category, eq(category.id, usualHelp.categoryId))
    .leftJoin(resourceKind, eq(resourceKind.id, usualHelp.kindId));
  return new Map(rows.map(({ code, ...row }) => [code, usualOf(row)]));
}

/** What one task for these requests usually takes. */
export async function usualFor(db: Db | Tx, requests: readonly string[]) {
  const rows = await db
    .selectDistinct({
      skills: usualHelp.skills,
      teamSize: usualHelp.teamSize,
      hours: usualHelp.hours,
    })
    .from(request)
    .leftJoin(usualHelp, eq(usualHelp.categoryId, request.categoryId))
    .where(inArray(request.id, [...requests]));
  return togetherOf(
    rows.map(({ skills, teamSize, hours }) => ({
      skills: skills ?? NOTHING_SAID.skills,
      teamSize: teamSize ?? NOTHING_SAID.teamSize,
      hours: hours ?? NOTHING_SAID.hours,
    })),
  );
}

/** The kind of thing that a request usually takes, by its code; null where nothing is brought. */
export async function usualThingOf(db: Db, requestId: string): Promise<string | null> {
  const [found] = await db
    .select({ code: resourceKind.code })
    .from(request)
    .innerJoin(usualHelp, eq(usualHelp.categoryId, request.categoryId))
    .innerJoin(resourceKind, eq(resourceKind.id, usualHelp.kindId))
    .where(eq(request.id, requestId));
  return found?.code ?? null;
}

/** A kind of help with what it usually takes, and the kinds of things that can be brought; null for none of this code. */
export async function readUsualToSet(db: Db, code: string) {
  const [found] = await db
    .select({
      code: category.code,
      names: category.names,
      unit: category.unit,
      version: usualHelp.version,
      ...columns,
    })
    .from(category)
    .leftJoin(usualHelp, eq(usualHelp.categoryId, category.id))
    .leftJoin(resourceKind, eq(resourceKind.id, usualHelp.kindId))
    .where(eq(category.code, code));
  if (!found) return null;
  const kinds = await db
    .select({ code: resourceKind.code, names: resourceKind.names })
    .from(resourceKind)
    .where(or(eq(resourceKind.active, true), eq(resourceKind.code, found.kind ?? "")))
    .orderBy(asc(resourceKind.position), asc(resourceKind.code));
  return { category: found, kinds };
}
