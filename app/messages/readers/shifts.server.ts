import { and, eq, inArray, type SQL } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { shift, shiftRole, signUp, swap } from "../../../drizzle/schema/shifts";
import type { Tx } from "../../platform/database.server";
import type { Locale } from "../../platform/types";
import type { SignUpState } from "../../shifts/types";
import type { Reader } from "../types";
import { coordinatorsOf } from "./coordinators.server";
import type { FindReaders, Line } from "./reader";

type ShiftRow = typeof shift.$inferSelect;
type Someone = {
  id: string;
  locale: Locale;
  /** What they do there, and until when their slot is held, where they have one. */
  role?: string;
  answerBy?: Date | null;
};
const columns = { id: person.id, locale: person.locale };
const ownColumns = { ...columns, role: shiftRole.title, answerBy: signUp.answerBy };

/** Readers of a message about the shift of a line; `path` is where it leads. */
const aboutShift =
  (find: (tx: Tx, line: Line, row: ShiftRow) => Promise<Someone[]>, board = false): FindReaders =>
  async (tx, { origin }, line, { template }) => {
    const shiftId = line.thing === "shift" ? line.thingId : String(line.data.shift);
    const [found] = await tx.select().from(shift).where(eq(shift.id, shiftId));
    if (!found) return [];
    // Of a cancelled one there is nothing more to see, but of others there is.
    const own = template === "shift_cancelled" ? "shifts" : `shifts/${shiftId}`;
    const url = `${origin}/${board ? `board/shifts/${shiftId}` : own}`;
    const calendar = `${origin}/shifts/${shiftId}/calendar.ics`;
    const people = await find(tx, line, found);
    return people.map((someone) => readerOf(someone, { ...factsOf(found), url, calendar }));
  };

const readerOf = (
  { id, locale, role = "", answerBy }: Someone,
  params: Reader["params"],
): Reader => ({
  kind: "person",
  id,
  locale,
  params: { ...params, role, by: answerBy?.toISOString() ?? "" },
});

const factsOf = ({ number, place, address, during, reason, was }: ShiftRow) => ({
  number,
  where: place,
  address,
  at: during.from.toISOString(),
  end: during.to.toISOString(),
  reason,
  ...(was ? { wasAt: was.from, wasEnd: was.to, wasWhere: was.place, wasAddress: was.address } : {}),
});

const signedUp = (tx: Tx, where: SQL | undefined) =>
  tx
    .select(ownColumns)
    .from(signUp)
    .innerJoin(person, eq(person.id, signUp.personId))
    .innerJoin(shiftRole, eq(shiftRole.id, signUp.roleId))
    .where(where);

const everybody = (state: SignUpState) =>
  aboutShift((tx, _, { id }) => signedUp(tx, and(eq(signUp.shiftId, id), eq(signUp.state, state))));

export const volunteerOfShift = aboutShift((tx, line) => signedUp(tx, eq(signUp.id, line.thingId)));
export const everybodyOnShift = everybody("signed_up");
export const everybodyWaitingForShift = everybody("waitlisted");
export const everybodyWaitingForRole = aboutShift((tx, line) =>
  signedUp(tx, and(eq(signUp.roleId, String(line.data.role)), eq(signUp.state, "waitlisted"))),
);

export const coordinatorsOfShift = aboutShift(
  (tx, _, { districtId }) => coordinatorsOf(tx, districtId),
  true,
);

/** The people of a swap who did not do it themselves, each with their own shift. */
const ofSwap =
  (which: "holder" | "both"): FindReaders =>
  async (tx, { origin }, line) => {
    const [found] = await tx.select().from(swap).where(eq(swap.id, line.thingId));
    if (!found) return [];
    const { signUpId, otherId } = found;
    const ids = which === "both" && otherId ? [signUpId, otherId] : [signUpId];
    const rows = await tx
      .select({ someone: ownColumns, shift })
      .from(signUp)
      .innerJoin(person, eq(person.id, signUp.personId))
      .innerJoin(shiftRole, eq(shiftRole.id, signUp.roleId))
      .innerJoin(shift, eq(shift.id, signUp.shiftId))
      .where(inArray(signUp.id, ids));
    return rows
      .filter(({ someone }) => someone.id !== line.actorId)
      .map(({ someone, shift: row }) => {
        const url = `${origin}/shifts${which === "holder" ? `/${row.id}` : ""}`;
        return readerOf(someone, { ...factsOf(row), url });
      });
  };
export const holderOfSwap = ofSwap("holder");
export const bothOfSwap = ofSwap("both");
