import { and, asc, eq, or, sql } from "drizzle-orm";
import { person, volunteerProfile } from "../../../drizzle/schema/accounts";
import { district } from "../../../drizzle/schema/districts";
import type { Ctx } from "../../platform/context.server";
import type { Member, VolunteerStanding } from "../../platform/types";
import { mayHandOutCode, mayLookAfter, maySetStanding, mayVouch } from "../policy";
import { districtsOf } from "./account.server";
import { hasNumber, isNamed } from "./named.server";
import { reveal } from "./reveal.server";
import { inScope } from "./scope.server";

const PAGE = 50;

type Filter = { standing: VolunteerStanding | null; search: string; after: string | null };

/** The volunteers that a coordinator looks after, by name, a page at a time; `after` is the last one's id. */
export async function listVolunteers(ctx: Ctx<Member>, { standing, search, after }: Filter) {
  const wanted = search.trim()
    ? or(isNamed(search), hasNumber(search, ctx.city.callingCode))
    : undefined;
  const rows = await ctx.db
    .select({
      id: person.id,
      name: person.name,
      standing: person.standing,
      skills: volunteerProfile.skills,
      vehicle: volunteerProfile.vehicle,
      districtNames: district.names,
    })
    .from(volunteerProfile)
    .innerJoin(person, eq(person.id, volunteerProfile.personId))
    .leftJoin(district, eq(district.id, volunteerProfile.homeDistrictId))
    .where(
      and(
        inScope(ctx.actor, volunteerProfile.homeDistrictId),
        standing ? eq(person.standing, standing) : sql`${person.standing} is not null`,
        wanted,
        after
          ? sql`(${person.name}, ${person.id}) > (select name, id from person where id::text = ${after})`
          : undefined,
      ),
    )
    .orderBy(asc(person.name), asc(person.id))
    .limit(PAGE + 1);
  return { volunteers: rows.slice(0, PAGE), next: rows.length > PAGE ? rows[PAGE - 1]!.id : null };
}

/** One volunteer with contact and profile; opening it is a look, and on record. Null outside the scope. */
export async function openVolunteer(ctx: Ctx<Member>, id: string) {
  const [found] = await ctx.db
    .select({
      id: person.id,
      name: person.name,
      standing: person.standing,
      version: person.version,
      createdAt: person.createdAt,
      emailProven: sql<boolean>`${person.emailProvenAt} is not null`,
      phoneProven: sql<boolean>`${person.phoneProvenAt} is not null`,
      hasPassword: sql<boolean>`${person.passwordHash} is not null`,
      administrator: person.administrator,
      districts: districtsOf,
      districtNames: district.names,
      homeDistrictId: volunteerProfile.homeDistrictId,
      profile: {
        skills: volunteerProfile.skills,
        languages: volunteerProfile.languages,
        vehicle: volunteerProfile.vehicle,
        seats: volunteerProfile.seats,
        loadKg: volunteerProfile.loadKg,
        radiusKm: volunteerProfile.radiusKm,
        onlyTogether: volunteerProfile.onlyTogether,
        note: volunteerProfile.note,
      },
    })
    .from(volunteerProfile)
    .innerJoin(person, eq(person.id, volunteerProfile.personId))
    .leftJoin(district, eq(district.id, volunteerProfile.homeDistrictId))
    .where(sql`${person.id}::text = ${id}`);
  if (!found || !mayLookAfter(ctx.actor, found)) return null;
  const revealed = await reveal(ctx.db, ctx, "volunteer", [found.id], { page: "volunteer" });
  const contact = revealed.get(found.id);
  if (!contact) return null;
  const { homeDistrictId, administrator, districts, hasPassword, ...shown } = found;
  const volunteer = { ...shown, ...contact };
  const account = { ...volunteer, administrator, districts, homeDistrictId, hasPassword };
  return {
    ...volunteer,
    mayChange: maySetStanding(ctx.actor, account),
    mayVouch: mayVouch(ctx.actor, account),
    mayHaveCode: mayHandOutCode(ctx.actor, account) && volunteer.phoneProven,
  };
}
