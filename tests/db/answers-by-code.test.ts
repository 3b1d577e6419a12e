import { randomBytes } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { type Command, execute } from "../../app/platform/command.server";
import { correctRequest } from "../../app/requests/commands/correct.server";
import { mergeRequest } from "../../app/requests/commands/merge.server";
import { addResidentNote } from "../../app/requests/commands/note.server";
import { answerByCode, tellOutcome } from "../../app/requests/commands/outcome.server";
import { fulfil, startProgress } from "../../app/requests/commands/progress.server";
import { sendLinkAgain } from "../../app/requests/commands/send-link.server";
import { triage } from "../../app/requests/commands/triage.server";
import { LONGEST_NOTE } from "../../app/requests/form";
import { requestJobs } from "../../app/requests/jobs.server";
import { hashOf } from "../../app/requests/link.server";
import { lookUpRequest } from "../../app/requests/queries/look-up.server";
import { trackRequest } from "../../app/requests/queries/track.server";
import { readProof } from "../../app/requests/rules/look-up";
import { CONFIRMATION_HOURS } from "../../app/requests/rules/timing";
import { event } from "../../drizzle/schema/audit";
import { request, requestNote } from "../../drizzle/schema/requests";
import type { Someone } from "../factories/dispatch";
import { type Letters, makeLetters } from "../factories/letters";
import { value } from "../factories/rota";
import { jobCtx, makeWorld, NOON, visitorCtx, type World } from "../factories/world";
import { freshDatabase } from "./fresh-database";

let world: World;
let letters: Letters;
let coordinator: Someone;
let visitor: ReturnType<typeof visitorCtx>;

beforeAll(async () => {
  const database = await freshDatabase();
  const { app } = database;
  world = await makeWorld(app.db);
  letters = await makeLetters(database);
  coordinator = await world.person({ districts: [world.north] });
  visitor = visitorCtx(app.db);
});

const PHONE = { phone: "+380670004711" };
const WRONG = { ok: false, errors: { code: "mismatch", digits: "mismatch" } };

const helped = async (secret: { phone?: string; email?: string } = PHONE) =>
  help(await world.request({}, secret));
async function help(made: { id: string; code: string }) {
  const read = { priority: "high", category: "water", district: "north", people: "2" };
  value(await execute(coordinator.ctx(), triage, { id: made.id, ...read, version: 1 }));
  await world.db.transaction(async (tx) => {
    await startProgress(tx, coordinator.ctx(), made.id);
    await fulfil(tx, coordinator.ctx(), made.id, { delivered: null, whole: true, others: false });
  });
  return made;
}
const merge = async (one: { id: string }, into: { code: string }) =>
  value(
    await execute(coordinator.ctx(), mergeRequest, { id: one.id, version: 1, code: into.code }),
  );
const answer = (code: string, came: string, more: Record<string, string> = {}) =>
  execute(visitor, answerByCode, { code, digits: "4711", came, ...more });
const stateOf = async (id: string) =>
  (await world.db.select().from(request).where(eq(request.id, id)))[0]!;
const linesOf = (id: string, type: string) =>
  world.db
    .select()
    .from(event)
    .where(and(eq(event.thingId, id), eq(event.type, type)));
const asks = async (code: string) =>
  (await lookUpRequest(world.db, code, readProof("4711")!))?.asks;

describe("whether it came, said by the code", () => {
  it("closes the request, on record as said by the code", async () => {
    const { id, code } = await helped();
    expect(await asks(code)).toBe("both");
    value(await answer(code, "yes"));
    expect(await stateOf(id)).toMatchObject({ state: "closed", closingReason: "met" });
    expect(await linesOf(id, "request.closed")).toMatchObject([
      { actor: "resident", data: { byCode: true } },
    ]);
    expect(await asks(code)).toBeNull();
  });

  it("brings it back before the coordinators, with the message", async () => {
    const { id, code } = await helped();
    value(await answer(code, "no", { note: "Нікого не було" }));
    expect(await stateOf(id)).toMatchObject({ state: "triaged", trouble: "not_come", unread: 1 });
    expect(await linesOf(id, "request.reopened")).toMatchObject([
      { reason: "not_come", data: { byCode: true } },
    ]);
    expect(await linesOf(id, "request.noted")).toMatchObject([{ data: { byCode: true } }]);
    const notes = await world.db.select().from(requestNote).where(eq(requestNote.requestId, id));
    expect(notes).toMatchObject([{ author: "resident", body: "Нікого не було" }]);
  });

  it("is taken from whoever gave only an e-mail", async () => {
    const { id, code } = await helped({ phone: "", email: "olena@mail.example" });
    value(await answer(code, "yes", { digits: "Olena" }));
    expect((await stateOf(id)).state).toBe("closed");
  });

  it("is a no alone where the request was merged, and only once the other one was helped", async () => {
    const into = await world.request();
    const joined = await world.request({}, PHONE);
    await merge(joined, into);
    expect(await asks(joined.code)).toBeNull();
    expect(await answer(joined.code, "no")).toMatchObject(WRONG);
    await help(into);
    expect(await asks(joined.code)).toBe("no");
    expect(await answer(joined.code, "yes")).toMatchObject(WRONG);
    value(await answer(joined.code, "no"));
    expect(await stateOf(joined.id)).toMatchObject({ state: "triaged", duplicateOf: null });
    expect(await linesOf(joined.id, "request.separated")).toMatchObject([
      { reason: "not_come", data: { from: into.id, byCode: true } },
    ]);
  });

  it("is one of several that come at once", async () => {
    const { id, code } = await helped();
    const all = await Promise.all(["yes", "no", "yes", "no"].map((came) => answer(code, came)));
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    for (const told of all.filter(({ ok }) => !ok)) expect(told).toMatchObject(WRONG);
    expect(["closed", "triaged"]).toContain((await stateOf(id)).state);
  });

  it.each([
    "yes",
    "no",
  ])("is refused in the same words whatever is wrong with a %s", async (came) => {
    const { id, code } = await helped();
    const waiting = await world.request({}, PHONE);
    for (const told of [
      await answer(code, came, { digits: "4712" }),
      await answer(code, came, { digits: "olena" }),
      await answer("00000000", came),
      await answer(waiting.code, came, { note: "Коли?" }),
    ])
      expect(told).toMatchObject(WRONG);
    expect((await stateOf(id)).state).toBe("fulfilled");
    expect(await linesOf(waiting.id, "request.noted")).toEqual([]);
  });
});

describe("a new private link, by the code", () => {
  const again = (code: string, digits = "4711") =>
    execute(visitor, sendLinkAgain, { code, digits });
  const ordered = async (id: string) =>
    (await letters.links()).filter((order) => "requestId" in order && order.requestId === id);

  it("goes to the address that the request has, and takes the place of the one in the mail before", async () => {
    const { id, code } = await world.request({}, { ...PHONE, email: "lost@mail.example" });
    const sent: string[] = [];
    for (let time = 0; time < 2; time += 1) {
      value(await again(code));
      const letter = await letters.last("request_link");
      expect(letter).toMatchObject({ to: "lost@mail.example" });
      expect(letter!.subject).toContain(code);
      sent.push(letters.secret(letter));
    }
    expect(await trackRequest(world.db, sent[0]!)).toBeNull();
    expect(await trackRequest(world.db, sent[1]!)).toMatchObject({ code });
    // However often it is asked for.
    for (let time = 0; time < 5; time += 1) value(await again(code));
    expect(await ordered(id)).toHaveLength(5);
    // Nor by another request with an address that leads to the same mailbox.
    const same = await world.request({}, { ...PHONE, email: "Lost+2@mail.example" });
    value(await again(same.code));
    expect(await ordered(same.id)).toEqual([]);
  });

  it("is not sent for what does not belong together, nor where there is no address; the latter says nothing of it", async () => {
    const { id, code } = await world.request({}, { ...PHONE, email: "" });
    expect(await again(code, "4712")).toMatchObject(WRONG);
    expect(await ordered(id)).toEqual([]);
    value(await again(code));
    expect(await letters.send({ template: "request_link", requestId: id })).toBeNull();
  });
});

describe("what a phone has kept until there was a network", () => {
  const hour = (hours: number) => new Date(NOON.getTime() + hours * 3_600_000);
  /** Sent three hours later, under a key of its own. */
  const sent = <Schema extends z.ZodType, Value>(
    which: Command<Schema, Value>,
    input: object,
    at: number,
    key = newKey(),
  ) => execute(visitorCtx(world.db, hour(3)), which, input, { key, occurredAt: hour(at) });
  const newKey = () => randomBytes(16).toString("hex");
  const linked = async () => {
    const token = randomBytes(16).toString("base64url");
    return { ...(await world.request({ tokenHash: hashOf(token) }, PHONE)), token };
  };
  const notesOf = async (id: string) =>
    (await world.db.select().from(requestNote).where(eq(requestNote.requestId, id))).map(
      ({ body }) => body,
    );

  it("says first when it was written, and comes once however often it is sent", async () => {
    const { id, token } = await linked();
    const [key, words] = [newKey(), { token, note: "Ми в підвалі" }];
    value(await sent(addResidentNote, words, 1, key));
    expect(await sent(addResidentNote, words, 1, key)).toMatchObject({ repeated: true });
    // Something else under the same key is not taken for it.
    const other = { token, note: "Ми вдома" };
    expect(await sent(addResidentNote, other, 1, key)).toMatchObject({ code: "sent_before" });
    value(await sent(correctRequest, { token, address: "Наукова 9" }, 2));
    const [first, second, ...more] = await notesOf(id);
    expect(more).toEqual([]);
    expect(first).toMatch(/^Написано без зв’язку: .*\d\d:\d\d\nМи в підвалі$/);
    expect(second).toMatch(/^Написано без зв’язку: .*\n.* → Наукова 9$/);
    const [line] = await linesOf(id, "request.corrected");
    expect(line?.occurredAt).toEqual(hour(2));
  });

  it("holds the longest of messages", async () => {
    const { id, token } = await linked();
    value(await sent(addResidentNote, { token, note: "щ".repeat(LONGEST_NOTE) }, 1));
    expect((await notesOf(id))[0]).toContain("щ".repeat(LONGEST_NOTE));
  });

  it("answers no delivery that came after it was written", async () => {
    const own = await linked();
    await help(own);
    for (const came of ["yes", "no"])
      expect(await sent(tellOutcome, { token: own.token, came }, -1)).toMatchObject({
        code: "request.answered_before",
      });
    expect((await stateOf(own.id)).state).toBe("fulfilled");
    value(await sent(tellOutcome, { token: own.token, came: "no" }, 1));
    expect(await stateOf(own.id)).toMatchObject({ state: "triaged", trouble: "not_come" });
    expect(await notesOf(own.id)).toEqual([expect.stringMatching(/^Написано без зв’язку: /)]);
    // By then somebody has seen to it: it is told, not taken for an answer to what comes next.
    expect(await sent(tellOutcome, { token: own.token, came: "yes" }, 2)).toMatchObject({
      code: "request.not_awaiting",
    });
  });

  it("says in time that nothing came, though its request was closed meanwhile for want of an answer", async () => {
    const close = requestJobs["close-fulfilled"] as (...given: unknown[]) => Promise<void>;
    const closed = async () => {
      const own = await linked();
      await help(own);
      const sent = { request: own.id, since: NOON.toISOString() };
      await close(sent, jobCtx(world.db, hour(CONFIRMATION_HOURS)));
      expect((await stateOf(own.id)).state).toBe("closed");
      return own;
    };
    const answer = (token: string, came: string, occurredAt?: Date) =>
      execute(
        visitorCtx(world.db, hour(60)),
        tellOutcome,
        { token, came },
        { key: newKey(), occurredAt },
      );
    const [own, late, before] = [await closed(), await closed(), await closed()];
    value(await answer(own.token, "no", hour(1)));
    expect(await stateOf(own.id)).toMatchObject({ state: "triaged", trouble: "not_come" });
    expect(await answer(late.token, "no")).toMatchObject({ code: "request.not_awaiting" });
    for (const [came, at] of [
      ["yes", 1],
      ["no", -1],
    ] as const)
      expect(await answer(before.token, came, hour(at))).toMatchObject({
        code: "request.not_awaiting",
      });
  });

  it("is said of the other one, too, that a request was merged into", async () => {
    const [own, other] = [await linked(), await linked()];
    await merge(own, other);
    await help(other);
    const no = { token: own.token, came: "no" };
    expect(await sent(tellOutcome, no, -1)).toMatchObject({ code: "request.answered_before" });
    value(await sent(tellOutcome, no, 1));
    expect(await stateOf(own.id)).toMatchObject({ state: "triaged", duplicateOf: null });
  });
});
