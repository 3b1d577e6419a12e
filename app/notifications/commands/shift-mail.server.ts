import { and, eq, sql } from "drizzle-orm";
import { coordinatorDistrict, person } from "../../../drizzle/schema/accounts";
import { shift, signUp } from "../../../drizzle/schema/shifts";
import type { Tx } from "../../platform/database.server";
import type { JobCtx } from "../../platform/jobs.server";
import { windowOf } from "../../platform/window.server";
import type { Hearing } from "../rules/who-hears";
import type { Line, Told } from "./notify.server";

export const isOfShift = ({ to }: Hearing) =>
  to === "shift_volunteer" || to === "waitlist" || to === "coordinators";

/** The mails about a shift: to one volunteer, to all who wait for a place, or to its coordinators on duty. */
export async function shiftMail(
  tx: Tx,
  { origin }: JobCtx,
  { to, template }: Hearing,
  line: Line,
): Promise<Told[]> {
  const shiftId = line.thing === "shift" ? line.thingId : String(line.data.shift);
  const [found] = await tx.select().from(shift).where(eq(shift.id, shiftId));
  if (!found) return [];
  const people = await (to === "coordinators"
    ? coordinatorsOf(tx, found.districtId)
    : to === "waitlist"
      ? waitingFor(tx, String(line.data.role))
      : oneOf(tx, line.thingId));
  const path = to === "coordinators" ? "board/shifts" : "shifts";
  const params = {
    ...{ where: found.place, at: windowOf(found.during).from.toISOString() },
    ...{ url: `${origin}/${path}/${shiftId}`, reason: found.reason },
  };
  return people.flatMap(({ id, email, locale }) =>
    email ? [{ to: email, locale, template, personId: id, params }] : [],
  );
}

const columns = { id: person.id, email: person.email, locale: person.locale };

const oneOf = (tx: Tx, signUpId: string) =>
  tx
    .select(columns)
    .from(signUp)
    .innerJoin(person, eq(person.id, signUp.personId))
    .where(eq(signUp.id, signUpId));

const waitingFor = (tx: Tx, roleId: string) =>
  tx
    .select(columns)
    .from(signUp)
    .innerJoin(person, eq(person.id, signUp.personId))
    .where(and(eq(signUp.roleId, roleId), eq(signUp.state, "waitlisted")));

/** Those of the district who are on duty; for a shift of the whole city, all of them. */
const coordinatorsOf = (tx: Tx, districtId: string | null) =>
  tx
    .selectDistinct(columns)
    .from(coordinatorDistrict)
    .innerJoin(person, eq(person.id, coordinatorDistrict.personId))
    .where(
      and(
        eq(person.onDuty, true),
        districtId ? eq(coordinatorDistrict.districtId, districtId) : sql`true`,
      ),
    );
