import { eq } from "drizzle-orm";
import { execute } from "../../app/platform/command.server";
import { instantOf, wallTime } from "../../app/platform/zone";
import { planShift } from "../../app/shifts/commands/plan-shift.server";
import { takeSlot } from "../../app/shifts/commands/take-slot.server";
import { shiftRole } from "../schema/shifts";
import type { Duty } from "./story";
import type { Telling } from "./things";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The shifts of a demo city: every day from tomorrow on, for two weeks, thin in places. */
export async function tellRota(telling: Telling) {
  for (const duty of telling.story.rota) await tellDuty(telling, duty);
}

async function tellDuty({ story, as, coordinatorOf, ok }: Telling, duty: Duty) {
  const place = story.places[duty.place]!;
  const coordinator = await as(coordinatorOf(place), 60);
  const { city, now } = coordinator;
  const dayOf = (ahead: number) =>
    wallTime(new Date(now.getTime() + ahead * DAY), city.zone).slice(0, 10);
  const starts = `${dayOf(1)}T${duty.at}`;
  const ends = new Date(instantOf(starts, city.zone)!.getTime() + duty.hours * HOUR);
  const first = ok(
    await execute(coordinator, planShift, {
      district: place.district,
      place: duty.name,
      address: place.street,
      contact: duty.contact ?? "",
      leaveHours: 12,
      from: starts,
      to: wallTime(ends, city.zone),
      frequency: "daily",
      until: dayOf(14),
      publish: true,
      roles: [
        {
          title: duty.role,
          skills: duty.skill ? [duty.skill] : [],
          capacity: duty.capacity,
          minimum: duty.minimum,
        },
      ],
    }),
  );
  const [role] = await coordinator.db
    .select({ id: shiftRole.id })
    .from(shiftRole)
    .where(eq(shiftRole.shiftId, first));
  for (const key of duty.who) ok(await execute(await as(key, 30), takeSlot, { role: role!.id }));
}
