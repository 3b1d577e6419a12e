import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { execute } from "../../app/platform/command.server";
import { addNote, endRequest, reopenRequest } from "../../app/requests/commands/end.server";
import { mergeRequest } from "../../app/requests/commands/merge.server";
import { tellOutcome } from "../../app/requests/commands/outcome.server";
import { backToTriage, fulfil, startProgress } from "../../app/requests/commands/progress.server";
import { triage } from "../../app/requests/commands/triage.server";
import { requestJobs } from "../../app/requests/jobs.server";
import { hashOf } from "../../app/requests/link.server";
import { countBoard, listBoard } from "../../app/requests/queries/board.server";
import { readPace } from "../../app/requests/queries/reading-pace.server";
import { openRequest, readToCompare } from "../../app/requests/queries/request.server";
import { searchBoard } from "../../app/requests/queries/search.server";
import { readFilter } from "../../app/requests/rules/filter";
import { look } from "../../drizzle/schema/audit";
import { request } from "../../drizzle/schema/requests";
import { triageForm as form, type Someone, value } from "../factories/dispatch";
import { jobCtx, makeWorld, NOON, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let app: FreshDatabase["app"];
let world: World;
let north: Someone;
let second: Someone;
let south: Someone;

beforeAll(async () => {
  ({ app } = await freshDatabase());
  world = await makeWorld(app.db);
  north = await world.person({ districts: [world.north], name: "Ганна" });
  second = await world.person({ districts: [world.north], name: "Борис" });
  south = await world.person({ districts: [world.south] });
});

const stateOf = async (id: string) =>
  (await app.db.select().from(request).where(eq(request.id, id)))[0]!;
const all = (query = "") => readFilter(new URLSearchParams(query));
const NOBODYS = "00000000-0000-4000-8000-000000000000";

describe("triage", () => {
  it("by two at once is one; the other is told who was first", async () => {
    const { id } = await world.request();
    const at = await Promise.all([
      execute(north.ctx(), triage, { ...form, id: id }),
      execute(second.ctx(), triage, { ...form, id: id }),
    ]);
    expect(at.map(({ ok }) => ok).sort()).toEqual([false, true]);
    const told = at.find(({ ok }) => !ok);
    const winner = at[0]!.ok ? "Ганна" : "Борис";
    expect(told).toMatchObject({ code: "conflict", params: { who: winner } });
    const after = await stateOf(id);
    expect(after).toMatchObject({ state: "triaged", quantity: 20, lane: 4, version: 2 });
    expect(after.dueAt.getTime() - NOON.getTime()).toBe(60 * 60_000);
    expect([after.cellLat, after.cellLon]).not.toEqual([49.87, 24.02]);
  });

  it("again changes what it says, not where it stands", async () => {
    const { id } = await world.request();
    await execute(north.ctx(), triage, { ...form, id: id });
    const again = { ...form, priority: "critical" as const, version: 2 };
    expect(await execute(second.ctx(), triage, { ...again, id: id })).toMatchObject({ ok: true });
    expect(await stateOf(id)).toMatchObject({ state: "triaged", lane: 1 });
  });
});

describe("how far somebody is who reads one after the other", () => {
  const readOne = async (who: Someone) => {
    const { id } = await world.request();
    value(await execute(who.ctx(), triage, { ...form, id }));
    return id;
  };
  const unread = (who: Someone) => countBoard(who.ctx(), all()).then(({ lanes }) => lanes);

  it("is counted from what she has read herself, and from what is left in her reach", async () => {
    const [reader, other] = [
      await world.person({ districts: [world.north] }),
      await world.person({ districts: [world.north] }),
    ];
    const pace = () => readPace(reader.ctx(new Date()));
    const first = await readOne(reader);
    await readOne(reader);
    for (let more = 0; more < 3; more++) await readOne(other);
    expect(await pace()).toBe(null);
    // Read again is not one more, and what was asked for or ended together was not read one by one.
    const again = { ...form, id: first, priority: "low" as const, version: 2 };
    value(await execute(reader.ctx(), triage, again));
    expect(await pace()).toBe(null);
    await world.request({ districtId: world.south });
    const ended = { id: (await world.request()).id, version: 1 } as const;
    const declined = { ...ended, how: "decline", reason: "out_of_scope", word: "" } as const;
    value(await execute(reader.ctx(), endRequest, declined));
    const [left] = (await unread(reader)).filter(({ lane }) => lane === "read");
    const waiting = left?.count ?? 0;
    expect(await pace()).toMatchObject({ read: 3, all: 3 + waiting });
    expect((await pace())!.each).toBeGreaterThan(0);
    expect(await readPace(reader.ctx(new Date(Date.now() + 11 * 60_000)))).toBe(null);
  });
});

describe("two requests beside each other, before one ends for the other", () => {
  it("say who, how many and what; each is a look", async () => {
    const same = { phone: "+380671119900", address: "вул. Наукова, 99" };
    const own = await world.request({ people: 5 }, { ...same, details: "Двоє малих дітей" });
    const alike = await world.request({ people: 2 }, { ...same, details: "Три пляшки" });
    const far = await world.request({}, { phone: "+380501", address: "Зелена 1", details: "Інше" });
    value(await execute(second.ctx(), addNote, { id: alike.id, note: "Внутрішнє" }));
    const read = await readToCompare(north.ctx(), own.id, far.code);
    expect(read).toMatchObject({
      own: { id: own.id, people: 5, phone: same.phone, words: ["Двоє малих дітей"] },
      named: far.code,
    });
    expect(read!.others.map(({ id, words }) => [id, words])).toEqual([
      [far.id, ["Інше"]],
      [alike.id, ["Три пляшки"]],
    ]);
    const looks = await app.db.select().from(look).where(eq(look.viewerId, north.id));
    const seen = looks.map(({ thingId }) => thingId);
    expect(seen).toEqual(expect.arrayContaining([own.id, alike.id, far.id]));
  });

  it("end where the reach ends, whatever is typed", async () => {
    const own = await world.request();
    const theirs = await world.request({ districtId: world.south }, { phone: "+380671110077" });
    for (const code of [theirs.code, own.code, "", "\0", "12345678901"])
      expect(await readToCompare(north.ctx(), own.id, code)).toMatchObject({ named: null });
    expect(await readToCompare(south.ctx(), own.id, own.code)).toBe(null);
    expect(await readToCompare(north.ctx(), NOBODYS, "")).toBe(null);
  });
});

describe("the reach of a coordinator", () => {
  it("ends at the district: elsewhere nothing is there, for any command or page", async () => {
    const { id, code } = await world.request({}, { name: "Степан Далекий" });
    const ctx = south.ctx();
    const unknown = { ok: false, code: "request.unknown" };
    const ending = { version: 1, reason: "not_needed" as const, word: "" };
    expect(await execute(ctx, triage, { ...form, id: id })).toEqual(unknown);
    expect(await execute(ctx, endRequest, { ...ending, id, how: "cancel" })).toEqual(unknown);
    expect(await execute(ctx, reopenRequest, { id, version: 1 })).toEqual(unknown);
    expect(await execute(ctx, addNote, { id, note: "x", forResident: "yes" })).toEqual(unknown);
    const own = await world.request({ districtId: world.south });
    expect(await execute(ctx, mergeRequest, { id: own.id, version: 1, code })).toMatchObject({
      code: "request.no_such_code",
    });
    expect(await execute(ctx, mergeRequest, { id: id, version: 1, code: own.code })).toMatchObject({
      ok: false,
    });
    expect(await openRequest(ctx, id)).toBeNull();
    expect((await listBoard(ctx, all())).lines.map((line) => line.id)).not.toContain(id);
    expect(await searchBoard(ctx, "Степан Далекий")).toEqual([]);
  });

  it("holds the city-wide queue, and an administrator's holds everything", async () => {
    const { id } = await world.request({ districtId: null });
    const administrator = await world.person({ administrator: true });
    for (const someone of [north, south, administrator])
      expect((await openRequest(someone.ctx(), id))?.id).toBe(id);
  });
});

describe("opening a request", () => {
  it("is one look, on record, and the list shows nothing personal", async () => {
    const { id } = await world.request({}, { name: "Марта Тиха", phone: "+380671230099" });
    await openRequest(north.ctx(), id);
    await openRequest(north.ctx(), id);
    const looks = await app.db
      .select()
      .from(look)
      .where(and(eq(look.thingId, id), eq(look.kind, "resident")));
    expect(looks.map(({ viewerId }) => viewerId)).toEqual([north.id]);
    const listed = JSON.stringify(await listBoard(north.ctx(), all()));
    for (const secret of ["Марта", "+380671230099", "Наукова"])
      expect(listed).not.toContain(secret);
  });

  it("shows what may be the same request, by phone and by a like address", async () => {
    const first = await world.request({}, { phone: "+380670000001", address: "вул. Зелена, 12" });
    const samePhone = await world.request({}, { phone: "+380670000001", address: "інша, 3" });
    const likeAddress = await world.request({}, { phone: "+380670000002", address: "Зелена 12" });
    const other = await world.request(
      {},
      { phone: "+380670000003", address: "вул. Стрийська, 45" },
    );
    const nextDoor = await world.request({}, { phone: "+380670000004", address: "Зелена 14" });
    const withFlat = await world.request({}, { phone: "+380670000005", address: "Зелена 12-45" });
    const ids = (await openRequest(north.ctx(), first.id))!.alike.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining([samePhone.id, likeAddress.id, withFlat.id]));
    expect(ids).not.toContain(other.id);
    expect(ids).not.toContain(nextDoor.id);
  });
});

describe("the list", () => {
  it("goes through a lane by what is due first, a page at a time without a gap or a double", async () => {
    const own = await world.person({ districts: [world.south] });
    for (let i = 0; i < 120; i++)
      await world.request({
        districtId: world.south,
        priority: i % 40 === 0 ? "critical" : "normal",
        dueAt: new Date(NOON.getTime() + ((i * 37) % 50) * 60_000),
      });
    const lines = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listBoard>> = await listBoard(own.ctx(), {
        ...all("?lane=read&district=south"),
        after,
      });
      lines.push(...page.lines);
      after = page.next;
    } while (after);
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
    const keys = lines.map(({ lane, dueAt }) => lane! * 1e15 + dueAt.getTime());
    expect(keys).toEqual([...keys].sort((a, b) => a - b));
    const { lanes: heads } = await countBoard(own.ctx(), all());
    expect(heads.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(120);
  });
});

describe("the search", () => {
  it("finds an open request however many of other districts hold the same words", async () => {
    const { id } = await world.request({}, { name: "Захована Людина" });
    await Promise.all(
      Array.from({ length: 420 }, () =>
        world.request(
          { districtId: world.south },
          { name: "Захована Людина", details: "Захована Людина", address: "" },
        ),
      ),
    );
    const found = await searchBoard(north.ctx(), "Захована Людина");
    expect(found.map((line) => line.id)).toEqual([id]);
  });

  it.each([
    ["a name with two wrong letters", "Каваленко Андрй"],
    ["part of an address", "личаківська"],
    ["the phone as people say it", "067 765 43 21"],
    ["the phone's last digits", "4321"],
  ])("finds by %s", async (_, wanted) => {
    const secret = {
      name: "Коваленко Андрій",
      phone: "+380677654321",
      address: `вул. Личаківська, ${Math.random()}`,
    };
    const { id } = await world.request({}, secret);
    expect((await searchBoard(north.ctx(), wanted)).map((line) => line.id)).toContain(id);
  });

  it("finds by code", async () => {
    const { id, code } = await world.request();
    const found = await searchBoard(north.ctx(), code.replace(/(\d{4})/, "$1 "));
    expect(found[0]!.id).toBe(id);
  });
});

describe("joining two requests", () => {
  it("crosswise at once leaves one of them open", async () => {
    const [one, two] = [await world.request(), await world.request()];
    const at = await Promise.all([
      execute(north.ctx(), mergeRequest, { id: one.id, version: 1, code: two.code }),
      execute(second.ctx(), mergeRequest, { id: two.id, version: 1, code: one.code }),
    ]);
    expect(at.filter(({ ok }) => ok).length).toBe(1);
    const states = [(await stateOf(one.id)).state, (await stateOf(two.id)).state];
    expect(states.sort()).toEqual(["duplicate", "submitted"]);
  });

  it("that stands for others hands them on, and a duplicate's code means the one it stands for", async () => {
    const [a, b, c, d] = await Promise.all([1, 2, 3, 4].map(() => world.request()));
    await execute(north.ctx(), mergeRequest, { id: a!.id, version: 1, code: b!.code });
    await execute(north.ctx(), mergeRequest, { id: b!.id, version: 1, code: c!.code });
    expect((await stateOf(a!.id)).duplicateOf).toBe(c!.id);
    await execute(north.ctx(), mergeRequest, { id: d!.id, version: 1, code: b!.code });
    expect((await stateOf(d!.id)).duplicateOf).toBe(c!.id);
  });

  it("in a row at once, once more and the other way round, ends for everybody", async () => {
    for (let round = 0; round < 20; round++) {
      const [a, b, c] = await Promise.all([1, 2, 3].map(() => world.request()));
      const join = (one: typeof a, other: typeof a) =>
        execute(north.ctx(), mergeRequest, { id: one!.id, version: 1, code: other!.code });
      await join(a, b);
      await Promise.all([join(b, c), join(a, b), join(c, a)]);
      const ends = await Promise.all([a, b, c].map((one) => stateOf(one!.id)));
      expect(ends.filter(({ state }) => state === "submitted").length).toBe(1);
      // Whoever is a duplicate points at the one that is left, never at another duplicate.
      const left = [a, b, c][ends.findIndex(({ state }) => state === "submitted")];
      for (const { duplicateOf } of ends) expect([null, left!.id]).toContain(duplicateOf);
    }
  });
});

describe("what came", () => {
  const delivered = { delivered: 8, whole: false, others: false };
  async function inProgress() {
    const { id } = await world.request({ tokenHash: hashOf(`token-${Math.random()}`) });
    await execute(north.ctx(), triage, { ...form, id: id });
    await app.db.transaction((tx) => startProgress(tx, north.ctx(), id));
    return id;
  }

  it("short of what was asked leaves the rest open; the rest fulfils it", async () => {
    const id = await inProgress();
    await app.db.transaction((tx) => fulfil(tx, north.ctx(), id, delivered));
    expect(await stateOf(id)).toMatchObject({ state: "triaged", delivered: 8 });
    await app.db.transaction((tx) => startProgress(tx, north.ctx(), id));
    await app.db.transaction((tx) => fulfil(tx, north.ctx(), id, { ...delivered, delivered: 12 }));
    expect(await stateOf(id)).toMatchObject({ state: "fulfilled", delivered: 20 });
  });

  it("is closed by itself once the resident has said nothing, and not if it was reopened", async () => {
    const id = await inProgress();
    const whole = { ...delivered, delivered: 20 };
    await app.db.transaction((tx) => fulfil(tx, north.ctx(), id, whole));
    const close = requestJobs["close-fulfilled"] as (
      payload: unknown,
      ctx: unknown,
    ) => Promise<void>;
    const job = jobCtx(app.db, new Date(NOON.getTime() + 49 * 3_600_000));
    await close({ request: id, since: new Date(NOON.getTime() - 1).toISOString() }, job);
    expect((await stateOf(id)).state).toBe("fulfilled");
    await Promise.all([1, 2, 3].map(() => close({ request: id, since: NOON.toISOString() }, job)));
    expect(await stateOf(id)).toMatchObject({ state: "closed", closingReason: "met" });
    expect(await execute(north.ctx(), reopenRequest, { id, version: 5 })).toMatchObject({
      ok: true,
    });
  });

  it("is told by the resident once, at whatever moment the coordinator acts", async () => {
    const token = `outcome-${Math.random()}`;
    const { id } = await world.request({ tokenHash: hashOf(token) });
    await execute(north.ctx(), triage, { ...form, id: id });
    await app.db.transaction((tx) => startProgress(tx, north.ctx(), id));
    await app.db.transaction((tx) => fulfil(tx, north.ctx(), id, { ...delivered, delivered: 20 }));
    const ending = { version: 4, reason: "met" as const, word: "" };
    const at = await Promise.all([
      execute(north.ctx(), tellOutcome, { token, came: "no" }),
      execute(north.ctx(), endRequest, { ...ending, id, how: "close" }),
    ]);
    expect(at.filter(({ ok }) => ok).length).toBe(1);
  });

  it("that did not come counts for nothing, and what had come before it does", async () => {
    const token = `not-come-${Math.random()}`;
    const { id } = await world.request({ tokenHash: hashOf(token) });
    await execute(north.ctx(), triage, { ...form, id });
    const bring = (amount: number) =>
      app.db.transaction(async (tx) => {
        await startProgress(tx, north.ctx(), id);
        return fulfil(tx, north.ctx(), id, { ...delivered, delivered: amount });
      });
    await bring(8);
    await bring(12);
    expect(await stateOf(id)).toMatchObject({ state: "fulfilled", delivered: 20 });
    value(await execute(north.ctx(), tellOutcome, { token, came: "no" }));
    expect(await stateOf(id)).toMatchObject({ state: "triaged", delivered: 8 });
    await bring(0);
    expect(await stateOf(id)).toMatchObject({ state: "triaged", delivered: 8 });
    await bring(12);
    expect(await stateOf(id)).toMatchObject({ state: "fulfilled", delivered: 20 });
  });

  it("is counted in hundredths: 0.7 and 0.1 are 0.8", async () => {
    const { id } = await world.request();
    await execute(north.ctx(), triage, { ...form, id, quantity: "0,8" });
    for (const amount of [0.7, 0.1])
      await app.db.transaction(async (tx) => {
        await startProgress(tx, north.ctx(), id);
        return fulfil(tx, north.ctx(), id, { ...delivered, delivered: amount });
      });
    expect(await stateOf(id)).toMatchObject({ state: "fulfilled", delivered: 0.8 });
  });

  it("never was: the request is open again, unless another task works on it", async () => {
    const id = await inProgress();
    const reason = { reason: "no_volunteer", others: true };
    await app.db.transaction((tx) => backToTriage(tx, north.ctx(), id, reason));
    expect((await stateOf(id)).state).toBe("in_progress");
    await app.db.transaction((tx) =>
      backToTriage(tx, north.ctx(), id, { ...reason, others: false }),
    );
    expect((await stateOf(id)).state).toBe("triaged");
  });

  it("of a request that nobody knows is refused", async () => {
    const answer = await app.db.transaction((tx) => startProgress(tx, north.ctx(), NOBODYS));
    expect(answer).toMatchObject({ code: "request.unknown" });
  });
});
