import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect as dial } from "node:net";
import { join, resolve } from "node:path";
import { sql } from "drizzle-orm";
import { describe, expect, inject, it } from "vitest";
import { connect } from "../../app/platform/database.server";
import { roleUrl } from "../db/server.setup";
import { serve } from "./serve";

const root = resolve(import.meta.dirname, "../..");

/** An empty database, never migrated, and gone after. */
async function withEmpty<Value>(name: string, use: (urls: Urls) => Promise<Value>) {
  const server = inject("server");
  const superuser = connect(server, { connections: 1 });
  await superuser.sql.unsafe(
    `create database ${name} owner naaber_owner template template0 encoding 'UTF8'`,
  );
  try {
    const url = (role: string) => roleUrl(server, role, name);
    return await use({ DATABASE_URL: url("naaber_app"), DATABASE_OWNER_URL: url("naaber_owner") });
  } finally {
    await superuser.sql.unsafe(`drop database ${name} with (force)`);
    await superuser.end();
  }
}
type Urls = { DATABASE_URL: string; DATABASE_OWNER_URL: string };

describe("the program", () => {
  it("migrates and founds the city once when three processes start together", async () => {
    await withEmpty("start_together", async (urls) => {
      const settings = { ...urls, CITY: "lviv", DEMO: "no" };
      const programs = await Promise.all([serve(settings), serve(settings), serve(settings)]);
      const app = connect(urls.DATABASE_URL, { connections: 1 });
      const [counts] = await app.db.execute(sql`
        select (select count(*)::int from city) as cities,
          (select count(*)::int from category) as categories,
          (select count(distinct code)::int from category) as codes`);
      expect(counts).toMatchObject({ cities: 1 });
      expect(counts!.categories).toBe(counts!.codes);
      for (const { base } of programs)
        expect(await (await fetch(`${base}/readyz`)).text()).toBe("ready");
      await app.end();
      for (const program of programs) expect(await program.end("SIGTERM")).toBe(0);
    });
  });

  it("finishes what is in flight when it is told to stop", async () => {
    await withEmpty("start_stopping", async (urls) => {
      const program = await serve({ ...urls, DEMO: "no", WORKER: "off" });
      const { port } = new URL(program.base);
      const form = new URLSearchParams({
        ...{ formKey: "sent-while-it-was-stopping", category: "water", details: "20 l" },
        ...{ people: "1", address: "Naukova 7", phone: "+3725551234" },
      }).toString();
      const socket = dial(Number(port), "localhost");
      socket.write(
        `POST /help HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n` +
          "Content-Type: application/x-www-form-urlencoded\r\n" +
          `Content-Length: ${form.length}\r\n\r\n${form.slice(0, 20)}`,
      );
      // Answered in order: once this has its answer, the half of a form above has been read as well.
      await fetch(`${program.base}/healthz`);
      const ended = program.end("SIGTERM");
      // It takes nobody new from now on …
      while (
        await fetch(`${program.base}/healthz`).then(
          () => true,
          () => false,
        )
      );
      // … and finishes what it has begun.
      let answer = "";
      socket.on("data", (part) => {
        answer += part;
      });
      socket.write(form.slice(20));
      await once(socket, "close");
      expect(answer).toMatch(/^HTTP\/1\.1 303 /);
      expect(await ended).toBe(0);
    });
  });

  it("refuses, outside the demo, a role that owns the record", async () => {
    await withEmpty("start_as_owner", async ({ DATABASE_OWNER_URL }) => {
      const settings = { DATABASE_URL: DATABASE_OWNER_URL, DATABASE_OWNER_URL, DEMO: "no" };
      const child = spawn(process.execPath, [join(root, "deploy/start.mjs")], {
        env: { ...process.env, PORT: "0", ...settings },
      });
      let said = "";
      child.stderr.on("data", (part) => {
        said += part;
      });
      expect(await new Promise((exited) => child.once("close", exited))).toBe(1);
      expect(said).toMatch(/^naaber: wrong setting: DATABASE_URL: .*owns the record.*\n$/);
    });
  });
});
