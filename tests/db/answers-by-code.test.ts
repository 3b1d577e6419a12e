import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { execute } from "../../app/platform/command.server";
import { mergeRequest } from "../../app/requests/commands/merge.server";
import { answerByCode } from "../../app/requests/commands/outcome.server";
import { fulfil, startProgress } from "../../app/requests/commands/progress.server";
import { sendLinkAgain } from "../../app/requests/commands/send-link.server";
import { triage } from "../../app/requests/commands/triage.server";
import { lookUpRequest } from "../../app/requests/queries/look-up.server";
import { trackRequest } from "../../app/requests/queries/track.server";
import { readProof } from "../../app/requests/rules/look-up";
import { event } from "../../drizzle/schema/audit";
import { request, requestNote } from "../../drizzle/schema/requests";
import type { Someone } from "../factories/dispatch";
import { type Letters, makeLetters } from "../factories/letters";
import { value } from "../factories/rota";
import { makeWorld, visitorCtx, type World } from "../factories/world";
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
