import { eq } from "drizzle-orm";
import { instantOf, wallTime } from "../../app/platform/zone";
import { publishShift } from "../../app/shifts/commands/keep-shift.server";
import { makeSeries } from "../../app/shifts/commands/series.server";
import { takePlace } from "../../app/shifts/commands/sign-up.server";
import { ruleOf } from "../../app/shifts/rules/recurrence";
import { district } from "../schema/districts";
import { shiftRole } from "../schema/shifts";
import type { Duty } from "./story";
import type { Telling } from "./things";

const DAY = 86_400_000;

/** The shifts of a demo city: every day from tomorrow on, for two weeks, thin in places. */
export async function tellRota(telling: Telling) {
  for (const duty of telling.story.rota) await tellDuty(telling, duty);
}

async function tellDuty({ story, as, coordinatorOf, ok }: Telling, duty: Duty) {
  const place = story.places[duty.place]!;
  const coordinator = await as(coordinatorOf(place), 60);
  const { zone, now } = coordinator;
  const dayOf = (ahead: number) =>
    wallTime(new Date(now.getTime() + ahead * DAY), zone).slice(0, 10);
  const starts = `${dayOf(1)}T${duty.at}`;
  const from = instantOf(starts, zone)!;
  const [own] = await coordinator.db
    .select({ id: district.id })
    .from(district)
    .where(eq(district.code, place.district));
  const repeat = { frequency: "daily" as const, interval: 1, weekdays: [], count: null };
  const first = ok(
    await makeSeries(coordinator, {
      districtId: own!.id,
      place: duty.name,
      address: place.street,
      briefing: "",
      contact: duty.contact ?? "",
      leaveHours: 12,
      except: [],
      rule: ruleOf({ ...repeat, until: dayOf(14) }, starts),
      window: { from, to: new Date(from.getTime() + duty.hours * 3_600_000) },
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
  ok(await publishShift(coordinator, first, 1));
  const [role] = await coordinator.db
    .select({ id: shiftRole.id })
    .from(shiftRole)
    .where(eq(shiftRole.shiftId, first));
  for (const key of duty.who) ok(await takePlace(await as(key, 30), role!.id));
}
