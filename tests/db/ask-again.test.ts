import { beforeAll, describe, expect, it } from "vitest";
import { execute } from "../../app/platform/command.server";
import { cancelRequest } from "../../app/requests/commands/cancel.server";
import { submitRequest } from "../../app/requests/commands/submit.server";
import { triage } from "../../app/requests/commands/triage.server";
import { readForAgain, withReach } from "../../app/requests/queries/ask-again.server";
import { readUsual } from "../../app/requests/queries/usual-reading.server";
import { READ_LATELY } from "../../app/requests/rules/timing";
import type { Someone } from "../factories/dispatch";
import { at, value } from "../factories/rota";
import { makeWorld, NOON, visitorCtx, type World } from "../factories/world";
import { freshDatabase } from "./fresh-database";

let world: World;
let coordinator: Someone;

beforeAll(async () => {
  const { app } = await freshDatabase();
  world = await makeWorld(app.db);
  coordinator = await world.person({ districts: [world.north, world.south] });
});

const form = {
  category: "water",
  details: "Вода для трьох",
  people: "3",
  district: "north",
  address: "Наукова 7",
  phone: "067 123 45 71",
  email: "olena@mail.example",
};
const asked = async (some: object = {}, now = NOON) =>
  value(
    await execute({ ...visitorCtx(world.db, now), flood: null }, submitRequest, {
      ...form,
      ...some,
    }),
  );

describe("asking again after an end", () => {
  it("begins with what was written before, and how they are reached stays masked", async () => {
    const { token } = await asked();
    expect(await readForAgain(world.db, token)).toBeNull();
    value(await execute(visitorCtx(world.db), cancelRequest, { token }));
    const before = await readForAgain(world.db, token);
    expect(before).toMatchObject({
      typed: { category: "water", district: "north", address: "Наукова 7", people: "3" },
      known: { phone: expect.stringContaining("•"), email: expect.stringContaining("•") },
    });
    const shown = JSON.stringify([before!.typed, before!.known]);
    for (const hidden of ["4571", "olena@", "Вода для трьох"]) expect(shown).not.toContain(hidden);
  });

  it.each([
    ["what is left empty", {}, "+380671234571"],
    ["not what is typed anew", { phone: "050 000 11 22" }, "050 000 11 22"],
  ])("takes over %s", async (_, typed, phone) => {
    const { token } = await asked();
    value(await execute(visitorCtx(world.db), cancelRequest, { token }));
    const before = await readForAgain(world.db, token);
    expect(withReach(typed, before!.reach)).toMatchObject({ phone, email: "olena@mail.example" });
  });

  it.each([
    ["as before", {}, "Марія", "+380675554433"],
    ["not the number of before for somebody else", { forName: "Іван" }, "Іван", ""],
    ["not the name of before at another number", { forPhone: "1" }, "", "1"],
  ])("says whom it is for: %s", async (_, typed, forName, forPhone) => {
    const { token } = await asked({ forName: "Марія", forPhone: "067 555 44 33" });
    value(await execute(visitorCtx(world.db), cancelRequest, { token }));
    const { forName: name = "", forPhone: number = "" } = withReach(
      typed,
      (await readForAgain(world.db, token))!.reach,
    );
    expect([name, number]).toEqual([forName, forPhone]);
  });

  it.each(["", "x".repeat(22), "12345678"])("is nothing by %j", async (token) => {
    expect(await readForAgain(world.db, token)).toBeNull();
  });
});

describe("how soon requests are read", () => {
  const read = async (district: string, minutes: number) => {
    const { id } = await asked({ district });
    const seen = { id, priority: "normal", people: "1", category: "water", district, version: 1 };
    value(await execute(coordinator.ctx(at(minutes / 60)), triage, seen));
  };

  it("is said of the district once there are enough, and of no other", async () => {
    for (let i = 1; i < READ_LATELY.least; i++) await read("north", i < 15 ? 7 : 41);
    expect(await readUsual(world.db, world.north, at(2))).toBeNull();
    await read("north", 41);
    const minute = 60_000;
    expect(await readUsual(world.db, world.north, at(2))).toEqual({
      count: READ_LATELY.least,
      half: 10 * minute,
      most: 45 * minute,
    });
    expect(await readUsual(world.db, world.south, at(2))).toBeNull();
    // Long ago says nothing of today.
    expect(await readUsual(world.db, world.north, at(24 * (READ_LATELY.days + 2)))).toBeNull();
  });
});
