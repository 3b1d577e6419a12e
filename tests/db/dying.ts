// A process of its own that makes one change and is killed in the middle: `dying.ts URL N ACT`.
import { drizzle } from "drizzle-orm/postgres-js";
import { askNext } from "../../app/dispatch/commands/chain.server";
import { reserveFor } from "../../app/dispatch/commands/supply.server";
import { execute } from "../../app/platform/command.server";
import { connect, type Db } from "../../app/platform/database.server";
import type { Member } from "../../app/platform/types";
import { escalate } from "../../app/requests/commands/escalate.server";
import { handOver } from "../../app/resources/commands/hand-over.server";
import { NOON } from "../factories/world";

const [url = "", n = "", act = "{}"] = process.argv.slice(2);
const {
  reserve,
  fetch,
  next,
  tell,
  now = NOON,
  actor,
} = JSON.parse(act) as {
  actor: Member;
  reserve?: { id: string; offer: string; quantity: number; from: string; to: string };
  fetch?: { id: string; count: number };
  next?: { task: string };
  tell?: { request: string };
  now?: string;
};
const connection = connect(url, { connections: 1 });
const die = () => process.kill(process.pid, "SIGKILL");
let statements = 0;
const logQuery = () => void (++statements === Number(n) && die());
const db = drizzle(connection.sql, { logger: { logQuery } });
const ctx = (on: Db) => ({
  db: on,
  actor,
  now: new Date(now),
  locale: "uk" as const,
  origin: "",
  city: { zone: "Europe/Kyiv", callingCode: "380" },
});

await db.transaction(async (tx) => {
  if (fetch) await handOver(tx, ctx(tx), fetch.id, fetch.count);
  if (reserve) await execute(ctx(tx), reserveFor, reserve);
  if (next) await execute(ctx(tx), askNext, next);
  if (tell) await execute(ctx(tx), escalate, tell);
  if (n === "0") die();
});
await connection.end();
