import { eq } from "drizzle-orm";
import { person, volunteerProfile } from "../../../drizzle/schema/accounts";
import { record } from "../../audit/commands/record.server";
import { lastChange } from "../../audit/queries/last-change.server";
import { locate } from "../../districts/queries/place.server";
import { pointOf } from "../../districts/rules/place";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import { done, type Member, refuse } from "../../platform/types";
import { contactForm, profileForm } from "../form";
import { spansOf } from "../rules/availability";
import { endSecrets } from "./end-what-was-before.server";
import { orderProof } from "./prove-email.server";
import { tellOwner } from "./tell-owner.server";

/**
 * Name, address and language. A contact that is new is only claimed: a proven e-mail stands until the link in the mail to the
 * next one was used, and is told of it; links and codes to the one before end. The last proven contact stays until another
 * is proven. Refuses: `conflict`, `account.last_contact`.
 */
export const editContact = command({
  name: "person.edit",
  input: contactForm,
  run: async (tx, ctx: Inside<Member>, form) => {
    const { personId } = ctx.actor;
    const [own] = await tx.select().from(person).where(eq(person.id, personId)).for("update");
    if (own?.version !== form.version) return refuse("conflict", await lastChange(tx, personId));
    const { name, locale, phone } = form;
    const email = emailAfter(own, form.email);
    if (losesProof(own, email, phone)) return refuse("account.last_contact");
    const changes = { email: email !== null, phone: phone !== own.phone };
    await tx
      .update(person)
      .set({
        name,
        locale,
        ...email,
        phone,
        phoneProvenAt: changes.phone ? null : own.phoneProvenAt,
        version: own.version + 1,
      })
      .where(eq(person.id, personId));
    if (changes.email || changes.phone) await endSecrets(tx, personId);
    if (email?.email === null) await tellOwner(tx, own, "email_changed");
    else if (email?.pendingEmail) await tellOwner(tx, own, "email_changing");
    else if (changes.phone) await tellOwner(tx, own, "contact_changed");
    const claimed = email?.pendingEmail ?? email?.email;
    if (claimed) await orderProof(tx, ctx, personId, claimed);
    await record(tx, ctx, { type: "person.edited", thingId: personId, data: changes });
    return done(null);
  },
});

type Own = typeof person.$inferSelect;
type EmailChange = Partial<Pick<Own, "email" | "emailProvenAt" | "pendingEmail">>;

/** What a form does to the e-mail of an account; null for nothing. */
function emailAfter(own: Own, typed: string): EmailChange | null {
  const is = (address: string | null) => (address ?? "").toLowerCase() === typed.toLowerCase();
  if (!own.emailProvenAt) return is(own.email) ? null : { email: typed || null };
  if (!typed) return { email: null, emailProvenAt: null, pendingEmail: null };
  if (is(own.email)) return own.pendingEmail ? { pendingEmail: null } : null;
  return is(own.pendingEmail) ? null : { pendingEmail: typed };
}

/** Whether nothing proven would be left of what there is: then nobody could say whose the account is. */
function losesProof(own: Own, email: EmailChange | null, phone: string | null): boolean {
  if (!own.emailProvenAt && !own.phoneProvenAt) return false;
  const keepsEmail = own.emailProvenAt !== null && email?.email !== null;
  const keepsPhone = own.phoneProvenAt !== null && phone === own.phone;
  return !keepsEmail && !keepsPhone;
}

/**
 * A volunteer's profile. A home that was known is forgotten when another district is chosen, in which it does not lie. Refuses:
 * `conflict`, `account.unknown`, `district.unknown`.
 */
export const editProfile = command({
  name: "person.edit-profile",
  input: profileForm,
  run: async (tx, ctx: Inside<Member>, form) => {
    const { personId } = ctx.actor;
    const [own] = await tx
      .select()
      .from(volunteerProfile)
      .where(eq(volunteerProfile.personId, personId))
      .for("update");
    if (!own) return refuse("account.unknown");
    if (own.version !== form.version) return refuse("conflict", await lastChange(tx, personId));
    const { skills, languages, vehicle, radius, note, district } = form;
    const given = pointOf(form);
    const point = given ?? pointOf({ lat: own.homeLat, lon: own.homeLon });
    const located = await locate(tx, { district, point });
    if (!located.ok) return located;
    // Coordinators of the home district look after somebody: it is theirs to choose, never a point's to say.
    const homeDistrictId = district ? located.value.districtId : null;
    const left = located.value.outside && homeDistrictId !== own.homeDistrictId;
    const home = left && !given ? null : located.value.point;
    await tx
      .update(volunteerProfile)
      .set({
        skills,
        languages: [...languages],
        vehicle,
        seats: form.seats,
        loadKg: form.load,
        note,
        namesThemselves: form.names,
        onlyTogether: form.together,
        radiusKm: radius,
        homeLat: home?.lat ?? null,
        homeLon: home?.lon ?? null,
        homeDistrictId,
        availability: spansOf(form.when),
        version: own.version + 1,
      })
      .where(eq(volunteerProfile.personId, personId));
    await record(tx, ctx, { type: "person.profile_edited", thingId: personId });
    return done(null);
  },
});
