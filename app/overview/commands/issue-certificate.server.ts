import { randomInt } from "node:crypto";
import { desc, eq } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { certificate } from "../../../drizzle/schema/overview";
import { record } from "../../audit/commands/record.server";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import { done, type Member, refuse } from "../../platform/types";
import { certificateForm } from "../form";
import { mayBeCertified } from "../policy";
import { readServed } from "../queries/certificate.server";
import { newCode } from "../rules/certificate";

/**
 * Makes out what a volunteer has done so far, by the name that they have now; where nothing has come since, the last paper stands.
 * Refuses: `certificate.nothing`.
 */
export const issueCertificate = command({
  name: "certificate.issue",
  input: certificateForm,
  may: mayBeCertified,
  run: async (tx, ctx: Inside<Member>) => {
    const { personId } = ctx.actor;
    const [own] = await tx
      .select({ name: person.name })
      .from(person)
      .where(eq(person.id, personId))
      .for("update");
    const served = await readServed(tx, personId);
    if (!served) return refuse("certificate.nothing");
    const { name } = own!;
    const [last] = await tx
      .select()
      .from(certificate)
      .where(eq(certificate.personId, personId))
      .orderBy(desc(certificate.createdAt))
      .limit(1);
    const stands =
      last?.name === name &&
      last.shifts === served.shifts &&
      last.minutes === served.minutes &&
      last.tasks === served.tasks;
    if (stands) return done({ id: last.id });
    const code = newCode(randomInt);
    const [made] = await tx
      .insert(certificate)
      .values({ ...served, code, personId, name, createdAt: ctx.now })
      .returning({ id: certificate.id });
    await record(tx, ctx, { type: "person.certified", thingId: personId });
    return done({ id: made!.id });
  },
});
