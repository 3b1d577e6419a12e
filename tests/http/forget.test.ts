import type { ChildProcess } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeSessions } from "../../app/accounts/adapter.server";
import { type FreshDatabase, freshDatabase } from "../db/fresh-database";
import { everyWord } from "../factories/everything";
import { makeWorld, type World } from "../factories/world";
import { end, launch } from "./serve";

let database: FreshDatabase;
let world: World;
let program: ChildProcess;
let base: string;
/** All that the program has ever written, of whatever level. */
let written = "";

beforeAll(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
  const { appUrl, ownerUrl } = database;
  const settings = {
    DATABASE_URL: appUrl,
    DATABASE_OWNER_URL: ownerUrl,
    LOG_LEVEL: "debug",
    DATA_KEY: "",
  };
  program = launch(settings, "pipe");
  for (const stream of [program.stdout!, program.stderr!])
    stream.on("data", (chunk) => {
      written += chunk;
    });
  const port = await new Promise<string>((resolve) => {
    program.stdout!.on("data", () => {
      const [, found] = /"port":(\d+)/.exec(written) ?? [];
      if (found) resolve(found);
    });
  });
  base = `http://localhost:${port}`;
});
afterAll(() => end(program, "SIGTERM"));

const send = (path: string, fields: Record<string, string>, cookie = "") =>
  fetch(base + path, {
    method: "POST",
    redirect: "manual",
    headers: cookie ? { Cookie: cookie } : {},
    body: new URLSearchParams({ key: crypto.randomUUID(), ...fields }),
  });
const location = (answer: Response) => new URL(answer.headers.get("location") ?? "", base).pathname;

/** Neither the tables, nor the queue, nor the log. */
async function expectNowhere(words: string[]) {
  const dump = await everyWord(database.owner.sql);
  expect(words.filter((word) => dump.includes(word))).toEqual([]);
  expect(words.filter((word) => written.includes(word))).toEqual([]);
}

describe("forgotten over HTTP", () => {
  it("a resident, from asking to forgetting, by the private link", async () => {
    const typed = {
      name: "Христина-Єдина",
      phone: "+380671239876",
      email: "khrystyna@unique.example",
      address: "вул. Неповторна, 17",
      access: "код 7391Б",
      details: "Інсулін у синій сумці",
    };
    const asked = await send("/help", {
      ...typed,
      category: "water",
      people: "2",
      district: "north",
    });
    expect(asked.status).toBe(303);
    const link = location(asked);
    await send(`${link}/notes`, { note: "Дзвоніть лише сину Остапу-Єдиному" });
    const words = [...Object.values(typed), "Остапу-Єдиному", "khrystyna"];
    const page = await (await fetch(`${base}${link}/data`)).text();
    // The link alone does not show who they are and how they are reached, for it is sent on.
    for (const word of [typed.address, typed.access, typed.details]) expect(page).toContain(word);
    for (const word of [typed.name, typed.phone, typed.email]) expect(page).not.toContain(word);
    expect(location(await send(`${link}/files`, { digits: "0000" }))).toBe(`${link}/data`);
    const file = await send(`${link}/files`, { digits: "9876" });
    expect(file.headers.get("content-disposition")).toContain("attachment");
    expect(JSON.stringify(await file.json())).toContain("Інсулін у синій сумці");

    const untold = await send(`${link}/data`, {});
    expect(untold.status).toBe(422);
    const forgotten = await send(`${link}/data`, { sure: "yes" });
    expect([forgotten.status, location(forgotten)]).toEqual([303, "/forgotten"]);
    expect((await fetch(base + link)).status).toBe(404);
    await expectNowhere(words);
  });

  it("a member in their account: signed out, and no way back in", async () => {
    const typed = {
      name: "Любомир Одинокий-Перший",
      phone: "+380671230042",
      email: "liubomyr@unique.example",
    };
    const someone = await world.person({
      name: typed.name,
      standing: "verified",
      contact: { phone: typed.phone, email: typed.email },
      profile: { note: "Маю причіп-всюдихід" },
    });
    const sessions = makeSessions(database.app.db, { secure: true });
    const cookie = (await sessions.open(someone.id, "Firefox-Єдиний")).split(";")[0]!;
    const offer = {
      kind: "generator",
      title: "Дизель-Самородок",
      quantity: "1",
      district: "north",
    };
    const offered = await send("/offers/new", { ...offer, address: "Гараж-Неповтор, 3" }, cookie);
    expect(offered.status).toBe(303);
    const forgotten = await send("/account/data", { sure: "yes" }, cookie);
    expect([forgotten.status, location(forgotten)]).toEqual([303, "/forgotten"]);
    const after = await fetch(`${base}/account`, {
      redirect: "manual",
      headers: { Cookie: cookie },
    });
    expect(location(after)).toBe("/sign-in");
    const words = ["причіп-всюдихід", "Firefox-Єдиний", "Дизель-Самородок", "Гараж-Неповтор"];
    await expectNowhere([...Object.values(typed), ...words]);
  });

  it("an owner without an account, by the private link of the offer", async () => {
    const typed = {
      name: "Зеновія-Власниця",
      phone: "+380671231357",
      address: "Склад-Унікум, 8",
      conditions: "Тільки з олією-рідкістю",
      organisation: "ТзОВ Єдине-на-світі",
      title: "Генератор-самоцвіт",
    };
    const offered = await send("/offers/new", {
      ...typed,
      kind: "generator",
      quantity: "1",
      district: "north",
    });
    expect(offered.status).toBe(303);
    const link = location(offered);
    expect(link).toMatch(/^\/lent\//);
    expect(await (await fetch(`${base}${link}/data`)).text()).toContain("Склад-Унікум");
    expect((await send(`${link}/data`, { sure: "yes" })).status).toBe(303);
    await expectNowhere(Object.values(typed));
  });

  it("by the code: refused while it is open, and then as a wrong code is", async () => {
    const { code } = await world.request({}, { phone: "+380671112244" });
    const fields = { code, digits: "2244", sure: "yes" };
    const open = await send("/track/erasures", fields);
    expect(open.status).toBe(409);
    const wrong = await send("/track/erasures", { ...fields, digits: "9999" });
    expect(wrong.status).toBe(404);
  });

  it("shows for how long each kind is kept, to everybody", async () => {
    const page = await (await fetch(`${base}/privacy?lang=en`)).text();
    expect(page).toMatch(/Request ended: 90\sdays later/u);
    expect(page).toContain("What we keep, and for how long");
  });
});
