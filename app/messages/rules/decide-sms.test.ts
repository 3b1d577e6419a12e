import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { REQUEST_STATES } from "../../requests/states";
import { type Asked, decideSms, type Facts, type OwnRequest, type Part } from "./decide-sms";
import { readSms } from "./read-sms";

const made = (some: Partial<OwnRequest> = {}): OwnRequest => ({
  id: "r1",
  code: "12345678",
  locale: "uk",
  mergedInto: null,
  state: "triaged",
  cover: "nobody_asked",
  trouble: null,
  reason: null,
  isCritical: false,
  mayTakeBack: false,
  ...some,
});
const task: Asked = { kind: "task", id: "t1", number: 712 };
const other: Asked = { kind: "task", id: "t2", number: 713 };
const calm = { safetyAsked: false, comingAsked: false };
const part: Part = { taskId: "t1", number: 712, state: "accepted", ...calm };

const decide = (text: string, some: Partial<Facts> = {}) =>
  decideSms({
    said: readSms(text),
    danger: false,
    asksForHelp: false,
    requests: [],
    isVolunteer: false,
    asked: [],
    parts: [],
    ...some,
  });

describe("a resident's text message", () => {
  it("from a number that has asked for nothing asks for something", () => {
    for (const text of ["Потрібна вода", "help", "привіт", "Так", "готово", "👍"])
      expect(decide(text)).toEqual({ do: "ask" });
  });

  it("is a message on the request that is open, and on one that has just ended where it asks for nothing new", () => {
    const requests = [made()];
    expect(decide("Ще й ліки", { requests, asksForHelp: true })).toEqual({
      do: "note",
      request: requests[0],
    });
    const ended = [made({ state: "closed" })];
    expect(decide("Щиро дякую, ви чудові", { requests: ended })).toMatchObject({ do: "note" });
    expect(decide("Потрібна вода", { requests: ended, asksForHelp: true })).toEqual({ do: "ask" });
  });

  it("on one that was merged is about where the other one stands", () => {
    const merged = (state: OwnRequest["state"]) => made({ id: "r2", mergedInto: "r1", state });
    const going = merged("in_progress");
    const came = merged("fulfilled");
    expect(decide("статус", { requests: [going] })).toEqual({ do: "status", request: going });
    for (const text of ["Скасувати", "Ще й ліки"])
      expect(decide(text, { requests: [going], asksForHelp: true })).toMatchObject({ do: "note" });
    expect(decide("мама не дихає", { requests: [merged("submitted")], danger: true })).toEqual({
      do: "ask",
    });
    for (const text of ["Ні", "Ні, до нас не дійшли"])
      expect(decide(text, { requests: [came] })).toMatchObject({ do: "outcome", came: "no" });
    expect(decide("Так", { requests: [came] })).toMatchObject({ do: "note" });
    // Both are their own: they mean the one that stands for both, unless they name the other.
    const both = [came, made({ state: "fulfilled" })];
    expect(decide("Так", { requests: both })).toMatchObject({ do: "outcome", request: both[1] });
    expect(decide("Скасувати", { requests: [going, made()] })).toMatchObject({ do: "cancel" });
  });

  it("that tells of danger is a request of its own once the first one has been read", () => {
    const text = "мама не дихає";
    expect(decide(text, { danger: true, requests: [made()] })).toEqual({ do: "ask" });
    const unread = [made({ state: "submitted" })];
    expect(decide(text, { danger: true, requests: unread })).toMatchObject({ do: "note" });
  });

  it("cancels at once, but danger to life only with the code", () => {
    expect(decide("СКАСУВАТИ", { requests: [made()] })).toMatchObject({ do: "cancel" });
    const critical = [made({ isCritical: true })];
    expect(decide("СКАСУВАТИ", { requests: critical })).toMatchObject({ do: "confirm_cancel" });
    expect(decide("скасувати 1234 5678", { requests: critical })).toMatchObject({ do: "cancel" });
    // Somebody else's code opens nothing.
    expect(decide("скасувати 8765 4321", { requests: critical })).toEqual({ do: "nothing" });
  });

  it("says which, where there are several", () => {
    const requests = [made(), made({ id: "r2", code: "87654321" })];
    expect(decide("CANCEL", { requests })).toMatchObject({ do: "which_request" });
    expect(decide("CANCEL 87654321", { requests })).toMatchObject({ request: { id: "r2" } });
  });

  it("answers whether it came, also with a no that goes on; a yes that goes on is read by a person", () => {
    const requests = [made({ state: "fulfilled" })];
    expect(decide("Так, дякую", { requests })).toMatchObject({ do: "outcome", came: "yes" });
    expect(decide("Ні, ніхто не прийшов", { requests })).toMatchObject({
      do: "outcome",
      came: "no",
    });
    expect(decide("Так, але половина", { requests })).toMatchObject({ do: "note" });
  });

  it("takes back what its sender ended", () => {
    const requests = [made({ state: "cancelled", mayTakeBack: true })];
    expect(decide("повернути", { requests })).toMatchObject({ do: "undo" });
    expect(decide("повернути", { requests: [made({ state: "declined" })] })).toMatchObject({
      do: "note",
    });
  });
});

describe("a volunteer's text message", () => {
  it.each([
    ["1", true],
    ["2", false],
    ["так", true],
    ["Ei", false],
  ])("%s answers what they were asked", (text, yes) => {
    expect(decide(text, { asked: [task] })).toEqual({ do: "answer", asked: task, yes });
  });

  it("says which where they were asked twice, by its number", () => {
    expect(decide("1", { asked: [task, other] })).toEqual({
      do: "which_task",
      numbers: [712, 713],
    });
    expect(decide("1 713", { asked: [task, other] })).toMatchObject({ asked: other, yes: true });
    expect(decide("1 999", { asked: [task] })).toMatchObject({ do: "which_task" });
  });

  it.each([
    ["Їду", "en_route"],
    ["kohal", "on_site"],
    ["готово", "done"],
  ])("%s says how far they are", (text, to) => {
    expect(decide(text, { parts: [part] })).toEqual({ do: "progress", part, to });
  });

  it.each(["OK", "так", "Все гаразд"])("%s answers whether they are all right", (text) => {
    const asked = { ...part, state: "on_site" as const, safetyAsked: true };
    expect(decide(text, { parts: [asked] })).toEqual({ do: "safe", part: asked });
    // Of two questions, a yes is the answer to the offer.
    expect(decide("так", { parts: [asked], asked: [other] })).toMatchObject({ do: "answer" });
    expect(decide("ок", { parts: [asked], asked: [other] })).toMatchObject({ do: "safe" });
    expect(decide("ок", { parts: [part] })).toMatchObject({ do: "team_note" });
    // A no is an answer too, and the last that may be taken for nothing.
    expect(decide("Ні!", { parts: [asked] })).toEqual({ do: "unsafe", part: asked });
    expect(decide("Ні", { parts: [part] })).toMatchObject({ do: "team_note" });
  });

  it("of two questions, a no is first of all to whether they are all right", () => {
    const asked = { ...part, state: "on_site" as const, safetyAsked: true };
    const both = { parts: [asked], asked: [other] };
    expect(decide("Ні", both)).toEqual({ do: "unsafe", part: asked });
    expect(decide("Ні, він не випускає мене", both)).toEqual({ do: "unsafe", part: asked });
    expect(decide("No 713", both)).toMatchObject({ do: "answer", yes: false });
    const second = { ...asked, taskId: "t3", number: 714 };
    expect(decide("OK 714", { parts: [asked, second] })).toEqual({ do: "safe", part: second });
  });

  it("answers whether they are still coming, in one word that can be nothing else", () => {
    const asked = { ...part, state: "en_route" as const, comingAsked: true };
    const parts = [asked];
    for (const text of ["Так", "OK", "1", "їду", "yes 712"])
      expect(decide(text, { parts })).toEqual({ do: "coming", part: asked });
    for (const text of ["Ні", "2", "busy", "no 712"])
      expect(decide(text, { parts, isVolunteer: true })).toEqual({ do: "cant_come", part: asked });
    expect(decide("на місці", { parts })).toMatchObject({ do: "progress", to: "on_site" });
    // Whoever has not set out yet sets out with it.
    const home = { ...asked, state: "accepted" as const };
    expect(decide("їду", { parts: [home] })).toMatchObject({ do: "progress", to: "en_route" });
    // Nobody is taken off a task by words that a person has to read.
    for (const text of ["No problem, on my way", "Ні, не зможу, машина зламалася"])
      expect(decide(text, { parts })).toMatchObject({ do: "team_note" });
    expect(decide("так", { parts: [part] })).toMatchObject({ do: "team_note" });
  });

  it("of two questions says which it answers", () => {
    const asked = { ...part, comingAsked: true };
    const second = { ...asked, taskId: "t3", number: 714 };
    const offered = { parts: [asked], asked: [other] };
    expect(decide("так", offered)).toEqual({ do: "which_task", numbers: [712, 713] });
    expect(decide("так 713", offered)).toMatchObject({ do: "answer", yes: true });
    expect(decide("ні 712", offered)).toEqual({ do: "cant_come", part: asked });
    expect(decide("ні", { parts: [asked, second] })).toMatchObject({ do: "which_task" });
    expect(decide("так 714", { parts: [asked, second] })).toEqual({ do: "coming", part: second });
    const anxious = { ...second, state: "on_site" as const, safetyAsked: true, comingAsked: false };
    expect(decide("так", { parts: [asked, anxious] })).toMatchObject({ do: "safe" });
  });

  it("of whether they are still coming and whether their own help came says which it answers", () => {
    const asked = { ...part, comingAsked: true };
    const some = { parts: [asked], requests: [made({ state: "fulfilled", code: "12345678" })] };
    for (const text of ["так", "ні"])
      expect(decide(text, some)).toEqual({ do: "which_task", numbers: [712, "12345678"] });
    expect(decide("ні 712", some)).toEqual({ do: "cant_come", part: asked });
    expect(decide("ні 1234 5678", some)).toMatchObject({ do: "outcome", came: "no" });
    expect(decide("ні", { ...some, requests: [made()] })).toMatchObject({ do: "cant_come" });
  });

  it("who is busy says no to what they were asked", () => {
    const some = { isVolunteer: true, asked: [task] };
    expect(decide("Зайнятий", some)).toEqual({ do: "answer", asked: task, yes: false });
    expect(decide("busy", { ...some, asked: [task, other] })).toMatchObject({ do: "which_task" });
  });

  it("says for how long they are free, and that they are no more; from anybody else it is a message", () => {
    expect(decide("Вільний 4", { isVolunteer: true })).toEqual({ do: "free", hours: 4 });
    expect(decide("free", { isVolunteer: true })).toEqual({ do: "free", hours: 2 });
    expect(decide("Зайнято", { isVolunteer: true })).toEqual({ do: "not_free" });
    expect(decide("Вільний 4")).toEqual({ do: "ask" });
  });

  it("in own words goes to the task, and their own danger to the board", () => {
    expect(decide("Двері зачинені", { parts: [part] })).toEqual({ do: "team_note", part });
    expect(decide("У мене пожежа", { parts: [part], danger: true })).toEqual({ do: "ask" });
  });

  it("that comes too late, or from a number that nobody has proven, changes nothing", () => {
    expect(decide("1")).toEqual({ do: "no_offer" });
  });
});

it("every text leads to something, and nothing of somebody else's is touched", () => {
  const requests = fc.array(
    fc.record({
      id: fc.uuid(),
      code: fc.constantFrom("12345678", "87654321"),
      locale: fc.constant("uk" as const),
      mergedInto: fc.constantFrom(null, "another"),
      state: fc.constantFrom(...REQUEST_STATES),
      cover: fc.constant("nobody_asked" as const),
      trouble: fc.constant(null),
      reason: fc.constant(null),
      isCritical: fc.boolean(),
      mayTakeBack: fc.boolean(),
    }),
    { maxLength: 3 },
  );
  const texts = fc.oneof(
    fc.string(),
    fc.constantFrom("1", "так", "ні 12345678", "CANCEL", "status", "готово", "back", "вода"),
  );
  fc.assert(
    fc.property(texts, requests, fc.boolean(), fc.boolean(), (text, own, danger, asksForHelp) => {
      const decided = decide(text, { requests: own, danger, asksForHelp });
      return !("request" in decided) || (own as OwnRequest[]).includes(decided.request);
    }),
  );
});
