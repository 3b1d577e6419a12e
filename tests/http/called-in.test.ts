import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FreshDatabase, freshDatabase } from "../db/fresh-database";
import { oneOfEach } from "./one-of-each";
import { serve } from "./serve";

const folder = join(import.meta.dirname, "call-centre-lists");
let database: FreshDatabase;
let city: Awaited<ReturnType<typeof oneOfEach>>;
let program: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  database = await freshDatabase();
  city = await oneOfEach(database);
  const { appUrl, ownerUrl } = database;
  program = await serve({ DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl });
});
afterAll(() => program.end("SIGTERM"));

async function send(path: string, body: FormData) {
  const answer = await fetch(program.base + path, {
    method: "POST",
    redirect: "manual",
    headers: { Cookie: `${city.cookies.own}; lang=en` },
    body,
  });
  return { status: answer.status, to: answer.headers.get("location"), page: await answer.text() };
}
const look = (file: Buffer) => {
  const body = new FormData();
  body.set("file", new File([new Uint8Array(file)], "list.csv", { type: "text/csv" }));
  return send("/board/requests/import", body);
};
const take = async (csv: string, which = "all") => {
  const body = new FormData();
  body.set("csv", csv);
  body.set("which", which);
  const { status, to } = await send("/board/requests/imports", body);
  expect(status).toBe(303);
  return Object.fromEntries(new URL(to!, program.base).searchParams);
};
const countOf = async () => {
  const [row] = await database.app.db.execute<{ n: number }>(
    sql`select count(*)::int as n from request`,
  );
  return row!.n;
};

describe("a call centre's list", () => {
  const files = readdirSync(folder).filter((name) => name.startsWith("excel-"));

  it.each(files)("as %s writes it is shown, then taken in, then known", async (name) => {
    const file = readFileSync(join(folder, name));
    const before = await countOf();
    const { status, page } = await look(file);
    expect(status).toBe(200);
    expect(page).toContain("Rows: 3.");
    expect(page).not.toContain("Could not be read");
    expect(await countOf()).toBe(before);
    const csv = file.toString("utf8");
    expect(await take(csv)).toMatchObject({ fresh: "3", known: "0", left: "" });
    expect(await take(csv)).toMatchObject({ fresh: "0", known: "3", left: "" });
    expect(await countOf()).toBe(before + 3);
  });

  it.each(["et", "uk"])("is known when LibreOffice has saved it again, in %s", async (locale) => {
    const read = (program: string) =>
      readFileSync(join(folder, `${program}-${locale}.csv`), "utf8");
    await take(read("excel"));
    expect(await take(read("libreoffice"))).toMatchObject({ fresh: "0", known: "3", left: "" });
  });

  it("in another encoding is refused with how to save it", async () => {
    const { status, page } = await look(readFileSync(join(folder, "windows-1251.csv")));
    expect(status).toBe(409);
    expect(page).toContain("CSV UTF-8");
  });

  it("whose letters became question marks in another country is refused with the line", async () => {
    const file = readFileSync(join(folder, "windows-1257-lost-letters.csv"));
    const { status, page } = await look(file);
    expect(status).toBe(409);
    expect(page).toContain("Letters in line 2 have become question marks");
  });

  it("names the true line of what can't be taken, and takes the rest, or only what is without a remark", async () => {
    const csv =
      'Phone;District;Words\n067 300 00 01;;"two\nlines"\n12;;\n067 300 00 02;south;water\n067 300 00 03;;food\n';
    const { page } = await look(Buffer.from(csv));
    expect(page).toMatch(/>4<[\s\S]*No contact, no words and no address/);
    expect(page).toContain("Not your district");
    expect(await take(csv, "clean")).toMatchObject({ fresh: "2", left: "4.5", elsewhere: "0" });
    expect(await take(csv)).toMatchObject({
      fresh: "1",
      known: "2",
      elsewhere: "1",
      left: "4",
    });
  });

  it("goes on where it was cut off, and is refused beyond two thousand rows", async () => {
    const row = (index: number) => `0674${String(index).padStart(6, "0")};water ${index}`;
    const list = (from: number, to: number) =>
      `phone;words\n${Array.from({ length: to - from }, (_, i) => row(from + i)).join("\n")}\n`;
    expect(await take(list(0, 20))).toMatchObject({ fresh: "20" });
    expect(await take(list(0, 50))).toMatchObject({ fresh: "30", known: "20" });
    expect((await look(Buffer.from(list(0, 2_001)))).status).toBe(409);
  });
});
