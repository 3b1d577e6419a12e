import { once } from "node:events";
import { createConnection, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FreshDatabase, freshDatabase } from "../db/fresh-database";
import { end, launch, logged, serve } from "./serve";

let database: FreshDatabase;
const sockets: Socket[] = [];

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => {
  for (const socket of sockets) socket.destroy();
});

/** A client of its own making, which sends what it is told and keeps what it is answered. */
async function dial(base: string) {
  const socket = createConnection(Number(new URL(base).port), "localhost");
  sockets.push(socket);
  socket.on("error", () => {});
  await once(socket, "connect");
  let answers = "";
  socket.on("data", (part) => {
    answers += part;
  });
  return { socket, answers: () => answers };
}

const GET = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";

/** Seconds from the signal that a program may take to end; it says ten, and a slow machine is given more. */
const ENDS_WITHIN = 30;

describe("SIGTERM ends the program whatever its clients do:", () => {
  it("ask again and again on one connection, send half a head, drip a form, say nothing", async () => {
    const program = await serve({
      DATABASE_URL: database.appUrl,
      DATABASE_OWNER_URL: database.ownerUrl,
      CITY: "lviv",
    });
    const asking = await dial(program.base);
    asking.socket.on("data", () => asking.socket.write(GET));
    asking.socket.write(GET);
    const half = await dial(program.base);
    half.socket.write("GET /help HTTP/1.1\r\nHost: local");
    const dripping = await dial(program.base);
    dripping.socket.write(
      "POST /help HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n" +
        "Content-Type: application/x-www-form-urlencoded\r\n\r\n",
    );
    const drip = setInterval(() => dripping.socket.write("a"), 100);
    await dial(program.base);
    await expect.poll(() => asking.answers().length, { timeout: 60_000 }).toBeGreaterThan(1_000);

    const began = performance.now();
    expect(await program.end("SIGTERM")).toBe(0);
    clearInterval(drip);
    expect((performance.now() - began) / 1_000).toBeLessThan(ENDS_WITHIN);
    // The last answer said that no other would follow.
    const last = asking.answers().split("HTTP/1.1 ").at(-1)!;
    expect(last).toMatch(/^200 OK\r\n/);
    expect(last.toLowerCase()).toContain("connection: close");
  });

  it("and while it waits for its database", async () => {
    const child = launch({
      DATABASE_URL: "postgres://naaber_app@127.0.0.1:1/none",
      DATABASE_OWNER_URL: "postgres://naaber_owner@127.0.0.1:1/none",
    });
    await logged(child, /the database is not ready yet/);
    expect(await end(child, "SIGTERM")).toBe(0);
  });
});
