import { eq } from "drizzle-orm";
import ICAL from "ical.js";
import { beforeAll, describe, expect, it } from "vitest";
import { record } from "../../app/audit/commands/record.server";
import type { RecordLine } from "../../app/audit/events";
import { messageReactions } from "../../app/messages/reactions.server";
import { compose } from "../../app/messages/rules/compose";
import { execute } from "../../app/platform/command.server";
import { changeShift } from "../../app/shifts/commands/change-shift.server";
import { planShift } from "../../app/shifts/commands/plan-shift.server";
import { readOwnShift } from "../../app/shifts/queries/calendar.server";
import { calendarText } from "../../app/shifts/rules/calendar";
import { person } from "../../drizzle/schema/accounts";
import { shiftRole } from "../../drizzle/schema/shifts";
import { channelsOf } from "../factories/letters";
import { readMails } from "../factories/queue";
import { react } from "../factories/react";
import { at, makeRota, type Rota, value } from "../factories/rota";
import { CITY, jobCtx, makeWorld, NOON, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let database: FreshDatabase;
let world: World;
let rota: Rota;

beforeAll(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
  rota = await makeRota(database.app.db, world);
});

const city = { ...CITY, names: { en: "Testville" } };

/** Lets the messages of one line be ordered, and gives the last letter as it is read. */
async function letterOf(line: RecordLine | number) {
  const { db } = database.app;
  const id =
    typeof line === "number" ? line : await db.transaction((tx) => record(tx, jobCtx(db), line));
  await react(messageReactions(channelsOf(async () => {})), id, jobCtx(db));
  const order = (await readMails(database.owner.sql)).at(-1)!;
  return compose({ ...order, locale: "en" }, CITY, NOON);
}

describe("what a volunteer reads", () => {
  it("of a shift that was moved: when, where and as what it is now, what it was, until when to answer", async () => {
    const { id, role } = await rota.published(1, 24 * 60, 24 * 60 + 4);
    const holder = await rota.placed(role);
    const known = { id: role, title: "Чай", skills: [], capacity: 1, minimum: 1 };
    const wish = rota.wishOf(at(24 * 60 + 0.25), at(24 * 60 + 4), { place: "Музей" });
    const moved = { ...wish, address: "Нова 5", roles: [known], version: 2 };
    value(await execute(rota.coordinator.ctx(), changeShift, { ...moved, id }));
    const asked = (await rota.linesOf(holder.id)).at(-1)!;
    const { subject, text } = await letterOf(asked.id);
    expect(subject).toBe("Your shift has been changed: Музей, Friday 22 January, 14:15–18:00");
    expect(text).toContain(
      "Friday 22 January, 14:15–18:00\nМузей, Нова 5\nYour role: Чай\n\nBefore, it was:\n\nFriday 22 January, 14:00–18:00\nШкола",
    );
    // Three days, and not until the next night.
    expect(text).toContain("until Thursday 26 November, 14:00");
    expect(text).toContain(`http://localhost/shifts/${id}/calendar.ics`);
  });

  it("once verified: what to do first, and the next three shifts that they could take", async () => {
    for (const day of [5, 3, 4, 6]) await rota.published(1, 24 * day, 24 * day + 4);
    await rota.published(1, 20, 22, ["driving"]);
    const full = await rota.published(1, 30, 34);
    await rota.placed(full.role);
    const newcomer = await rota.volunteer();
    const { text } = await letterOf({ type: "person.verified", thingId: newcomer.id });
    expect(text.match(/^– .*$/gm)).toEqual(
      ["четвер, 26", "пʼятниця, 27", "субота, 28"].map(
        (day) => `– ${day} листопада, 14:00–18:00: Школа`,
      ),
    );
    expect(text).toContain("http://localhost/profile");
  });

  it("once suspended: which places are gone, and whom to ask", async () => {
    const { role } = await rota.published(2, 48, 52);
    const one = await rota.placed(role);
    const suspend = (id: string) =>
      database.owner.db.update(person).set({ standing: "suspended" }).where(eq(person.id, id));
    await suspend(one.personId);
    const { text } = await letterOf({ type: "person.suspended", thingId: one.personId });
    expect(text).toContain("– середа, 25 листопада, 14:00–18:00: Школа");
    expect(text).toContain("http://localhost/about");
    const idle = await rota.volunteer();
    await suspend(idle.id);
    const other = await letterOf({ type: "person.suspended", thingId: idle.id });
    expect(other.text).not.toContain("–");
  });
});

describe("one shift for the calendar of a phone", () => {
  const entryOf = async (who: Awaited<ReturnType<Rota["placed"]>>, id: string) => {
    const read = await readOwnShift({ ...who.ctx(), city }, id);
    if (!read) return null;
    const [event] = new ICAL.Component(ICAL.parse(calendarText(read))).getAllSubcomponents(
      "vevent",
    );
    return new ICAL.Event(event);
  };

  it("is that of whoever has a place in it, with the city in its location", async () => {
    const { id, role } = await rota.published(1, 48, 52);
    const [holder, waiting] = [await rota.placed(role), await rota.placed(role)];
    const entry = await entryOf(holder, id);
    expect(entry?.location).toBe("Школа, Testville");
    expect(entry?.startDate.toJSDate()).toEqual(at(48));
    expect(await entryOf(waiting, id)).toBeNull();
    expect(await entryOf(holder, "none")).toBeNull();
  });

  it("names the city once", async () => {
    const wish = { ...rota.wishOf(at(48), at(52)), address: "Main 1, Testville", publish: "yes" };
    const id = value(await execute(rota.coordinator.ctx(), planShift, wish));
    const roles = await database.app.db.select().from(shiftRole);
    const holder = await rota.placed(roles.find((role) => role.shiftId === id)!.id);
    expect((await entryOf(holder, id))?.location).toBe("Main 1, Testville");
  });
});
