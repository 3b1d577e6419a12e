import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { asc, eq, isNotNull } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Priority } from "../../app/districts/types";
import { receiveSms } from "../../app/messages/commands/receive-sms.server";
import { execute } from "../../app/platform/command.server";
import { fulfil, startProgress } from "../../app/requests/commands/progress.server";
import { triage } from "../../app/requests/commands/triage.server";
import { countBoard } from "../../app/requests/queries/board.server";
import { alarmOf, PRESSING_ALARMS } from "../../app/requests/rules/alarm";
import { readFilter } from "../../app/requests/rules/filter";
import { guessKinds } from "../../app/requests/rules/guess-kind";
import { smsIn } from "../../drizzle/schema/messages";
import { request, requestPrivate } from "../../drizzle/schema/requests";
import { at, value } from "../factories/rota";
import { newPhone, texting } from "../factories/texting";
import { makeWorld, visitorCtx, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";
import { races } from "./races";

let database: FreshDatabase;
let world: World;

beforeAll(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
});

const { send, answersTo, lastAnswer, requestsOf, notesOf, only } = texting(() => database.app.db);

async function help(requestId: string) {
  const ctx = (await world.person({ districts: [world.north] })).ctx();
  const form = { priority: "normal", category: "water", district: "north", people: "1" };
  const [row] = await database.app.db.select().from(request).where(eq(request.id, requestId));
  value(await execute(ctx, triage, { ...form, id: requestId, version: row!.version }));
  await database.app.db.transaction(async (tx) => {
    await startProgress(tx, ctx, requestId);
    await fulfil(tx, ctx, requestId, { delivered: null, whole: true, others: false });
  });
}

/** Requests that somebody has read and found calm, hours ago: late by now, by any clock. */
async function readAsCalm() {
  const coordinator = await world.person({ districts: [world.north] });
  const ids: string[] = [];
  for (const priority of ["normal", "low"]) {
    const { id } = await world.request({ createdAt: at(-30) });
    const form = { id, version: 1, priority, category: "water", district: "north", people: "1" };
    value(await execute(coordinator.ctx(at(-29)), triage, form));
    ids.push(id);
  }
  return ids;
}

const isCalm = (priority: Priority) => priority === "normal" || priority === "low";

/**
 * These texts stand, in the order of the board, before all that somebody has read as calm; and those that no list understands, or that
 * a list raises, before every text whose guess is a kind that does not press.
 */
async function expectBeforeTheCalm(ids: readonly string[], texts: ReadonlyMap<string, string>) {
  const read = await readAsCalm();
  const { lane, dueAt, createdAt, id, priority } = request;
  const rows = await database.app.db
    .select({ id, lane, priority })
    .from(request)
    .where(isNotNull(lane))
    .orderBy(asc(lane), asc(dueAt), asc(createdAt), asc(id));
  const place = new Map(rows.map((row, index) => [row.id, index]));
  const calm = rows
    .filter((row) => texts.has(row.id) && row.lane !== 1 && isCalm(row.priority))
    .map((row) => row.id);
  expect(calm.every((one) => guessKinds(texts.get(one)!).length > 0)).toBe(true);
  const firstOf = (some: readonly string[]) => Math.min(...some.map((one) => place.get(one)!));
  const behindRead = ids.filter((one) => place.get(one)! > firstOf(read));
  const behindCalm = ids.filter((one) => !calm.includes(one) && place.get(one)! > firstOf(calm));
  expect([behindRead, behindCalm].map((some) => some.map((one) => texts.get(one)))).toEqual([
    [],
    [],
  ]);
}

describe("a resident who texts", () => {
  it("gets a request in the words they wrote, guessed, and its code back in their language", async () => {
    const phone = newPhone();
    await send(phone, "Потрібна вода, вул. Наукова 7, 9 поверх");
    const { request: made, details } = await only(phone);
    expect(made).toMatchObject({
      channel: "sms",
      state: "submitted",
      locale: "uk",
      districtId: null,
    });
    expect(made.categoryId).toBe(world.water);
    expect(details).toBe("Потрібна вода, вул. Наукова 7, 9 поверх");
    const answer = await lastAnswer(phone);
    expect(answer).toMatchObject({ template: "answer.taken" });
    expect(answer!.body).toContain(`${made.code.slice(0, 4)} ${made.code.slice(4)}`);
  });

  it("without a place is asked once, waits in the city-wide queue to be read, and the answer is where they are", async () => {
    const phone = newPhone();
    await send(phone, "We need water");
    const { request: made } = await only(phone);
    expect(made).toMatchObject({ locale: "en", districtId: null });
    expect(await lastAnswer(phone)).toMatchObject({ template: "answer.taken_where" });
    const coordinator = await world.person({ districts: [world.south] });
    const { lanes } = await countBoard(coordinator.ctx(), readFilter(new URLSearchParams()));
    expect(lanes.find(({ lane }) => lane === "read")?.count).toBeGreaterThan(0);
    await send(phone, "North, Green street 5");
    const placed = await only(phone);
    expect(placed.address).toBe("North, Green street 5");
    expect(placed.request.districtId).toBe(world.north);
    expect(await lastAnswer(phone)).toMatchObject({ template: "answer.placed" });
    await send(phone, "Green street is blocked by snow");
    expect((await only(phone)).address).toBe("North, Green street 5");
    expect(await notesOf(made.id)).toHaveLength(2);
  });

  it("writes a message on what is open, and is not answered each time", async () => {
    const phone = newPhone();
    await send(phone, "Потрібна вода, вул. Наукова 7");
    const { request: made } = await only(phone);
    for (const words of ["Ще й хліб", "і ліки", "дякую"]) await send(phone, words);
    const notes = await notesOf(made.id);
    expect(notes.map(({ body }) => body).sort()).toEqual(["Ще й хліб", "дякую", "і ліки"]);
    expect((await only(phone)).request.unread).toBe(3);
    const answers = await answersTo(phone);
    expect(answers.filter(({ template }) => template === "answer.noted")).toHaveLength(1);
  });

  it("in danger is told whom to call, and stands before the calm ones", async () => {
    const phone = newPhone();
    await send(phone, "Мама не дихає, Зелена 15");
    const { request: made } = await only(phone);
    expect(made).toMatchObject({ alarm: "breathing", lane: 1 });
    expect((await lastAnswer(phone))!.body).toContain("112");
    const calm = newPhone();
    await send(calm, "Привіт");
    expect((await only(calm)).request.lane).toBe(3);
    await send(calm, "Допоможіть, пожежа!");
    expect((await only(calm)).request).toMatchObject({ alarm: "fire", lane: 1 });
  });

  it("in words that nobody's list knows is read before what is known to be calm", async () => {
    const [known, unknown] = [newPhone(), newPhone()];
    await send(known, "Потрібна вода, вул. Наукова 7");
    await send(unknown, "Про нас забули, Наукова 9");
    const [calm, first] = [await only(known), await only(unknown)];
    expect([first.request.lane, calm.request.lane]).toEqual([3, 3]);
    expect(first.request.dueAt.getTime()).toBeLessThan(calm.request.dueAt.getTime());
  });

  it("stands before all that somebody has read as calm, whatever its words are guessed to be", async () => {
    const texts = new Map<string, string>();
    for (const text of [
      "Шукаю воду, не можу дійти, поруч горить",
      "Потрібна вода, ми вже третій день самі",
      "Про нас забули",
      "Toit on otsas ja keegi ei tule",
      "Please tell someone that we are here",
      "Нужна вода, мне страшно",
    ]) {
      const phone = newPhone();
      await send(phone, text);
      texts.set((await only(phone)).request.id, text);
    }
    await expectBeforeTheCalm([...texts.keys()], texts);
  });

  it("asks how it stands, cancels, and takes that back", async () => {
    const phone = newPhone();
    expect(await send(phone, "STATUS")).toMatchObject({ value: { meaning: "status" } });
    expect(await requestsOf(phone)).toEqual([]);
    expect(await lastAnswer(phone)).toMatchObject({ template: "answer.nothing" });
    await send(phone, "нужна вода, улица Зелёная 5");
    await send(phone, "статус?");
    expect(await lastAnswer(phone)).toMatchObject({ template: "answer.status" });
    await send(phone, "отмена");
    expect((await only(phone)).request.state).toBe("cancelled");
    await send(phone, "помилка");
    expect((await only(phone)).request).toMatchObject({ state: "triaged", trouble: "mistake" });
    expect(await lastAnswer(phone)).toMatchObject({ template: "answer.back" });
  });

  it("whose request is danger to life has to send its code, which a forger does not have", async () => {
    const phone = newPhone();
    await send(phone, "кисневий концентратор, кисню на годину, Зелена 15");
    const { request: made } = await only(phone);
    await send(phone, "СКАСУВАТИ");
    expect((await only(phone)).request.state).toBe("submitted");
    const asked = await lastAnswer(phone);
    expect(asked!.body).toContain("СКАСУВАТИ");
    await send(phone, `скасувати ${made.code}`);
    expect((await only(phone)).request.state).toBe("cancelled");
  });

  it("says whether it came", async () => {
    const [came, not] = [newPhone(), newPhone()];
    for (const phone of [came, not]) {
      await send(phone, "вода, Зелена 15");
      await help((await only(phone)).request.id);
    }
    await send(came, "Так, дякую!");
    expect((await only(came)).request.state).toBe("closed");
    await send(not, "Ні, ніхто не прийшов");
    const { request: again } = await only(not);
    expect(again).toMatchObject({ state: "triaged", trouble: "not_come" });
    expect((await notesOf(again.id)).map(({ body }) => body)).toContain("Ні, ніхто не прийшов");
    // Answered already: a person reads it.
    await send(not, "так");
    expect((await only(not)).request.state).toBe("triaged");
  });

  it("by a name or a short number is read by a person, and nobody is answered", async () => {
    await send("KYIVSTAR", "Поповніть рахунок");
    const [found] = await database.app.db
      .select()
      .from(requestPrivate)
      .where(eq(requestPrivate.name, "KYIVSTAR"));
    expect(found).toMatchObject({ phone: "", details: "Поповніть рахунок" });
    expect(await answersTo("KYIVSTAR")).toEqual([]);
  });
});

describe("what a gateway brings", () => {
  it("again is one message, at once through two processes too", async () => {
    const other = await import("../../app/platform/database.server").then(({ connect }) =>
      connect(database.appUrl, { connections: 8 }),
    );
    try {
      for (let round = 0; round < races(50); round++) {
        const phone = newPhone();
        const id = randomUUID();
        const brought = { gateway: "http", id, from: phone, text: "вода, Зелена 15" } as const;
        const all = await Promise.all(
          [database.app.db, other.db, database.app.db, other.db].map((db) =>
            execute(visitorCtx(db), receiveSms, brought),
          ),
        );
        expect(all.filter((one) => one.ok && !one.value.repeated)).toHaveLength(1);
        await only(phone);
        expect(await answersTo(phone)).toHaveLength(1);
      }
    } finally {
      await other.end();
    }
  });

  it("two messages of one number at once are one request with a message on it", async () => {
    for (let round = 0; round < races(50); round++) {
      const phone = newPhone();
      await Promise.all([send(phone, "вода, Зелена 15"), send(phone, "і хліб")]);
      const { request: made } = await only(phone);
      expect(await notesOf(made.id)).toHaveLength(1);
    }
  });

  it("under an id that was used before, with other words, is not lost", async () => {
    const phone = newPhone();
    await send(phone, "вода, Зелена 15", { id: "1" });
    await send(phone, "і хліб", { id: "1" });
    await send(phone, "і хліб", { id: "1" });
    expect(await notesOf((await only(phone)).request.id)).toHaveLength(1);
  });

  it("empty, strange or very long leaves what was said and does no harm", async () => {
    const phone = newPhone();
    expect(await send(phone, " \u0000 ")).toMatchObject({
      ok: true,
      value: { meaning: "unclear" },
    });
    expect(await requestsOf(phone)).toEqual([]);
    const long = `вода ${"а".repeat(6_000)}`;
    await send(phone, `\u0000${long}\u202e`);
    const { request: made, details } = await only(phone);
    const notes = await notesOf(made.id);
    expect(details + notes.map(({ body }) => body).join("")).toContain("а".repeat(1_900));
    expect(notes.reduce((sum, { body }) => sum + body.length, details.length)).toBeGreaterThan(
      6_000,
    );
    expect(await send(phone, "x".repeat(20_000))).toMatchObject({ ok: false, code: "input" });
    expect(await send("", "вода")).toMatchObject({ ok: false, code: "input" });
  });

  it("whatever it says, is kept, and becomes a request, a message or an answer", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 300 }), async (text) => {
        const phone = newPhone();
        const taken = await send(phone, text);
        expect(taken.ok).toBe(true);
        const [kept] = await database.app.db.select().from(smsIn).where(eq(smsIn.phone, phone));
        const asked = await requestsOf(phone);
        const answered = await answersTo(phone);
        expect(kept).toBeDefined();
        expect(asked.length + answered.length).toBeGreaterThan(0);
      }),
      { numRuns: 40 },
    );
  });

  it("without end from one number is answered so often and no more", async () => {
    const phone = newPhone();
    for (let times = 0; times < 30; times++) await send(phone, "STATUS");
    expect((await answersTo(phone)).length).toBeLessThanOrEqual(20);
  });
});

/** Messages that people have sent, `request` (0 or 1), `message`, `labels`; none ship with us. */
const FILE = process.env.NAABER_MESSAGES;
if (!FILE)
  process.stderr.write("\n*** NOT TRIED: real messages; NAABER_MESSAGES names no CSV of them\n\n");

describe.skipIf(!FILE)("real messages", () => {
  it("each become a request that a person reads, and danger stands before the calm ones", async () => {
    const rows: { message: string; labels: string }[] = parse(readFileSync(FILE!), {
      columns: true,
    });
    const made = new Map<string, string>();
    for (const { message } of rows) {
      const phone = newPhone();
      const taken = await send(phone, message);
      expect(taken.ok).toBe(true);
      const [asked] = await requestsOf(phone);
      const [answered] = await answersTo(phone);
      expect(asked ?? answered, message).toBeDefined();
      if (asked) made.set(asked.request.id, message);
    }
    expect(made.size).toBeGreaterThan(rows.length * 0.99);
    const lanes = await database.app.db
      .select({ id: request.id, lane: request.lane })
      .from(request);
    for (const { id, lane } of lanes) {
      const message = made.get(id);
      if (message === undefined) continue;
      const alarm = alarmOf(message);
      expect([message, lane]).toEqual([message, alarm && PRESSING_ALARMS.includes(alarm) ? 1 : 3]);
    }
    const labelled = new Set(
      rows
        .filter(({ labels }) => /\b(search_and_rescue|fire)\b/.test(labels))
        .map(({ message }) => message),
    );
    const isLabelled = (id: string) => labelled.has(made.get(id) ?? "");
    await expectBeforeTheCalm([...made.keys()].filter(isLabelled), made);
  });
});
