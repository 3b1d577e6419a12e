import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { execute } from "../../app/platform/command.server";
import type { Connection } from "../../app/platform/database.server";
import type { PersonId } from "../../app/platform/types";
import { cancelRequest } from "../../app/requests/commands/cancel.server";
import { submitRequest } from "../../app/requests/commands/submit.server";
import { trackRequest } from "../../app/requests/queries/track.server";
import { event } from "../../drizzle/schema/audit";
import { category, district } from "../../drizzle/schema/districts";
import { request, requestNote, requestPrivate } from "../../drizzle/schema/requests";
import { makeWorld, visitorCtx } from "../factories/world";
import { freshDatabase } from "./fresh-database";

let app: Connection;
const now = new Date("2026-11-23T16:00:00Z");
const form = {
  category: "water",
  details: "Вода на 9 поверх",
  people: "2",
  vulnerable: ["elderly"],
  district: "north",
  address: "вул. Наукова, 7",
  phone: "+380671234567",
};
const resident = () => ({ ...visitorCtx(app.db, now), flood: null });
const submit = async (key: string, more: object = {}) => {
  const result = await execute(resident(), submitRequest, { ...form, ...more }, { key });
  if (!result.ok) throw new Error(result.code);
  return result;
};
const phoneOf = async (id: string) => {
  const [stored] = await app.db
    .select({ phone: requestPrivate.phone })
    .from(requestPrivate)
    .where(eq(requestPrivate.requestId, id));
  return stored?.phone;
};
const of = async (key: string) => (await submit(key)).value;

beforeAll(async () => {
  ({ app } = await freshDatabase());
  await makeWorld(app.db);
});

describe("intake", () => {
  it("makes one request and one link of a form that arrives fifty times at once", async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => submit("a".repeat(22))));
    const seen = answers.map(({ value: { id, code, token } }) => `${id} ${code} ${token}`);
    expect(new Set(seen).size).toBe(1);
    expect(answers.filter(({ repeated }) => !repeated).length).toBe(1);
    expect((await app.db.select().from(request)).length).toBe(1);
  });

  it("puts a place that it does not know into the city-wide queue", async () => {
    const { id } = await submit("b".repeat(22), { district: "nowhere" }).then(({ value }) => value);
    const [saved] = await app.db.select().from(request).where(eq(request.id, id));
    expect(saved!.districtId).toBeNull();
  });

  it("keeps one number to call, and a second one or whose it is as the resident's own word", async () => {
    const { id } = await submit("t".repeat(22), {
      phone: "8 067 123 45 09, 067 123 45 10 (сусідка)",
    }).then(({ value }) => value);
    expect(await phoneOf(id)).toBe("+380671234509");
    const notes = await app.db.select().from(requestNote).where(eq(requestNote.requestId, id));
    expect(notes).toMatchObject([
      { author: "resident", body: "☎ 8 067 123 45 09, 067 123 45 10 (сусідка)" },
    ]);
  });

  it("never rewrites a number that is only possible", async () => {
    const { id } = await submit("u".repeat(22), { phone: "\u2068062 12 34\u2069" }).then(
      ({ value }) => value,
    );
    expect(await phoneOf(id)).toBe("062 12 34");
  });

  it("keeps what can't be read as the resident's own words, and says in which fields", async () => {
    const { id } = await submit("v".repeat(22), {
      email: "olena@",
      hours: "абв",
      people: "родина",
      category: "gold",
      district: "nowhere",
      details: "ж".repeat(4_500),
    }).then(({ value }) => value);
    const [saved] = await app.db.select().from(request).where(eq(request.id, id));
    expect(saved).toMatchObject({
      people: 1,
      neededBy: null,
      illegible: ["category", "details", "people", "district", "hours", "email"],
    });
    const notes = await app.db.select().from(requestNote).where(eq(requestNote.requestId, id));
    const words = notes.map(({ body }) => body).join("");
    for (const typed of ["olena@", "абв", "родина", "gold", "nowhere", "ж".repeat(1_900)])
      expect(words).toContain(typed);
    expect(words.match(/ж/g)!.length).toBeGreaterThanOrEqual(2_500);
  });

  it("keeps the name of a district that was retired while the form was open, and of a kind", async () => {
    await app.db.update(district).set({ retiredAt: now }).where(eq(district.code, "south"));
    await app.db.update(category).set({ active: false }).where(eq(category.code, "warmth"));
    const { id } = await submit("w".repeat(22), { district: "south", category: "warmth" }).then(
      ({ value }) => value,
    );
    const [saved] = await app.db
      .select({ districtId: request.districtId, illegible: request.illegible, kind: category.code })
      .from(request)
      .innerJoin(category, eq(category.id, request.categoryId))
      .where(eq(request.id, id));
    expect(saved).toEqual({ districtId: null, illegible: ["district"], kind: "warmth" });
    const [note] = await app.db.select().from(requestNote).where(eq(requestNote.requestId, id));
    expect(note!.body).toBe("район: South");
  });

  it("refuses a category that does not exist where nothing else is said, and saves nothing", async () => {
    const wrong = { ...form, category: "gold", details: "" };
    const before = (await app.db.select().from(request)).length;
    const answer = await execute(resident(), submitRequest, wrong);
    expect(answer).toEqual({ ok: false, code: "request.category" });
    expect((await app.db.select().from(request)).length).toBe(before);
  });
});

describe("a request that a phone has kept until there was a network", () => {
  const key = "late".repeat(6);
  const occurredAt = new Date("2026-11-23T14:00:00Z");
  const late = () =>
    execute(resident(), submitRequest, { ...form, hours: "3" }, { key, occurredAt });

  it("is received now, its hours count from when it was written, and who reads it is told", async () => {
    const sent = await late();
    if (!sent.ok) throw new Error(sent.code);
    const { id } = sent.value;
    const [saved] = await app.db.select().from(request).where(eq(request.id, id));
    expect(saved).toMatchObject({ createdAt: now, neededBy: new Date("2026-11-23T17:00:00Z") });
    const [note] = await app.db.select().from(requestNote).where(eq(requestNote.requestId, id));
    expect(note!.body).toMatch(/^Написано без зв’язку: .*16:00$/);
    const [line] = await app.db.select().from(event).where(eq(event.thingId, id));
    expect(line!.occurredAt).toEqual(occurredAt);
  });

  it("is one, also where it had arrived before", async () => {
    expect(await late()).toMatchObject({ ok: true, repeated: true });
    expect(
      await execute(resident(), submitRequest, { ...form, hours: "3" }, { key }),
    ).toMatchObject({
      repeated: true,
    });
  });
});

describe("what is asked on somebody's behalf", () => {
  const onBehalf = { name: "Олена", forName: "Марія Іванівна", forPhone: "067 555 44 33" };

  it("keeps who asks and whom it is for apart, and is followed by who asks", async () => {
    const { value } = await submit("behalf".repeat(4), onBehalf);
    const where = eq(requestPrivate.requestId, value.id);
    const [own] = await app.db.select().from(requestPrivate).where(where);
    expect(own).toMatchObject({ ...onBehalf, phone: form.phone, forPhone: "+380675554433" });
    expect(own!.search).toContain("380675554433");
    const tracked = await trackRequest(app.db, value.token);
    expect(tracked!.written.forPhone).toBe("+380•••••••33");
    expect(JSON.stringify(tracked)).not.toContain("Марія");
  });

  it("is taken with the number of whom it is for alone: then that is called", async () => {
    const { value } = await submit("theirs".repeat(4), { ...onBehalf, phone: "" });
    expect(await phoneOf(value.id)).toBe("+380675554433");
  });
});

describe("a form that is sent again", () => {
  const notesOf = (id: string) =>
    app.db.select().from(requestNote).where(eq(requestNote.requestId, id));

  it("with something else in it is a note on the request, once", async () => {
    const key = "g".repeat(22);
    const { id, token } = await of(key);
    const other = { details: "Ще й ліки, будь ласка", people: "3" };
    const answers = await Promise.all([submit(key, other), submit(key, other), submit(key)]);
    expect(answers.map(({ value }) => value.token)).toEqual([token, token, token]);
    const notes = await notesOf(id);
    expect(notes.map(({ body, author }) => [author, body])).toEqual([
      ["resident", "Ще й ліки, будь ласка\n× 3"],
    ]);
  });

  it("by somebody else is their own", async () => {
    const key = "h".repeat(22);
    const { id } = await of(key);
    const actor = {
      kind: "member" as const,
      personId: "00000000-0000-4000-8000-000000000001" as PersonId,
      standing: null,
      districts: [],
      administrator: false,
    };
    const other = await execute({ ...resident(), actor }, submitRequest, form, { key });
    expect(other.ok && other.value.id).not.toBe(id);
    expect(await notesOf(id)).toEqual([]);
  });

  it("keeps neither the key nor the link", async () => {
    const key = "secret-key-of-a-form-22";
    const { token } = await of(key);
    const rows = JSON.stringify(await app.db.execute(sql`select * from change`));
    expect(rows).not.toContain(key);
    expect(rows).not.toContain(token);
  });
});

describe("the private link", () => {
  it("shows what happened and no other link does", async () => {
    const { token, code } = await of("d".repeat(22));
    const seen = await trackRequest(app.db, token);
    expect(seen).toMatchObject({ code, state: "submitted" });
    expect(seen!.passed.map((step) => step.state)).toEqual(["submitted"]);
    expect(await trackRequest(app.db, "e".repeat(22))).toBeNull();
  });

  it("cancels once, ten times at once", async () => {
    const { token } = await of("f".repeat(22));
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => execute(resident(), cancelRequest, { token })),
    );
    expect(answers.filter((answer) => answer.ok).length).toBe(1);
    expect((await trackRequest(app.db, token))!.passed.map((step) => step.state)).toEqual([
      "submitted",
      "cancelled",
    ]);
  });
});
