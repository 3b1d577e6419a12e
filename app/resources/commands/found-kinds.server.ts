import { readFileSync } from "node:fs";
import { join } from "node:path";
import { resourceKind } from "../../../drizzle/schema/resources";
import type { Db } from "../../platform/database.server";

type Kind = Omit<typeof resourceKind.$inferInsert, "position">;

/** The kinds of things that can be offered, where the database lacks them: also in a city founded before there were any. */
export async function foundKinds(db: Db, seedFolder: string) {
  const kinds: Kind[] = JSON.parse(readFileSync(join(seedFolder, "resource-kinds.json"), "utf8"));
  await db
    .insert(resourceKind)
    .values(kinds.map((kind, position) => ({ ...kind, position })))
    .onConflictDoNothing();
}
