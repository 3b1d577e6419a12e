import { asc, eq, isNull, sql } from "drizzle-orm";
import { coordinatorDistrict, person, volunteerProfile } from "../../../drizzle/schema/accounts";
import { district } from "../../../drizzle/schema/districts";
import type { Ctx } from "../../platform/context.server";
import type { Keys } from "../../platform/keys.server";
import type { Member } from "../../platform/types";
import { ticksOf } from "../rules/availability";
import { awaitsCoordinator, shownCode } from "../rules/shown-code";
import { provenEmail, provenPhone } from "./proven.server";

type OwnCtx = Ctx<Member> & { keys: Pick<Keys, "signing"> };
type Own = Parameters<typeof shownCode>[1] & Parameters<typeof awaitsCoordinator>[0];

/** The code for a coordinator to see; null for whoever needs none. */
const codeOf = (ctx: OwnCtx, own: Own): string | null =>
  awaitsCoordinator(own) ? shownCode(ctx.keys.signing("vouch"), own, ctx.now) : null;

const phoneProven = sql<boolean>`${person.phoneProvenAt} is not null`;

/** A person's own account, as they may change it, and which of its contacts count. */
export async function readOwnAccount(ctx: OwnCtx) {
  const { personId } = ctx.actor;
  const [own] = await ctx.db
    .select({
      name: person.name,
      email: person.email,
      pendingEmail: person.pendingEmail,
      phone: person.phone,
      locale: person.locale,
      version: person.version,
      emailProven: sql<boolean>`${person.emailProvenAt} is not null`,
      phoneProven,
      standing: person.standing,
      hasPassword: sql<boolean>`${person.passwordHash} is not null`,
    })
    .from(person)
    .where(eq(person.id, personId));
  const { standing, ...account } = own!;
  const code = codeOf(ctx, { ...account, id: personId, standing });
  return { ...account, code };
}

/** Where a message reaches whoever asks; null for what is not proven. */
export async function readOwnContact({ db, actor }: Pick<OwnCtx, "db" | "actor">) {
  const [own] = await db
    .select({ email: provenEmail, phone: provenPhone })
    .from(person)
    .where(eq(person.id, actor.personId));
  return { email: own?.email ?? null, phone: own?.phone ?? null };
}

/** Until when a volunteer has said that they are free; null where they have not, or that is over. */
export async function readFreeTime({
  db,
  now,
  actor,
}: Pick<OwnCtx, "db" | "now" | "actor">): Promise<Date | null> {
  const [own] = await db
    .select({ freeDuring: volunteerProfile.freeDuring })
    .from(volunteerProfile)
    .where(eq(volunteerProfile.personId, actor.personId));
  const until = own?.freeDuring?.to;
  return until && until > now ? until : null;
}

/** A volunteer's own profile and standing. */
export async function readOwnProfile(ctx: OwnCtx) {
  const [[own], districts] = await Promise.all([
    ctx.db
      .select({
        profile: {
          skills: volunteerProfile.skills,
          languages: volunteerProfile.languages,
          vehicle: volunteerProfile.vehicle,
          seats: volunteerProfile.seats,
          loadKg: volunteerProfile.loadKg,
          homeLat: volunteerProfile.homeLat,
          radiusKm: volunteerProfile.radiusKm,
          availability: volunteerProfile.availability,
          note: volunteerProfile.note,
          names: volunteerProfile.namesThemselves,
          together: volunteerProfile.onlyTogether,
          version: volunteerProfile.version,
        },
        district: district.code,
        standing: person.standing,
        name: person.name,
        shown: {
          id: person.id,
          version: person.version,
          phone: person.phone,
          email: person.email,
          phoneProven,
        },
        /** An address that waits for its proof. */
        claimed: sql<
          string | null
        >`case when ${person.emailProvenAt} is null then ${person.email} end`,
      })
      .from(volunteerProfile)
      .innerJoin(person, eq(person.id, volunteerProfile.personId))
      .leftJoin(district, eq(district.id, volunteerProfile.homeDistrictId))
      .where(eq(volunteerProfile.personId, ctx.actor.personId)),
    ctx.db
      .select({ code: district.code, names: district.names })
      .from(district)
      .where(isNull(district.retiredAt))
      .orderBy(asc(district.code)),
  ]);
  if (!own) return null;
  const { shown, ...page } = own;
  const { availability, homeLat, ...profile } = own.profile;
  return {
    ...page,
    districts,
    code: codeOf(ctx, { ...shown, standing: own.standing }),
    profile: { ...profile, when: ticksOf(availability), placed: homeLat !== null },
  };
}

/** The people of a demo city, so that the sign-in page can name them. Never asked outside a demo. */
export async function readDemoAccounts(ctx: Ctx) {
  const rows = await ctx.db
    .select({
      name: person.name,
      email: person.email,
      standing: person.standing,
      administrator: person.administrator,
      districtNames: district.names,
    })
    .from(person)
    .leftJoin(coordinatorDistrict, eq(coordinatorDistrict.personId, person.id))
    .leftJoin(district, eq(district.id, coordinatorDistrict.districtId))
    .orderBy(asc(person.createdAt), asc(person.name));
  const accounts = new Map<string, DemoAccount>();
  for (const { email, name, standing, administrator, districtNames } of rows) {
    if (!email?.endsWith(DEMO_DOMAIN)) continue;
    const known = accounts.get(email) ?? { name, email, standing, administrator, districts: [] };
    if (districtNames) known.districts.push(districtNames);
    accounts.set(email, known);
  }
  return [...accounts.values()].slice(0, 12);
}

/** Addresses that no mail can reach (RFC 2606). */
export const DEMO_DOMAIN = "@demo.naaber.example";
export const DEMO_PASSWORD = "naaber demo 2026";

type DemoAccount = {
  name: string;
  email: string;
  standing: typeof person.$inferSelect.standing;
  administrator: boolean;
  districts: (typeof district.$inferSelect.names)[];
};
