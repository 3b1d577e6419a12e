import { eq } from "drizzle-orm";
import { person, volunteerProfile } from "../../../drizzle/schema/accounts";
import type { Ctx } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import type { Member } from "../../platform/types";

/** Where the actor lives, to measure from; nobody else's home is read here. */
export async function ownHome(tx: Tx, { actor }: Ctx<Member>) {
  const [home] = await tx
    .select({ lat: volunteerProfile.homeLat, lon: volunteerProfile.homeLon })
    .from(volunteerProfile)
    .where(eq(volunteerProfile.personId, actor.personId));
  return home ?? null;
}

/**
 * The coordinator who has asked somebody to take a task; with the number that they gave for it, for whoever has said yes and
 * may need a voice at a stranger's door.
 */
export async function askerOf(tx: Tx, personId: string, { withPhone }: { withPhone: boolean }) {
  const [asker] = await tx
    .select({ name: person.name, phone: person.phone })
    .from(person)
    .where(eq(person.id, personId));
  return { name: asker?.name ?? "", phone: withPhone ? (asker?.phone ?? null) : null };
}
