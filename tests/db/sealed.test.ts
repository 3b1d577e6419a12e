import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { foundCity } from "../../app/districts/commands/found-city.server";
import { readCity } from "../../app/districts/queries.server";
import { execute } from "../../app/platform/command.server";
import {
  readDataKeys,
  sealText,
  setDataKeys,
  unsealText,
} from "../../app/platform/data-keys.server";
import { enqueueMail } from "../../app/platform/mail.server";
import { holdDataKeys, sealAnew } from "../../app/platform/seal-columns.server";
import { forgetAgain } from "../../app/privacy/commands/forget.server";
import { readAll } from "../../app/privacy/queries/own-data.server";
import { foundKinds } from "../../app/resources/commands/found-kinds.server";
import { SEALED } from "../../drizzle/schema/columns";
import { sms } from "../../drizzle/schema/messages";
import { request, requestNote, requestPrivate } from "../../drizzle/schema/requests";
import { tellDemo } from "../../drizzle/seed/demo";
import { TEST_DATA_KEY } from "../factories/data-key";
import { everyWord, TYPED, wordsIn, writeUniqueWords } from "../factories/everything";
import { readMails } from "../factories/queue";
import { jobCtx } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

const root = join(import.meta.dirname, "../..");
const FIRST = readDataKeys(TEST_DATA_KEY);
const SECOND = "k2:another-key-of-the-same-city-that-follows";
const BOTH = readDataKeys(`${SECOND},${TEST_DATA_KEY}`);

afterEach(() => setDataKeys(FIRST));

let database: FreshDatabase;
let seen: string;
/** What was typed into each column, before anything was encrypted. */
const typed: Record<string, string[]> = {};

beforeAll(async () => {
  database = await freshDatabase();
  const { app, owner, ownerUrl } = database;
  const seed = join(root, "drizzle/seed");
  await foundCity(app.db, "lviv", seed, true);
  await foundKinds(app.db, seed);
  await tellDemo(ownerUrl, await readCity(app.db), seed);
  await owner.sql`insert into request_note (request_id, author, body) select id, 'resident', '.' from request`;
  await owner.sql`
    insert into shift_note (shift_id, person_id, body) select id, created_by, '.' from shift where created_by is not null`;
  await writeUniqueWords(owner.sql);
  for (const [table, columns] of Object.entries(TYPED))
    for (const column of Object.keys(columns))
      typed[`${table}.${column}`] = await wordsIn(owner.sql, table, "true", [column]);
  await holdDataKeys(ownerUrl, FIRST);
  await sealAnew(ownerUrl, FIRST);
  seen = await everyWord(owner.sql);
}, 300_000);

const isSealed = (column: string) =>
  Object.entries(SEALED).some(([table, columns]) =>
    columns.some((one) => `${table}.${one}` === column),
  );

describe("whoever has a dump without the key", () => {
  it("reads no text of a column that is encrypted", () => {
    for (const column of Object.keys(typed).filter(isSealed)) {
      expect(typed[column]!.length, column).toBeGreaterThan(0);
      expect([column, typed[column]!.filter((text) => seen.includes(text))]).toEqual([column, []]);
    }
  });

  it("reads the others, as the page of threats has them", () => {
    const page = readFileSync(join(root, "docs/security/threats.md"), "utf8");
    const readable = Object.keys(typed).filter((column) =>
      typed[column]!.some((text) => seen.includes(text)),
    );
    expect(readable.length).toBeGreaterThan(5);
    for (const column of readable) expect(page).toContain(`\`${column}\``);
    for (const column of Object.keys(typed).filter(isSealed))
      expect(readable).not.toContain(column);
  });
});

const order = (name: string) => ({
  to: "mail-that-waits@mail.example",
  locale: "uk" as const,
  template: "new_device",
  params: { device: `${name}-device`, ip: `${name}-ip` },
  more: [{ template: "new_device", params: { device: `${name}-more` } }],
});
const waiting = (name: string) =>
  readMails(database.owner.sql).then((mails) =>
    mails.filter(({ params }) => params.device === `${name}-device`),
  );
const put = (name: string) => database.app.db.transaction((tx) => enqueueMail(tx, order(name)));

describe("a mail that waits", () => {
  it("says in a dump to whom it goes, and nothing of what it tells", async () => {
    await put("sealed");
    const dump = await everyWord(database.owner.sql);
    expect(dump).toContain("mail-that-waits");
    expect(dump).not.toMatch(/sealed-(device|ip|more)/);
    expect(await waiting("sealed")).toEqual([order("sealed")]);
  });

  it("is sent too that has waited since before there was a key, and encrypted with the others", async () => {
    setDataKeys(null);
    await put("plain");
    setDataKeys(FIRST);
    expect(await waiting("plain")).toEqual([order("plain")]);
    await sealAnew(database.ownerUrl, FIRST);
    expect(await everyWord(database.owner.sql)).not.toContain("plain-device");
    expect(await waiting("plain")).toEqual([order("plain")]);
  });
});

describe("whoever is forgotten", () => {
  it("goes by name from messages to others, which stay encrypted", async () => {
    const { app, owner } = database;
    const [{ id } = { id: "" }] = await owner.sql<{ id: string }[]>`
      insert into person (name, locale) values ('Соломія Єдина', 'uk') returning id`;
    const message = { phone: "+380671230098", template: "words", segments: 1 };
    const [text] = await app.db
      .insert(sms)
      .values({ ...message, body: "Замість вас піде Соломія Єдина, о 9" })
      .returning({ id: sms.id });
    expect(await execute(jobCtx(app.db), forgetAgain, { thing: "person", id })).toMatchObject({
      ok: true,
    });
    const rows = await app.db.select({ body: sms.body }).from(sms).where(eq(sms.id, text!.id));
    expect(rows).toEqual([{ body: "Замість вас піде —, о 9" }]);
    const dump = await everyWord(owner.sql);
    expect(dump).not.toMatch(/Замість|Єдина/);
  });
});

describe("whoever may read it", () => {
  const noteOf = async (sealed = requestNote) => {
    const [row] = await database.app.db
      .select({ id: sealed.id, body: sealed.body })
      .from(sealed)
      .limit(1);
    return row!;
  };

  it("reads what was typed, and what is written is encrypted and found again", async () => {
    expect(typed["request_note.body"]).toContain((await noteOf()).body);
    const { db, sql } = database.app;
    const [one] = await db.select({ id: request.id }).from(request).limit(1);
    const body = `Ліфт не працює 🕯 ${"ж".repeat(1_900)}`;
    const id = randomUUID();
    await db.insert(requestNote).values({ id, requestId: one!.id, author: "resident", body });
    const [raw] = await sql`select body from request_note where id = ${id}`;
    expect(raw!.body.startsWith("\u0001k1.")).toBe(true);
    const [read] = await db.select().from(requestNote).where(eq(requestNote.id, id));
    expect(read!.body).toBe(body);
    const all = await readAll(db, "request", one!.id, true);
    expect(JSON.stringify(all.request_note)).toContain("Ліфт не працює 🕯");
    expect(JSON.stringify(all)).not.toContain("\\u0001");
  });

  it("finds nothing moved, changed or shortened: such a text does not open", () => {
    const sealed = sealText("request_note.body", "Код 12, третій поверх");
    expect(unsealText("request_note.body", sealed)).toBe("Код 12, третій поверх");
    expect(() => unsealText("task.briefing", sealed)).toThrow(/task\.briefing/);
    expect(() => unsealText("request_note.body", `${sealed.slice(0, -8)}AAAAAAA=`)).toThrow();
    expect(() => unsealText("request_note.body", sealed.slice(0, 9))).toThrow();
    setDataKeys(readDataKeys(SECOND));
    expect(() => unsealText("request_note.body", sealed)).toThrow();
    setDataKeys(null);
    expect(() => unsealText("request_note.body", sealed)).toThrow();
  });

  it("reads what was written before there was a key, and leaves what is empty empty", () => {
    expect(unsealText("request_note.body", "k1.Відчиняє сусід")).toBe("k1.Відчиняє сусід");
    expect(sealText("request_note.body", "")).toBe("");
    expect(sealText("request_note.body", "так")).not.toBe(sealText("request_note.body", "так"));
  });
});

describe("a key that follows another", () => {
  it("takes over while people write, and the first is needed no more", async () => {
    const { app, ownerUrl } = database;
    await put("turned");
    setDataKeys(BOTH);
    await holdDataKeys(ownerUrl, BOTH);
    const [one] = await app.db.select().from(requestPrivate).limit(1);
    let open = true;
    const writing = (async () => {
      for (let n = 0; open; n++)
        await app.db
          .update(requestPrivate)
          .set({ access: `Двері ${n}` })
          .where(eq(requestPrivate.requestId, one!.requestId));
    })();
    expect(await sealAnew(ownerUrl, BOTH)).toBeGreaterThan(50);
    open = false;
    await writing;
    setDataKeys(readDataKeys(SECOND));
    for (const [table, columns] of Object.entries(SEALED))
      for (const column of columns) {
        const rows = await app.sql.unsafe(
          `select ${column} as text from ${table} where ${column} <> ''`,
        );
        for (const { text } of rows) {
          expect(text.slice(0, 4)).toBe("\u0001k2.");
          unsealText(`${table}.${column}`, text);
        }
      }
    expect(await waiting("turned")).toEqual([order("turned")]);
    setDataKeys(null);
    await expect(waiting("turned")).rejects.toThrow(/job\.mail/);
    await holdDataKeys(ownerUrl, readDataKeys(SECOND));
    await sealAnew(ownerUrl, BOTH);
  });

  it.each([
    ["none", null, /lacks the key k2/],
    ["only the one before", FIRST, /lacks the key k2/],
    ["another of the same name", readDataKeys(`k2:${"x".repeat(32)}`), /k2 is not the key/],
  ])("is asked for at the start: %s", async (_, keys, line) => {
    await expect(holdDataKeys(database.ownerUrl, keys)).rejects.toThrow(line);
  });
});
