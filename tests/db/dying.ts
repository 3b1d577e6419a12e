// A process of its own that does one thing with an offer and is killed in the middle: `dying.ts URL N ACT`.
import { drizzle } from "drizzle-orm/postgres-js";
import { reserveFor } from "../../app/dispatch/commands/supply.server";
import { execute } from "../../app/platform/command.server";
import { connect, type Db } from "../../app/platform/database.server";
import type { Member } from "../../app/platform/types";
import { handOver } from "../../app/resources/commands/hand-over.server";
import { NOON } from "../factories/world";

const [url = "", n = "", act = "{}"] = process.argv.slice(2);
const { reserve, fetch, actor } = JSON.parse(act) as {
  actor: Member;
  reserve?: { id: string; offer: string; quantity: number; from: string; to: string };
  fetch?: { id: string; count: number };
};
const connection = connect(url, { connections: 1 });
const die = () => process.kill(process.pid, "SIGKILL");
let statements = 0;
const logQuery = () => void (++statements === Number(n) && die());
const db = drizzle(connection.sql, { logger: { logQuery } });
const ctx = (on: Db) => ({
  db: on,
  actor,
  now: new Date(NOON),
  locale: "uk" as const,
  origin: "",
  city: { zone: "Europe/Kyiv", callingCode: "380" },
});

await db.transaction(async (tx) => {
  if (fetch) await handOver(tx, ctx(tx), fetch.id, fetch.count);
  if (reserve) await execute(ctx(tx), reserveFor, reserve);
  if (n === "0") die();
});
await connection.end();
