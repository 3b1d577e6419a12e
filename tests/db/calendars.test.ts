import { eq } from "drizzle-orm";
import ICAL from "ical.js";
import { beforeAll, describe, expect, it } from "vitest";
import { execute } from "../../app/platform/command.server";
import { answerSlot } from "../../app/shifts/commands/answer-slot.server";
import { cancelShift } from "../../app/shifts/commands/cancel-shift.server";
import { changeShift } from "../../app/shifts/commands/change-shift.server";
import { leaveShift } from "../../app/shifts/commands/leave-shift.server";
import {
  findCalendar,
  openOwnCalendar,
  openPlaceCalendar,
} from "../../app/shifts/commands/open-calendar.server";
import { readCalendar } from "../../app/shifts/queries/calendar.server";
import { calendarText } from "../../app/shifts/rules/calendar";
import { person } from "../../drizzle/schema/accounts";
import { at, makeRota, type Rota, value } from "../factories/rota";
import { makeWorld, NOON, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let app: FreshDatabase["app"];
let world: World;
let rota: Rota;

beforeAll(async () => {
  ({ app } = await freshDatabase());
  world = await makeWorld(app.db);
  rota = await makeRota(app.db, world);
});

const city = { names: { en: "Testville" }, zone: "Europe/Kyiv" };

async function textOf(token: string, now = NOON): Promise<string | null> {
  const feed = await findCalendar(app.db, token);
  const ctx = { db: app.db, now, origin: "https://naaber.example", city, locale: "uk" as const };
  return feed && calendarText(await readCalendar(ctx, feed));
}

/** What a calendar program makes of the feed. */
async function entriesOf(token: string) {
  const text = (await textOf(token))!;
  return new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").map((component) => {
    const { uid, sequence, summary, startDate, endDate } = new ICAL.Event(component);
    const status = component.getFirstPropertyValue("status");
    const window = [startDate.toJSDate(), endDate.toJSDate()];
    return { uid, sequence, summary, status, window };
  });
}

describe("a volunteer's own feed", () => {
  it("follows a shift from yes to moved to cancelled: one entry, the same instants, a growing sequence", async () => {
    const { id, role } = await rota.published(1, 48, 52);
    const one = await rota.placed(role);
    const token = value(await execute(one.ctx(), openOwnCalendar, {}));
    const [signedUp] = await entriesOf(token);
    expect(signedUp).toMatchObject({ status: "CONFIRMED", window: [at(48), at(52)] });
    const known = { id: role, title: "Чай", skills: [], capacity: 1, minimum: 1 };
    const moved = { ...rota.wishOf(at(50), at(54)), roles: [known], version: 2 };
    value(await execute(rota.coordinator.ctx(at(1)), changeShift, { ...moved, id }));
    const [asked] = await entriesOf(token);
    expect(asked).toMatchObject({ status: "TENTATIVE", window: [at(50), at(54)] });
    value(await execute(one.ctx(at(2)), answerSlot, { id: one.id, answer: "yes" }));
    const [agreed] = await entriesOf(token);
    const { version } = await rota.shiftOf(id);
    value(
      await execute(rota.coordinator.ctx(at(3)), cancelShift, {
        id,
        version,
        reason: "Холодно",
      }),
    );
    const [gone] = await entriesOf(token);
    expect(gone).toMatchObject({ status: "CANCELLED", window: [at(50), at(54)] });
    const all = [signedUp!, asked!, agreed!, gone!];
    expect(new Set(all.map(({ uid }) => uid)).size).toBe(1);
    const sequences = all.map(({ sequence }) => sequence);
    expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b));
  });

  it("says that a place is given back, and leaves out what one only waits for", async () => {
    const { role } = await rota.published(1, 48, 52);
    const [holder, waiting] = [await rota.placed(role), await rota.placed(role)];
    const tokens = [
      value(await execute(holder.ctx(), openOwnCalendar, {})),
      value(await execute(waiting.ctx(), openOwnCalendar, {})),
    ] as const;
    expect(await entriesOf(tokens[1])).toEqual([]);
    value(await execute(holder.ctx(), leaveShift, { id: holder.id }));
    expect((await entriesOf(tokens[0]))[0]).toMatchObject({ status: "CANCELLED" });
    expect((await entriesOf(tokens[1]))[0]).toMatchObject({ status: "TENTATIVE" });
  });

  it("has one link: a new one makes the one before stop working", async () => {
    const one = await rota.volunteer();
    const old = value(await execute(one.ctx(), openOwnCalendar, {}));
    const token = value(await execute(one.ctx(), openOwnCalendar, {}));
    expect(await textOf(old)).toBeNull();
    expect(await textOf(token)).toContain("BEGIN:VCALENDAR");
    expect(await textOf("x".repeat(22))).toBeNull();
  });
});

describe("the feed of a place", () => {
  it("shows its shifts and how full they are, and nobody's name", async () => {
    const { id, role } = await rota.published(3, 72, 76);
    const one = await rota.placed(role, 2);
    await app.db.update(person).set({ name: "Соломія Таємна" }).where(eq(person.id, one.personId));
    const token = value(await execute(rota.coordinator.ctx(), openPlaceCalendar, { id }));
    const text = (await textOf(token))!.replace(/\r\n /g, "");
    expect(text).not.toContain("Соломія");
    expect(text).not.toContain("VALARM");
    expect(text).toContain("Чай: зайнято місць: 2 із 3");
    const mine = (await entriesOf(token)).find(({ uid }) => uid.includes(id));
    expect(mine).toMatchObject({ status: "CONFIRMED", window: [at(72), at(76)] });
    expect(text).toContain("LOCATION:Школа\\, Testville");
  });

  it("is opened by the district's coordinators alone", async () => {
    const { id } = await rota.published(1, 72, 76);
    const [volunteer, stranger] = [
      await rota.volunteer(),
      await world.person({ districts: [world.south] }),
    ];
    expect(await execute(volunteer.ctx(), openPlaceCalendar, { id })).toMatchObject({
      code: "forbidden",
    });
    expect(await execute(stranger.ctx(), openPlaceCalendar, { id })).toMatchObject({
      code: "shift.unknown",
    });
  });
});
