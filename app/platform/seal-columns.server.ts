import type { Sql } from "postgres";
import { SEALED } from "../../drizzle/schema/columns";
import { type DataKeys, markOf, sealText, unsealText } from "./data-keys.server";
import { connect } from "./database.server";
import { fromQueue, type QueuedMail, toQueue } from "./mail.server";

/** Names the key that is missing or is another, for whoever runs the program. */
export class WrongDataKey extends Error {}

/**
 * Keeps, of each key that texts of this database may be encrypted with, a proof that says nothing of the key.
 * @throws WrongDataKey where one is missing or is not the one of then: a start with it would end at the first page
 */
export async function holdDataKeys(ownerUrl: string, keys: DataKeys | null) {
  await withOwner(ownerUrl, async (sql) => {
    if (keys)
      await sql`insert into data_key (name, proof)
        values (${keys.current}, ${keys.proofs.get(keys.current)!}) on conflict do nothing`;
    const held = await sql<{ name: string; proof: Buffer }[]>`select name, proof from data_key`;
    for (const { name, proof } of held) {
      const own = keys?.proofs.get(name);
      if (!own) throw new WrongDataKey(`lacks the key ${name}, which texts are encrypted with`);
      if (!own.equals(proof)) throw new WrongDataKey(`${name} is not the key that it was`);
    }
  });
}

const AT_ONCE = 500;

/**
 * Encrypts with the current key whatever is plain or was encrypted with another; the site may run meanwhile. Then the database
 * needs no other key any more. Gives how many texts were written anew.
 */
export async function sealAnew(ownerUrl: string, keys: DataKeys): Promise<number> {
  return withOwner(ownerUrl, async (sql) => {
    let written = 0;
    const mark = markOf(keys.current);
    for (const [table, columns] of Object.entries(SEALED))
      for (const column of columns) written += await sealColumn(sql, table, column, mark);
    written += await sealQueue(sql, mark);
    await sql`delete from data_key where name <> ${keys.current}`;
    return written;
  });
}

async function sealColumn(sql: Sql, table: string, column: string, mark: string) {
  const [rows, text] = [sql(table), sql(column)];
  const purpose = `${table}.${column}`;
  for (let written = 0; ; ) {
    const found = await sql<{ at: string; was: string }[]>`
      select ctid::text as at, ${text} as was from ${rows}
      where ${text} <> '' and not starts_with(${text}, ${mark}) limit ${AT_ONCE}`;
    if (found.length === 0) return written;
    const anew = found.map(({ was }) => sealText(purpose, unsealText(purpose, was)));
    // Somebody may have changed a row meanwhile: it is met again.
    const changed = await sql`
      update ${rows} set ${text} = next.anew
      from unnest(${found.map(({ at }) => at)}::text[], ${found.map(({ was }) => was)}::text[], ${anew}::text[])
        as next (at, was, anew)
      where ${rows}.ctid = next.at::tid and ${rows}.${text} = next.was`;
    written += changed.count;
  }
}

/** The same of mails that wait; one that is sent meanwhile is gone. */
async function sealQueue(sql: Sql, mark: string) {
  const waiting = await sql<{ id: string; payload: QueuedMail }[]>`
    select j.id, j.payload from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier = 'mail' and not starts_with(coalesce(j.payload ->> 'sealed', ''), ${mark})`;
  for (const { id, payload } of waiting)
    await sql`update graphile_worker._private_jobs
      set payload = ${JSON.stringify(toQueue(fromQueue(payload)))}::json where id = ${id}`;
  return waiting.length;
}

async function withOwner<Value>(ownerUrl: string, run: (sql: Sql) => Promise<Value>) {
  const { sql, end } = connect(ownerUrl, { connections: 1 });
  try {
    return await run(sql);
  } finally {
    await end();
  }
}
