import { randomBytes } from "node:crypto";
import { and, desc, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { confirmTask as confirm } from "../../app/dispatch/commands/conclude.server";
import { reportProblem } from "../../app/dispatch/commands/progress.server";
import { openOwnTask } from "../../app/dispatch/queries/own-tasks.server";
import {
  coordinatorsOfTask,
  volunteersOfRequest,
} from "../../app/messages/readers/dispatch.server";
import { execute } from "../../app/platform/command.server";
import { cancelRequest } from "../../app/requests/commands/cancel.server";
import { correctRequest } from "../../app/requests/commands/correct.server";
import { endRequest } from "../../app/requests/commands/end.server";
import { mergeRequest } from "../../app/requests/commands/merge.server";
import { addResidentNote } from "../../app/requests/commands/note.server";
import { takeBack, tellOutcome } from "../../app/requests/commands/outcome.server";
import { separateRequest } from "../../app/requests/commands/separate.server";
import { hashOf } from "../../app/requests/link.server";
import { listLanes } from "../../app/requests/queries/board.server";
import { openRequest } from "../../app/requests/queries/request.server";
import { trackRequest } from "../../app/requests/queries/track.server";
import { requestReactions } from "../../app/requests/reactions.server";
import { readFilter } from "../../app/requests/rules/filter";
import { LANES } from "../../app/requests/states";
import { event } from "../../drizzle/schema/audit";
import { requestPrivate } from "../../drizzle/schema/requests";
import { dispatchSteps, type Someone, value } from "../factories/dispatch";
import { react } from "../factories/react";
import { jobCtx, makeWorld, NOON, visitorCtx, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let app: FreshDatabase["app"];
let world: World;
let coordinator: Someone;
let resident: ReturnType<typeof visitorCtx>;

beforeAll(async () => {
  ({ app } = await freshDatabase());
  world = await makeWorld(app.db);
  coordinator = await world.person({ districts: [world.north], name: "Ганна" });
  resident = visitorCtx(app.db);
});

const steps = dispatchSteps(() => ({ world, coordinator }));
const { triaged, make, offer, accept, progress, volunteer, requestOf } = steps;

async function asked(secret: Parameters<World["request"]>[1] = {}) {
  const token = randomBytes(16).toString("base64url");
  const made = await world.request({ tokenHash: hashOf(token) }, secret);
  return { ...made, token };
}
const join = async (one: { id: string }, into: { code: string }) =>
  value(
    await execute(coordinator.ctx(), mergeRequest, { id: one.id, version: 1, code: into.code }),
  );
const say = async (token: string, note: string) =>
  value(await execute(resident, addResidentNote, { token, note }));
const lastLine = async (id: string, type: string) =>
  (
    await app.db
      .select()
      .from(event)
      .where(and(eq(event.thingId, id), eq(event.type, type)))
      .orderBy(desc(event.id))
  )[0]!;
const lane = async (id: string) => LANES[(await requestOf(id)).lane! - 1];

/** Somebody on the way to a request. */
async function onTheWay(id: string) {
  const taskId = await make({ requests: [id] });
  const helper = await volunteer();
  await offer(taskId, [helper]);
  value(await accept(helper, taskId));
  value(await progress(helper, taskId, "en_route"));
  return { taskId, helper };
}

describe("a request that was merged into another", () => {
  it("stands on the sheet of the other with its people, words and phone, and its words mark the other", async () => {
    const water = await asked();
    const insulin = await asked({ details: "Інсулін, квартира 9", phone: "+380670000009" });
    await join(insulin, water);
    await say(insulin.token, "Стало гірше");
    expect(await requestOf(water.id)).toMatchObject({ unread: 1 });
    const sheet = await openRequest(coordinator.ctx(), water.id);
    expect(sheet!.joined).toMatchObject([
      { code: insulin.code, secret: { details: "Інсулін, квартира 9", phone: "+380670000009" } },
    ]);
    expect(sheet!.notes).toMatchObject([{ body: "Стало гірше", joinedCode: insulin.code }]);
    expect(await requestOf(water.id)).toMatchObject({ unread: 0 });
  });

  it("is seen by whoever is on the way to the other, and by nobody after", async () => {
    const id = await triaged();
    const other = await asked({ details: "Інсулін, квартира 9" });
    await join(other, await requestOf(id));
    const { taskId, helper } = await onTheWay(id);
    const [first] = (await openOwnTask(helper.ctx(), taskId))!.requests;
    expect(first!.joined).toMatchObject([{ secret: { details: "Інсулін, квартира 9" } }]);
    const stranger = await volunteer();
    expect(await openOwnTask(stranger.ctx(), taskId)).toBeNull();
  });

  it("follows the other one's steps, and can say that nothing came to its own door", async () => {
    const [kept, joined] = [await triaged(), await asked()];
    await join(joined, await requestOf(kept));
    const { taskId, helper } = await onTheWay(kept);
    expect((await trackRequest(app.db, joined.token))!.joined).toMatchObject({
      cover: "on_the_way",
    });
    const no = { token: joined.token, came: "no" };
    expect(await execute(resident, tellOutcome, no)).toMatchObject({
      code: "request.not_awaiting",
    });
    value(await steps.complete(helper, taskId, 2, { [`amount-${kept}`]: "20" }));
    const { version } = await steps.taskOf(taskId);
    const report = { id: taskId, version, [`amount-${kept}`]: "20" };
    value(await execute(coordinator.ctx(), confirm, report));
    value(await execute(resident, tellOutcome, no));
    expect(await requestOf(joined.id)).toMatchObject({
      state: "triaged",
      trouble: "not_come",
      duplicateOf: null,
    });
    expect(await requestOf(kept)).toMatchObject({ state: "fulfilled" });
  });

  it("can be separated by its coordinator, once, and by nobody else's", async () => {
    const [kept, joined] = [await asked(), await asked()];
    await join(joined, kept);
    const south = await world.person({ districts: [world.south] });
    const sent = { id: joined.id, version: 2 };
    expect(await execute(south.ctx(), separateRequest, sent)).toMatchObject({
      code: "request.unknown",
    });
    const both = await Promise.all([
      execute(coordinator.ctx(), separateRequest, sent),
      execute(coordinator.ctx(), separateRequest, sent),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await lane(joined.id)).toBe("broken");
  });

  it("is open again when the other one ends without help, however it ends", async () => {
    const ends = [
      (kept: Asked) => execute(resident, cancelRequest, { token: kept.token }),
      ({ id }: Asked) =>
        execute(coordinator.ctx(), endRequest, {
          id,
          how: "decline",
          reason: "unreachable",
          version: 1,
        }),
    ];
    for (const end of ends) {
      const [kept, one, two] = [await asked(), await asked(), await asked()];
      await join(one, kept);
      await join(two, kept);
      value(await end(kept));
      const { state } = await requestOf(kept.id);
      const line = await lastLine(kept.id, `request.${state}`);
      // It may come twice, and must not mind.
      for (let turn = 0; turn < 2; turn++) await react(requestReactions, line.id, jobCtx(app.db));
      for (const { id } of [one, two])
        expect(await requestOf(id)).toMatchObject({ state: "triaged", trouble: "separated" });
    }
  });
});
type Asked = Awaited<ReturnType<typeof asked>>;

describe("a word of the resident", () => {
  it("reaches whoever has accepted, on the page and at once", async () => {
    const token = randomBytes(16).toString("base64url");
    const id = await triaged(20, { tokenHash: hashOf(token) });
    const { taskId, helper } = await onTheWay(id);
    await say(token, "Ми вже в укритті школи 5");
    const line = await lastLine(id, "request.noted");
    const readers = await app.db.transaction((tx) =>
      volunteersOfRequest(
        tx,
        { ...jobCtx(app.db), origin: "https://x" },
        line as never,
        {} as never,
      ),
    );
    expect(readers).toMatchObject([
      { id: helper.id, params: { url: `https://x/tasks/${taskId}` } },
    ]);
    const [first] = (await openOwnTask(helper.ctx(), taskId))!.requests;
    expect(first!.words.map(({ body }) => body)).toEqual(["Ми вже в укритті школи 5"]);
  });

  it("on a request that has ended brings it back to the board until somebody has read it", async () => {
    const one = await asked();
    value(await execute(resident, cancelRequest, { token: one.token }));
    const open = async () =>
      (await listLanes(coordinator.ctx(), readFilter(new URLSearchParams()))).some(
        ({ id }) => id === one.id,
      );
    expect(await open()).toBe(false);
    await say(one.token, "Допомога все ж потрібна");
    expect(await open()).toBe(true);
    await openRequest(coordinator.ctx(), one.id);
    expect(await open()).toBe(false);
  });

  it("corrects the phone and the address at once, keeps what stood there, and is read", async () => {
    const one = await asked({ phone: "+380671112233", address: "вул. Наукова, 7" });
    const sent = { token: one.token, phone: "067 111 22 34", address: "вул. Наукова, 9" };
    value(await execute(resident, correctRequest, sent));
    const [stands] = await app.db
      .select()
      .from(requestPrivate)
      .where(eq(requestPrivate.requestId, one.id));
    expect(stands).toMatchObject({ phone: "+380671112234", address: "вул. Наукова, 9" });
    const sheet = await openRequest(coordinator.ctx(), one.id);
    expect(sheet!.notes[0]!.body).toBe(
      "+380671112233 → +380671112234\nвул. Наукова, 7 → вул. Наукова, 9",
    );
    const again = await execute(resident, correctRequest, sent);
    expect(again).toMatchObject({ code: "request.nothing_changed" });
    expect(
      await execute(resident, correctRequest, { token: one.token, phone: "12" }),
    ).toMatchObject({
      errors: { phone: "phone" },
    });
    expect((await lastLine(one.id, "request.corrected")).data).toEqual({
      fields: ["phone", "address"],
    });
  });

  it("corrects the number of whom it is for, and says whose it is; of their own nothing changes", async () => {
    const theirs = { forName: "Марія", forPhone: "+380675554433" };
    const one = await asked({ phone: "+380671112233", ...theirs });
    expect((await trackRequest(app.db, one.token))?.written.forOther).toBe(true);
    const sent = { token: one.token, forPhone: "067 555 44 34, донька 067 555 44 35" };
    value(await execute(resident, correctRequest, sent));
    const [stands] = await app.db
      .select()
      .from(requestPrivate)
      .where(eq(requestPrivate.requestId, one.id));
    expect(stands).toMatchObject({ phone: "+380671112233", forPhone: "+380675554434" });
    const [note] = (await openRequest(coordinator.ctx(), one.id))!.notes;
    expect(note!.body).toMatch(
      /^номер .*: \+380675554433 → \+380675554434\n.*донька 067 555 44 35/,
    );
    const wrong = { token: one.token, forPhone: "12" };
    expect(await execute(resident, correctRequest, wrong)).toMatchObject({
      errors: { forPhone: "phone" },
    });
    const line = await lastLine(one.id, "request.corrected");
    expect(line.data).toEqual({ fields: ["forPhone"] });
    expect((await trackRequest(app.db, (await asked()).token))?.written.forOther).toBe(false);
  });

  it("takes back a mistaken cancellation for a day, and nobody else's ending", async () => {
    const [mine, theirs] = [await asked(), await asked()];
    value(await execute(resident, cancelRequest, { token: mine.token }));
    const late = { ...resident, now: new Date(NOON.getTime() + 25 * 3_600_000) };
    const refused = { code: "request.moved_on" };
    expect(await execute(late, takeBack, { token: mine.token })).toMatchObject(refused);
    value(await execute(resident, takeBack, { token: mine.token }));
    expect(await lane(mine.id)).toBe("broken");
    const ending = { how: "cancel", reason: "not_needed", version: 1, id: theirs.id };
    value(await execute(coordinator.ctx(), endRequest, ending));
    expect(await execute(resident, takeBack, { token: theirs.token })).toMatchObject(refused);
  });
});

describe("a problem on the way", () => {
  it("comes before the coordinators at once, and is over with the next step", async () => {
    const id = await triaged();
    const { taskId, helper } = await onTheWay(id);
    const sent = { id: taskId, problem: "nobody_there" };
    value(await execute(helper.ctx(), reportProblem, sent));
    expect([await lane(id), (await requestOf(id)).trouble]).toEqual(["broken", "problem"]);
    const [part] = await steps.partsOf(taskId);
    const line = await lastLine(part!.id, "assignment.problem");
    const readers = await app.db.transaction((tx) =>
      coordinatorsOfTask(
        tx,
        { ...jobCtx(app.db), origin: "https://x" },
        line as never,
        {} as never,
      ),
    );
    expect(readers.map((one) => one.id)).toContain(coordinator.id);
    value(await progress(helper, taskId, "on_site"));
    expect(await lane(id)).toBe("moving");
    expect((await openOwnTask(helper.ctx(), taskId))!.problem).toBeNull();
    const other = await volunteer();
    expect(await execute(other.ctx(), reportProblem, sent)).toMatchObject({ code: "task.unknown" });
  });
});
