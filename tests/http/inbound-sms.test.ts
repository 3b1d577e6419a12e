import { randomUUID } from "node:crypto";
import { request as httpRequest } from "node:http";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { returnPath } from "../../app/messages/rules/return-path";
import { deadMail, sms, smsIn } from "../../drizzle/schema/messages";
import { requestNote, requestPrivate } from "../../drizzle/schema/requests";
import { type FreshDatabase, freshDatabase } from "../db/fresh-database";
import { races } from "../db/races";
import { postfix } from "../factories/bounces";
import { serve } from "./serve";

const SECRET = "what-the-gateway-knows-and-nobody-else";
const RETURNS = { address: "bounces@city.example", secret: "what-the-mail-server-knows-alone" };
let database: FreshDatabase;
let programs: Awaited<ReturnType<typeof serve>>[] = [];
let last = 671_250_000;
const newPhone = () => `+380${++last}`;

beforeAll(async () => {
  database = await freshDatabase();
  const { appUrl, ownerUrl } = database;
  const settings = { CITY: "lviv", DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl };
  const start = () =>
    serve({
      ...settings,
      SMS_SECRET: SECRET,
      BOUNCE_ADDRESS: RETURNS.address,
      BOUNCE_SECRET: RETURNS.secret,
    });
  // One founds the city, then the other comes.
  programs = [await start()];
  programs.push(await start());
});
afterAll(() => Promise.all(programs.map((program) => program.end("SIGTERM"))));

const base = (which = 0) => programs[which]!.base;
const withSecret = { Authorization: `Bearer ${SECRET}` };
const query = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
const get = (fields: Record<string, string>, headers: HeadersInit = withSecret, which = 0) =>
  fetch(`${base(which)}/inbound/sms?${query(fields)}`, { headers });
const message = (phone: string, text = "Потрібна вода, вул. Наукова 7") => ({
  id: randomUUID(),
  from: phone,
  text,
});
const requestsOf = (phone: string) =>
  database.app.db
    .select({ id: requestPrivate.requestId, details: requestPrivate.details })
    .from(requestPrivate)
    .where(eq(requestPrivate.phone, phone));

describe("the door of the SMS gateway", () => {
  it.each([
    ["a bearer token", () => withSecret, {}],
    ["a basic password", () => ({ Authorization: `Basic ${btoa(`naaber:${SECRET}`)}` }), {}],
    ["a field", () => ({}), { secret: SECRET }],
  ])("opens to %s, and answers with nothing", async (_, headers, more) => {
    const phone = newPhone();
    const answer = await get({ ...message(phone), ...more }, headers());
    expect([answer.status, await answer.text()]).toEqual([200, ""]);
    expect(await requestsOf(phone)).toHaveLength(1);
  });

  it.each([
    ["no secret", {}],
    ["a wrong one", { Authorization: "Bearer wrong" }],
    ["half of it", { Authorization: `Bearer ${SECRET.slice(0, 20)}` }],
    ["one with more behind it", { Authorization: `Bearer ${SECRET}x` }],
    ["a broken basic password", { Authorization: "Basic %%%" }],
  ])("stays closed to %s", async (_, headers) => {
    const phone = newPhone();
    expect((await get(message(phone), headers)).status).toBe(401);
    expect(await requestsOf(phone)).toEqual([]);
  });

  it("takes a form and JSON, from a browser's origin or none", async () => {
    for (const [type, body] of [
      ["application/x-www-form-urlencoded", (of: object) => query(of as never)],
      ["application/json", (of: object) => JSON.stringify(of)],
    ] as const) {
      const phone = newPhone();
      const headers = { ...withSecret, "Content-Type": type, Origin: "https://gateway.example" };
      const { id, from, text } = message(phone);
      const sent = { MessageSid: id, From: from, Body: text };
      const answer = await fetch(`${base()}/inbound/sms`, {
        method: "POST",
        headers,
        body: body(sent),
      });
      expect(answer.status).toBe(200);
      expect(await requestsOf(phone)).toMatchObject([{ details: text }]);
    }
  });

  it.each([
    ["UTF-16BE", "%04%12%04%3E%04%34%04%30%00%21", "Вода!"],
    ["utf-8", "%D0%92%D0%BE%D0%B4%D0%B0", "Вода"],
    ["windows-1251", "%C2%EE%E4%E0", "Вода"],
    ["", "S%FC%FCa", "Süüa"],
    ["no-such-charset", "Vesi", "Vesi"],
  ])("reads a text in %s", async (charset, written, text) => {
    const phone = newPhone();
    const address = `${base()}/inbound/sms?id=${randomUUID()}&from=${encodeURIComponent(phone)}&charset=${charset}&text=${written}`;
    expect((await fetch(address, { headers: withSecret })).status).toBe(200);
    expect(await requestsOf(phone)).toMatchObject([{ details: text }]);
  });

  it("refuses what no gateway sends, and goes on", async () => {
    const post = (body: string, headers: Record<string, string>) =>
      fetch(`${base()}/inbound/sms`, {
        method: "POST",
        body,
        headers: { ...withSecret, ...headers },
      });
    const json = { "Content-Type": "application/json" };
    expect((await get({ from: newPhone(), text: "вода" })).status).toBe(400);
    expect((await get({ id: "1", text: "вода" })).status).toBe(400);
    expect((await get({ id: "x".repeat(500), from: newPhone(), text: "вода" })).status).toBe(400);
    expect((await post("{", json)).status).toBe(400);
    expect((await post("[1]", json)).status).toBe(400);
    expect((await post("null", json)).status).toBe(400);
    expect((await post(`{"text":"${"x".repeat(100_000)}"}`, json)).status).toBe(413);
    expect((await post("a", { "Content-Type": "text/xml" })).status).toBe(415);
    const many = Array.from({ length: 500 }, (_, at) => `f${at}=1`).join("&");
    expect((await fetch(`${base()}/inbound/sms?${many}`, { headers: withSecret })).status).toBe(
      413,
    );
    expect(
      (await fetch(`${base()}/inbound/sms`, { method: "PUT", headers: withSecret })).status,
    ).toBe(405);
    const phone = newPhone();
    const nul = `id=${randomUUID()}&from=${encodeURIComponent(phone)}&text=%00%D0%B2%D0%BE%D0%B4%D0%B0%00%ZZ`;
    expect((await fetch(`${base()}/inbound/sms?${nul}`, { headers: withSecret })).status).toBe(200);
    expect(await requestsOf(phone)).toMatchObject([{ details: "вода%ZZ" }]);
  });

  it("takes what breaks off for nothing", async () => {
    const phone = newPhone();
    await new Promise<void>((ended) => {
      const url = new URL(`${base()}/inbound/sms`);
      const headers = {
        ...withSecret,
        "Content-Type": "application/json",
        "Content-Length": "500",
      };
      const sending = httpRequest(url, { method: "POST", headers });
      sending.on("error", () => ended());
      sending.write(JSON.stringify(message(phone)), () => sending.destroy());
    });
    expect(await requestsOf(phone)).toEqual([]);
    expect((await get(message(phone))).status).toBe(200);
  });

  it("brought at once through two processes, is one request, and its second text a message on it", async () => {
    for (let round = 0; round < races(60); round++) {
      const phone = newPhone();
      const [first, second] = [message(phone), message(phone, "і хліб")];
      const all = [first, second, first, second, first, second];
      const answers = await Promise.all(all.map((one, at) => get(one, withSecret, at % 2)));
      expect(answers.map(({ status }) => status)).toEqual(all.map(() => 200));
      const [made, ...more] = await requestsOf(phone);
      expect(more).toEqual([]);
      const { db } = database.app;
      const notes = await db.select().from(requestNote).where(eq(requestNote.requestId, made!.id));
      expect(notes).toHaveLength(1);
      expect(await db.select().from(smsIn).where(eq(smsIn.phone, phone))).toHaveLength(2);
    }
  });

  it("is not there without a secret in the settings, but for reports", async () => {
    const { appUrl, ownerUrl } = database;
    const other = await serve({
      CITY: "lviv",
      DATABASE_URL: appUrl,
      DATABASE_OWNER_URL: ownerUrl,
      WORKER: "off",
    });
    try {
      const answer = await fetch(`${other.base}/inbound/sms?${query(message(newPhone()))}`);
      expect(answer.status).toBe(404);
      const mail = await fetch(`${other.base}/inbound/bounces`, { method: "POST", body: "x" });
      expect(mail.status).toBe(404);
    } finally {
      await other.end("SIGTERM");
    }
  });
});

describe("a report", () => {
  const report = (fields: Record<string, string>, headers: HeadersInit = {}) =>
    fetch(`${base()}/inbound/sms/reports?${query(fields)}`, { headers });
  const sent = async (gatewayId: string | null = null) => {
    const text = { phone: newPhone(), template: "request_code", body: "…", segments: 1, gatewayId };
    const [row] = await database.app.db.insert(sms).values(text).returning({ id: sms.id });
    return row!.id;
  };
  const read = async (id: string) => {
    const [row] = await database.app.db.select().from(sms).where(eq(sms.id, id));
    return row!;
  };

  it("by our own id needs nothing else, and by the gateway's the secret", async () => {
    const own = await sent();
    expect((await report({ sms: own, state: "1" })).status).toBe(200);
    expect((await read(own)).deliveredAt).not.toBeNull();
    const theirs = await sent("gw-77");
    expect((await report({ id: "gw-77", status: "DELIVRD" })).status).toBe(401);
    expect((await report({ id: "gw-77", status: "DELIVRD" }, withSecret)).status).toBe(200);
    expect((await read(theirs)).deliveredAt).not.toBeNull();
  });

  it("that comes twice and out of order says in the end that it arrived", async () => {
    const id = await sent();
    for (const state of ["8", "2", "16", "1", "2", "nonsense", ""])
      expect((await report({ sms: id, state })).status).toBe(200);
    expect(await read(id)).toMatchObject({ failure: null, failedAt: null });
    expect((await read(id)).deliveredAt).not.toBeNull();
  });

  it("of what nobody has sent is refused", async () => {
    expect((await report({ sms: randomUUID(), state: "1" })).status).toBe(404);
    expect((await report({ sms: "' or 1=1", state: "1" })).status).toBe(400);
  });
});

describe("the door of the mail server", () => {
  const to = "gone@mail.example";
  const report = postfix({ path: returnPath(RETURNS, to), to });
  const bring = (body: string, secret = RETURNS.secret, method = "POST") =>
    fetch(`${base()}/inbound/bounces`, {
      method,
      headers: { Authorization: `Bearer ${secret}`, "Content-Type": "message/rfc822" },
      ...(method === "POST" ? { body } : {}),
    });
  const marked = () => database.app.db.select().from(deadMail);

  it("opens to its secret alone, by POST", async () => {
    expect((await bring(report, SECRET)).status).toBe(401);
    expect((await bring(report, "")).status).toBe(401);
    expect((await bring("", RETURNS.secret, "GET")).status).toBe(405);
    expect(await marked()).toEqual([]);
  });

  it("lets go what is no report of ours, and what is too large", async () => {
    const forged = postfix({ path: returnPath(RETURNS, "mine@mail.example"), to });
    for (const body of ["", "Subject: I am away\r\n\r\nBack on Monday", "\0", forged]) {
      const answer = await bring(body);
      expect([answer.status, await answer.text()]).toEqual([200, ""]);
    }
    expect((await bring(report + "x".repeat(600_000))).status).toBe(413);
    expect(await marked()).toEqual([]);
  });

  it("takes a report, as often as it is brought", async () => {
    for (let times = 0; times < 2; times++) expect((await bring(report)).status).toBe(200);
    expect((await marked()).map(({ address }) => address)).toEqual([to]);
  });
});
