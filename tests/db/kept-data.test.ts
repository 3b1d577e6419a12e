import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { execute } from "../../app/platform/command.server";
import { setDataKeys } from "../../app/platform/data-keys.server";
import { forgetAgain } from "../../app/privacy/commands/forget.server";
import { giveData } from "../../app/privacy/commands/give-data.server";
import { retire, setRetention } from "../../app/privacy/commands/retire.server";
import { watchLooks } from "../../app/privacy/commands/watch-looks.server";
import { requestOfLink } from "../../app/privacy/queries/subjects.server";
import { event } from "../../drizzle/schema/audit";
import { sms } from "../../drizzle/schema/messages";
import { erased } from "../../drizzle/schema/privacy";
import { requestNote } from "../../drizzle/schema/requests";
import { TEST_DATA_KEY } from "../factories/data-key";
import { type Someone, value } from "../factories/dispatch";
import { everyWord } from "../factories/everything";
import { requestLink } from "../factories/examples/privacy";
import { jobCtx, makeWorld, NOON, visitorCtx, type World } from "../factories/world";
import { SECRET } from "../http/serve";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let database: FreshDatabase;
let world: World;
let coordinator: Someone;
let administrator: Someone;

beforeAll(async () => {
  // What is encrypted would not be found, whether it is forgotten or not.
  setDataKeys(null);
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
  coordinator = await world.person({ districts: [world.north], name: "Ганна Координаторка" });
  administrator = await world.person({ administrator: true, name: "Анна Адміністраторка" });
});

const visitor = () => visitorCtx(world.db);
const linesOf = async (thingId: string) =>
  (await world.db.select().from(event).where(eq(event.thingId, thingId)).orderBy(event.id)).map(
    ({ type, actor, reason }) => [type, actor, reason],
  );
const isErased = async (thingId: string) =>
  (await world.db.select().from(erased).where(eq(erased.thingId, thingId))).length === 1;

describe("what is kept of somebody", () => {
  it("is given out as a file, without what coordinators wrote for each other, and goes on record", async () => {
    const { token, id } = await requestLink(world);
    await database.app.db.insert(requestNote).values([
      { requestId: id, author: "coordinator", personId: coordinator.id, body: "між нами" },
      {
        requestId: id,
        author: "coordinator",
        personId: coordinator.id,
        body: "для вас",
        forResident: true,
      },
    ]);
    const message = { phone: "+380671112233", template: "words", segments: 1 };
    await world.db.insert(sms).values([
      { ...message, requestId: id, body: "їдемо до вас" },
      { ...message, requestId: id, personId: coordinator.id, body: "волонтерові" },
    ]);
    const subject = (await requestOfLink(world.db, token))!;
    const file = await giveData(visitor(), subject);
    const { data } = JSON.parse(file);
    expect(data.request_private[0]).toMatchObject({ name: "Оксана", phone: "+380671112233" });
    expect(data.request_note.map(({ body }: { body: string }) => body)).toEqual(["для вас"]);
    expect(data.sms.map(({ body }: { body: string }) => body)).toEqual(["їдемо до вас"]);
    expect(file).not.toContain("hash");
    expect(await giveData(administrator.ctx(), subject, true)).toContain("між нами");
    expect((await linesOf(id)).slice(-2)).toEqual([
      ["request.data_given", "resident", null],
      ["request.data_given", "member", null],
    ]);
  });
});

describe("the days that are set", () => {
  it("hold from the next run on; whoever comes second is told", async () => {
    const { id } = await requestLink(world, { cancelled: true });
    const later = new Date(NOON.getTime() + 20 * 86_400_000);
    const run = async () =>
      value(await execute(jobCtx(world.db, later), retire, { at: later.toISOString() }));
    await run();
    expect(await isErased(id)).toBe(false);
    const input = { kind: "request", days: "14", version: "0" };
    value(await execute(administrator.ctx(), setRetention, input));
    expect(await execute(administrator.ctx(), setRetention, input)).toMatchObject({
      code: "conflict",
    });
    await run();
    expect(await isErased(id)).toBe(true);
  });

  it.each([
    "6",
    "3651",
    "1.5",
    "soon",
    "",
  ])("are a number that makes sense, not %j", async (days) => {
    const input = { kind: "task", days, version: "0" };
    expect(await execute(administrator.ctx(), setRetention, input)).toMatchObject({
      code: "input",
    });
  });
});

describe("a database that was restored from before", () => {
  it("forgets again what the list names, and minds nothing that it never had", async () => {
    const [{ id: request }, someone] = await Promise.all([
      requestLink(world),
      world.person({ name: "Назар Відновлений", standing: "verified" }),
    ]);
    const list = [
      { thing: "request", id: request },
      { thing: "person", id: someone.id },
      { thing: "offer", id: randomUUID() },
    ];
    for (const { thing, id } of list)
      value(await execute(jobCtx(world.db), forgetAgain, { thing, id }));
    // Twice is once.
    for (const { thing, id } of list)
      value(await execute(jobCtx(world.db), forgetAgain, { thing, id }));
    expect([await isErased(request), await isErased(someone.id)]).toEqual([true, true]);
    expect(await everyWord(database.owner.sql)).not.toContain("Назар Відновлений");
    const other = await execute(coordinator.ctx(), forgetAgain, list[0]);
    expect(other).toMatchObject({ code: "forbidden" });
  });

  it("is told so on the command line, by the list that was printed before", async () => {
    const gone = await world.person({ name: "Данило Забутий" });
    value(await execute(jobCtx(world.db), forgetAgain, { thing: "person", id: gone.id }));
    const printed = await forgotten(database);
    const line = printed.split("\n").find((one) => one.includes(gone.id))!;
    expect(line).toMatch(/^person [0-9a-f-]{36} 2\d{3}-/);
    const restored = await freshDatabase();
    const before = await (await makeWorld(restored.app.db)).person({ name: "Данило Забутий" });
    const file = join(mkdtempSync(join(tmpdir(), "naaber-list-")), "list");
    writeFileSync(file, `${printed}${line.replace(gone.id, before.id)}\n`);
    const lines = printed.split("\n").filter(Boolean).length + 1;
    expect(await forgotten(restored, file)).toBe(`${lines} of ${lines} are forgotten\n`);
    expect(await everyWord(restored.owner.sql)).not.toContain("Данило Забутий");
    writeFileSync(file, "drop table person\n");
    await expect(forgotten(restored, file)).rejects.toMatchObject({ code: 2 });
    rmSync(dirname(file), { recursive: true });
  });
});

/** What the command says. */
async function forgotten({ appUrl, ownerUrl }: FreshDatabase, ...args: string[]) {
  const root = join(import.meta.dirname, "../..");
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", join(root, "deploy/forgotten.ts"), ...args],
    {
      cwd: root,
      env: {
        ...process.env,
        DATABASE_URL: appUrl,
        DATABASE_OWNER_URL: ownerUrl,
        DEMO: "no",
        PUBLIC_URL: "https://naaber.example",
        SECRET,
        DATA_KEY: TEST_DATA_KEY,
      },
    },
  );
  return stdout;
}

describe("looks that are unusual", () => {
  const looked = async (who: Someone, things: number, each: number, districtId: string) => {
    const { sql } = database.owner;
    await sql`
      insert into look (viewer_id, kind, thing_id, page, district_id)
      select ${who.id}::uuid, 'resident', md5(${who.id} || t)::uuid, 'request', ${districtId}::uuid
      from generate_series(1, ${things}::int) t, generate_series(1, ${each}::int) e`;
  };
  const unusualOf = async ({ id }: Someone) =>
    (await linesOf(id)).filter(([type]) => type === "person.looks_unusual");

  it("go on record once a day, each kind by itself; usual ones do not", async () => {
    const [busy, many, outside, again] = await Promise.all(
      [1, 2, 3, 4].map(() => world.person({ districts: [world.north] })),
    );
    await looked(busy!, 60, 1, world.north);
    await looked(many!, 130, 1, world.north);
    await looked(outside!, 11, 1, world.south);
    await looked(again!, 1, 13, world.north);
    const run = async () => value(await execute(jobCtx(world.db, new Date()), watchLooks, {}));
    await run();
    await run();
    expect(await unusualOf(busy!)).toEqual([]);
    expect(await unusualOf(many!)).toEqual([["person.looks_unusual", "system", "many"]]);
    expect(await unusualOf(outside!)).toEqual([["person.looks_unusual", "system", "outside"]]);
    expect(await unusualOf(again!)).toEqual([["person.looks_unusual", "system", "again"]]);
  });
});
