import { and, eq, inArray } from "drizzle-orm";
import { coordinatorDistrict, person } from "../../../drizzle/schema/accounts";
import { shift, signUp, swap } from "../../../drizzle/schema/shifts";
import { provenEmail } from "../../accounts/queries/proven.server";
import type { Tx } from "../../platform/database.server";
import type { JobCtx } from "../../platform/jobs.server";
import type { Locale } from "../../platform/types";
import { windowOf } from "../../platform/window.server";
import type { Hearing } from "../rules/who-hears";
import type { Line, Told } from "./notify.server";

const OF_SHIFTS: readonly Hearing["to"][] = [
  ...([
    "shift_volunteer",
    "everybody_on",
    "everybody_waiting",
    "waitlist",
    "coordinators",
    "swapped",
  ] as const),
];
export const isOfShift = ({ to }: Hearing) => OF_SHIFTS.includes(to);

/** The mails about a shift: to one volunteer, to all on it or waiting, to its coordinators on duty, or about a swap. */
export async function shiftMail(
  tx: Tx,
  ctx: JobCtx,
  hearing: Hearing,
  line: Line,
): Promise<Told[]> {
  if (hearing.to === "swapped") return swapMail(tx, ctx, hearing, line);
  const shiftId = line.thing === "shift" ? line.thingId : String(line.data.shift);
  const [found] = await tx.select().from(shift).where(eq(shift.id, shiftId));
  if (!found) return [];
  const path = hearing.to === "coordinators" ? `board/shifts/${shiftId}` : `shifts/${shiftId}`;
  // Of a cancelled one there is nothing more to see, but of others there is.
  const to = hearing.template === "shift_cancelled" ? "shifts" : path;
  const params = { ...factsOf(found), url: `${ctx.origin}/${to}` };
  return mailsTo(await readersOf(tx, hearing, line, found), hearing, params);
}

type ShiftRow = typeof shift.$inferSelect;
type Reader = { id: string; email: string | null; locale: Locale };

const factsOf = ({ place, during, reason }: ShiftRow) => ({
  where: place,
  at: windowOf(during).from.toISOString(),
  reason,
});

const mailsTo = (people: Reader[], { template }: Hearing, params: Told["params"]): Told[] =>
  people.flatMap(({ id, email, locale }) =>
    email ? [{ to: email, locale, template, personId: id, params }] : [],
  );

const columns = { id: person.id, email: provenEmail, locale: person.locale };

function readersOf(tx: Tx, { to }: Hearing, line: Line, { id, districtId }: ShiftRow) {
  if (to === "coordinators") return coordinatorsOf(tx, districtId);
  const which =
    to === "waitlist"
      ? and(eq(signUp.roleId, String(line.data.role)), eq(signUp.state, "waitlisted"))
      : to === "everybody_on"
        ? and(eq(signUp.shiftId, id), eq(signUp.state, "signed_up"))
        : to === "everybody_waiting"
          ? and(eq(signUp.shiftId, id), eq(signUp.state, "waitlisted"))
          : eq(signUp.id, line.thingId);
  return tx
    .select(columns)
    .from(signUp)
    .innerJoin(person, eq(person.id, signUp.personId))
    .where(which);
}

/** To the holder that a colleague has answered; to whoever did not do it themselves that their place is another's now. */
async function swapMail(tx: Tx, { origin }: JobCtx, hearing: Hearing, line: Line) {
  const [found] = await tx.select().from(swap).where(eq(swap.id, line.thingId));
  if (!found) return [];
  const both = [found.signUpId, ...(found.otherId ? [found.otherId] : [])];
  const ids = hearing.template === "swap_answered" ? [found.signUpId] : both;
  const rows = await tx
    .select({ reader: columns, shift })
    .from(signUp)
    .innerJoin(person, eq(person.id, signUp.personId))
    .innerJoin(shift, eq(shift.id, signUp.shiftId))
    .where(inArray(signUp.id, ids));
  return rows
    .filter(({ reader }) => reader.id !== line.actorId)
    .flatMap(({ reader, shift: its }) => {
      const url = `${origin}/shifts${hearing.template === "swap_answered" ? `/${its.id}` : ""}`;
      return mailsTo([reader], hearing, { ...factsOf(its), url });
    });
}

/** Those of the district who are on duty, and all of them where nobody is; for a shift of the whole city, of any district. */
async function coordinatorsOf(tx: Tx, districtId: string | null) {
  const all = await tx
    .selectDistinct({ ...columns, onDuty: person.onDuty })
    .from(coordinatorDistrict)
    .innerJoin(person, eq(person.id, coordinatorDistrict.personId))
    .where(districtId ? eq(coordinatorDistrict.districtId, districtId) : undefined);
  const onDuty = all.filter((one) => one.onDuty);
  return onDuty.length > 0 ? onDuty : all;
}
