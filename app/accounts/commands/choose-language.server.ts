import { eq } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { record } from "../../audit/commands/record.server";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import { done, type Member } from "../../platform/types";
import { languageForm } from "../form";

/** Somebody who is signed in goes on in another language: their mail does too. */
export const chooseLanguage = command({
  name: "person.choose-language",
  input: languageForm,
  run: async (tx, ctx: Inside<Member>, { locale }) => {
    const { personId } = ctx.actor;
    const [own] = await tx
      .select({ locale: person.locale })
      .from(person)
      .where(eq(person.id, personId))
      .for("update");
    if (own?.locale === locale) return done(null);
    await tx.update(person).set({ locale }).where(eq(person.id, personId));
    await record(tx, ctx, { type: "person.edited", thingId: personId, data: { language: locale } });
    return done(null);
  },
});
