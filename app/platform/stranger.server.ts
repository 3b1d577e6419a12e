import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Tx } from "./database.server";

const HOUR = 3_600_000;
/** Messages an hour to an address or number that somebody only typed: first ones, later ones, links, and answers to what it sent. */
const MOST = { first: 5, later: 20, link: 5, answer: 20 } as const;
export type StrangerKind = keyof typeof MOST;

/**
 * Whether one more message may go where nobody has shown that it is theirs. Counts it in the caller's transaction, so
 * that of many at once no more get through; what was asked for is kept all the same.
 */
export async function mayReachStranger(
  tx: Tx,
  counter: string,
  address: string,
  kind: StrangerKind,
  now: Date,
): Promise<boolean> {
  const key = `${counter}:${createHash("sha256").update(address).digest("hex")}`;
  const [counted] = await tx.execute<{ points: number }>(sql`
    insert into rate_limit as r (key, points, expire) values (${key}, 1, ${now.getTime() + HOUR})
    on conflict (key) do update set
      points = case when r.expire <= ${now.getTime()} then 1 else r.points + 1 end,
      expire = case when r.expire <= ${now.getTime()} then excluded.expire else r.expire end
    returning points`);
  return counted!.points <= MOST[kind];
}
