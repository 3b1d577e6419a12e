import { beforeAll, describe, expect, it } from "vitest";
import { openOwnTask } from "../../app/dispatch/queries/own-tasks.server";
import { openTask, requestsForTask } from "../../app/dispatch/queries/tasks.server";
import { openHandover } from "../../app/duty/queries/duty.server";
import { openRequest } from "../../app/requests/queries/request.server";
import { makeWorld, type World } from "../factories/world";
import { freshDatabase } from "./fresh-database";

let world: World;
beforeAll(async () => {
  world = await makeWorld((await freshDatabase()).app.db);
});

/** As long as an id, and of its letters: PostgreSQL would take each for an error. */
describe.each([
  "-".repeat(36),
  "0".repeat(36),
  `${"a-".repeat(18)}`,
])("what only looks like an id: %s", (id) => {
  it("is absent, wherever it comes from", async () => {
    const { ctx } = await world.person({ districts: [world.north], standing: "verified" });
    const zoned = { ...ctx(), zone: "Europe/Kyiv" };
    expect(await openTask(zoned, id)).toBeNull();
    expect(await openOwnTask(zoned, id)).toBeNull();
    expect(await openRequest(ctx(), id)).toBeNull();
    expect(await openHandover(ctx(), id)).toBeNull();
    expect(await requestsForTask(ctx(), [id])).toEqual([]);
  });
});
