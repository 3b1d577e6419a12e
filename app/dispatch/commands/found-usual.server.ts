import { readFileSync } from "node:fs";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { category } from "../../../drizzle/schema/districts";
import { resourceKind } from "../../../drizzle/schema/resources";
import { usualHelp } from "../../../drizzle/schema/usual-help";
import type { Db } from "../../platform/database.server";
import { NOTHING_SAID } from "../rules/usual";

type Seed = { category: string; kind: string; amount: number | null; bulky: boolean };

/** What a kind of help usually takes, where the city has the kind and has said nothing of it. */
export async function foundUsual(db: Db, seedFolder: string) {
  const seeds: Seed[] = JSON.parse(readFileSync(join(seedFolder, "usual-help.json"), "utf8"));
  const { skills, teamSize, hours } = NOTHING_SAID;
  for (const { category: code, kind, amount, bulky } of seeds) {
    const [known] = await db
      .select({ categoryId: category.id, kindId: resourceKind.id })
      .from(category)
      .innerJoin(resourceKind, eq(resourceKind.code, kind))
      .where(eq(category.code, code));
    if (known)
      await db
        .insert(usualHelp)
        .values({ ...known, amount, bulky, skills, teamSize, hours })
        .onConflictDoNothing();
  }
}
