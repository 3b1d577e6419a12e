import { and, asc, eq, exists, isNull, or, sql } from "drizzle-orm";
import { coordinatorDistrict, invitation, person } from "../../../drizzle/schema/accounts";
import { district } from "../../../drizzle/schema/districts";
import type { Ctx } from "../../platform/context.server";
import type { Member } from "../../platform/types";
import { isNamed } from "./named.server";

/** Who coordinates or administers, of a name or all; whom an invitation waits for, and the districts there are. */
export async function readCoordinators(ctx: Ctx<Member>, name = "") {
  const own = sql<string[]>`array(select d.code from coordinator_district c
    join district d on d.id = c.district_id where c.person_id = person.id and d.retired_at is null order by d.code)`;
  const invited = sql<string[]>`array(select d.code from invitation_district i
    join district d on d.id = i.district_id where i.invitation_id = invitation.id order by d.code)`;
  const [people, invitations, districts] = await Promise.all([
    ctx.db
      .select({
        id: person.id,
        name: person.name,
        administrator: person.administrator,
        version: person.version,
        districts: own,
        seenAt: sql<
          string | null
        >`(select max(s.last_seen_at) from session s where s.user_id = person.id)`,
      })
      .from(person)
      .where(
        and(
          name ? isNamed(name) : undefined,
          or(
            eq(person.administrator, true),
            exists(
              ctx.db
                .select({ one: sql`1` })
                .from(coordinatorDistrict)
                .where(eq(coordinatorDistrict.personId, person.id)),
            ),
          ),
        ),
      )
      .orderBy(asc(person.name), asc(person.id)),
    ctx.db
      .select({
        id: invitation.id,
        name: invitation.name,
        email: invitation.email,
        administrator: invitation.administrator,
        expiresAt: invitation.expiresAt,
        districts: invited,
      })
      .from(invitation)
      .where(and(isNull(invitation.acceptedAt), isNull(invitation.revokedAt)))
      .orderBy(asc(invitation.expiresAt)),
    ctx.db
      .select({ code: district.code, names: district.names })
      .from(district)
      .where(isNull(district.retiredAt))
      .orderBy(asc(district.code)),
  ]);
  const seen = people.map((one) => ({ ...one, seenAt: one.seenAt && new Date(one.seenAt) }));
  return { people: seen, invitations, districts };
}
