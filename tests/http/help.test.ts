import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import lviv from "../../drizzle/seed/cities/lviv.json";
import { type FreshDatabase, freshDatabase } from "../db/fresh-database";
import { serve } from "./serve";

const root = resolve(import.meta.dirname, "../..");
let database: FreshDatabase;
let program: Awaited<ReturnType<typeof serve>>;
let base: string;

async function start() {
  const { appUrl, ownerUrl } = database;
  const settings = { CITY: lviv.code, DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl };
  program = await serve(settings);
  base = program.base;
}

beforeAll(async () => {
  database = await freshDatabase();
  await start();
});
afterAll(() => program.end("SIGTERM"));

const formKeyOf = (html: string) => /name="key" value="([\w-]+)"/.exec(html)?.[1] ?? "";
const post = (path: string, fields: Record<string, string>, headers = {}) =>
  fetch(base + path, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { "Accept-Language": "uk", ...headers },
    redirect: "manual",
  });

async function filledForm() {
  const html = await (await fetch(`${base}/help`)).text();
  return {
    key: formKeyOf(html),
    category: "water",
    details: "Вода, 9 поверх",
    people: "2",
    address: "вул. Наукова, 7",
    hours: "",
    phone: "067 123 45 67",
  };
}

describe("asking for help without JavaScript", () => {
  it("is one small page: everything within the first round trip", async () => {
    for (const locale of lviv.locales) {
      const html = await (await fetch(`${base}/help?lang=${locale}`)).text();
      expect(html).toContain(`<html lang="${locale}"`);
      expect(html).not.toMatch(/rel="(stylesheet|modulepreload)"/);
      // The scripts there are may be late or never come.
      const scripts = html.match(/<script[^>]*>/g)!;
      expect(scripts.map((script) => /assets\/([a-z-]+)-/.exec(script)?.[1])).toEqual([
        "draft",
        "own-position",
      ]);
      expect(brotliCompressSync(html).length).toBeLessThan(14_000 - 1_500);
      expect(html.indexOf("tel:112")).toBeLessThan(html.indexOf("<h1"));
    }
  });

  it("gives back all that was typed, with links to what is missing", async () => {
    const answer = await post("/help", { ...(await filledForm()), phone: "", email: "olena@" });
    const html = await answer.text();
    expect(answer.status).toBe(422);
    for (const kept of ["Вода, 9 поверх", "вул. Наукова, 7", 'value="olena@"', 'href="#email"'])
      expect(html).toContain(kept);
    expect(html).toContain("<title>Помилка: Попросити про допомогу");
    expect(html).toMatch(/id="errors" autofocus/);
    expect(html).toMatch(/value="water"[^>]*checked|checked[^>]*value="water"/);
  });

  it("saves what it can read, and says on the next page what it could not", async () => {
    const form = { ...(await filledForm()), email: "olena@", hours: "абв", details: "" };
    const answer = await post("/help", form);
    expect(answer.status).toBe(303);
    const link = answer.headers.get("location")!;
    const page = await (await fetch(`${base}${link}&lang=en`)).text();
    expect(page).toContain("could not read: hours you can wait, email address");
    expect(page).toContain("olena@");
    expect(await (await fetch(`${base}${link.replace(/\?.*/, "")}`)).text()).not.toContain(
      "could not read",
    );
  });

  it("answers with the private link, the same for a form that is sent again", async () => {
    const form = await filledForm();
    const links = await Promise.all(
      Array.from({ length: 20 }, async () => (await post("/help", form)).headers.get("location")),
    );
    expect(new Set(links).size).toBe(1);
    const page = await (
      await fetch(base + links[0], { headers: { "Accept-Language": "uk" } })
    ).text();
    expect(page).toContain("Отримано");
    // What was written is on it, folded; the number only as far as its owner needs to see a wrong digit.
    expect(page).toContain("вул. Наукова, 7");
    expect(page).not.toContain("671234567");
  });

  it("can be cancelled from the link, once", async () => {
    const link = (await post("/help", await filledForm())).headers.get("location")!;
    expect((await post(`${link}/cancellation`, {})).status).toBe(303);
    expect((await post(`${link}/cancellation`, {})).status).toBe(409);
    expect(await (await fetch(`${base}${link}?lang=en`)).text()).toContain("Cancelled");
  });

  it("loses nothing that it has acknowledged, killed the moment after", async () => {
    const link = (await post("/help", await filledForm())).headers.get("location");
    await program.end("SIGKILL");
    await start();
    expect((await fetch(base + link)).status).toBe(200);
  });
});

describe("the door", () => {
  it("refuses a form from another site", async () => {
    const answer = await post("/help", await filledForm(), { Origin: "https://elsewhere.example" });
    expect(answer.status).toBe(403);
  });

  it("knows no stranger's link", async () => {
    expect((await fetch(`${base}/track/${"x".repeat(22)}`)).status).toBe(404);
  });

  it("says that it is alive and ready", async () => {
    expect((await fetch(`${base}/healthz`)).status).toBe(200);
    expect((await fetch(`${base}/readyz`)).status).toBe(200);
  });

  it("refuses a wrong setting with one line", async () => {
    const child = spawn(process.execPath, [join(root, "deploy/start.mjs")], {
      env: { ...process.env, PORT: "many" },
    });
    let said = "";
    child.stderr.on("data", (part) => {
      said += part;
    });
    expect(await new Promise((exited) => child.once("close", exited))).toBe(1);
    expect(said).toMatch(/^naaber: wrong setting: PORT: .*\n$/);
  });
});
