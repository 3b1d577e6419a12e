import { eq } from "drizzle-orm";
import { person, volunteerProfile } from "../../../drizzle/schema/accounts";
import { record } from "../../audit/commands/record.server";
import { lastChange } from "../../audit/queries/last-change.server";
import { findDistrict } from "../../districts/queries.server";
import type { Ctx } from "../../platform/context.server";
import { normalPhone } from "../../platform/phone";
import { done, type Member, type Result, refuse } from "../../platform/types";
import type { ContactForm, ProfileForm } from "../form";
import { spansOf } from "../rules/availability";

type Context = Ctx<Member> & { callingCode: string };

/** Name, address and language. Refuses: `conflict`, `account.taken`, `account.phone`. */
export async function editContact(ctx: Context, form: ContactForm): Promise<Result<null>> {
  const { personId } = ctx.actor;
  const phone = form.phone ? normalPhone(form.phone, ctx.callingCode) : null;
  if (form.phone && !phone) return refuse("account.phone");
  const changed = await ctx.db
    .transaction(async (tx) => {
      const [own] = await tx.select().from(person).where(eq(person.id, personId)).for("update");
      if (own?.version !== form.version) return refuse("conflict", await lastChange(tx, personId));
      const { name, locale } = form;
      await tx
        .update(person)
        .set({ name, locale, phone, email: form.email || null, version: own.version + 1 })
        .where(eq(person.id, personId));
      const line = { type: "person.edited", thing: "person", thingId: personId } as const;
      await record(tx, ctx.actor, line);
      return done(null);
    })
    .catch((fault) => {
      if (isTaken(fault)) return refuse("account.taken");
      throw fault;
    });
  return changed;
}

/** Somebody else has this e-mail or phone: the unique indexes say so. */
const isTaken = (fault: unknown): boolean => {
  const cause = fault instanceof Error && fault.cause ? fault.cause : fault;
  const { code, constraint_name } = (cause ?? {}) as { code?: string; constraint_name?: string };
  return code === "23505" && /^person_(email|phone)$/.test(constraint_name ?? "");
};

/** A volunteer's profile. Refuses: `conflict`, `account.unknown`. */
export async function editProfile(ctx: Ctx<Member>, form: ProfileForm): Promise<Result<null>> {
  const { personId } = ctx.actor;
  return ctx.db.transaction(async (tx) => {
    const [own] = await tx
      .select()
      .from(volunteerProfile)
      .where(eq(volunteerProfile.personId, personId))
      .for("update");
    if (!own) return refuse("account.unknown");
    if (own.version !== form.version) return refuse("conflict", await lastChange(tx, personId));
    const { skills, languages, vehicle, radius, note, lat, lon } = form;
    const home = lat !== null && lon !== null ? { homeLat: lat, homeLon: lon } : {};
    await tx
      .update(volunteerProfile)
      .set({
        ...{ skills, languages: [...languages], vehicle, note, radiusKm: radius, ...home },
        homeDistrictId: form.district ? await findDistrict(tx, form.district) : null,
        availability: spansOf(form.when),
        version: own.version + 1,
      })
      .where(eq(volunteerProfile.personId, personId));
    const line = { type: "person.profile_edited", thing: "person", thingId: personId } as const;
    await record(tx, ctx.actor, line);
    return done(null);
  });
}
