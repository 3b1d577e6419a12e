import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { checkChain } from "../../app/audit/queries/chain.server";
import { foundCity } from "../../app/districts/commands/found-city.server";
import { readCity } from "../../app/districts/queries.server";
import { execute } from "../../app/platform/command.server";
import { forgetFor } from "../../app/privacy/commands/forget.server";
import { privacyJobs } from "../../app/privacy/jobs.server";
import { isPersonal, REGISTRY, type Setting } from "../../app/privacy/rules/registry";
import { BOUND } from "../../app/privacy/types";
import { foundKinds } from "../../app/resources/commands/found-kinds.server";
import { tellDemo } from "../../drizzle/seed/demo";
import { everyWord, wordsIn, writeUniqueWords } from "../factories/everything";
import { jobCtx, makeMember } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

const seed = join(import.meta.dirname, "../../drizzle/seed");

/** The demo of Lviv, in which everybody has written something that nobody else has. */
async function demo(): Promise<FreshDatabase> {
  const database = await freshDatabase();
  const { app, owner, ownerUrl } = database;
  await foundCity(app.db, "lviv", seed, true);
  await foundKinds(app.db, seed);
  await tellDemo(ownerUrl, await readCity(app.db), seed);
  await writeUniqueWords(owner.sql);
  await owner.sql`
    select enqueue_job('mail', json_build_object('to', email, 'params', json_build_object('name', name)))
    from (select email, name from person union all select email, name from request_private) p where email <> ''`;
  await owner.sql`
    insert into mailbox_message (recipient, subject, body) select email, name, phone from person where email <> ''`;
  return database;
}

const LIVE_TASK = "('open', 'assigned', 'under_way', 'done')";
const OPEN_REQUEST = "('submitted', 'triaged', 'in_progress', 'fulfilled')";

describe("over the whole demo, each in turn", () => {
  let database: FreshDatabase;
  /** Who forgets all others: an administrator who came after the story. */
  let keeper: string;
  beforeAll(async () => {
    database = await demo();
    const [row] = await database.owner.sql<{ id: string }[]>`
      insert into person (name, email, password_hash, administrator, locale)
      values ('Keeper', 'keeper@forget.example', 'none', true, 'en') returning id`;
    keeper = row!.id;
  });

  /** Forgets everything of a kind, one after the other; gives what was refused and why, and what nobody may find any more. */
  async function forgetAll(
    thing: "request" | "offer" | "person",
    words: (id: string) => Promise<string[]>,
    also = "true",
  ) {
    const { owner, app } = database;
    const ctx = makeMember(app.db, keeper, { administrator: true });
    const rows = await owner.sql.unsafe(`select id from ${thing} where ${also} order by id`);
    const refused: string[] = [];
    const gone: string[] = [];
    for (const { id } of rows) {
      const typed = await words(id);
      const forgotten = await execute(ctx, forgetFor, {
        thing,
        id,
        grounds: "in_writing",
        sure: "yes",
      });
      if (forgotten.ok) gone.push(...typed);
      else refused.push(forgotten.code);
    }
    return { refused, gone, of: rows.length };
  }

  const expectGone = async (gone: string[]) => {
    const dump = await everyWord(database.owner.sql);
    expect(gone.length).toBeGreaterThan(20);
    expect(gone.filter((word) => dump.includes(word))).toEqual([]);
  };

  const known = BOUND.map((reason) => `forget.${reason}`);

  it("finds nothing that a resident typed, or that was written about them", async () => {
    const { sql } = database.owner;
    const { refused, gone, of } = await forgetAll("request", async (id) => [
      ...(await wordsIn(sql, "request_private", `request_id = '${id}'`)),
      ...(await wordsIn(sql, "request_note", `request_id = '${id}'`)),
      ...(await wordsIn(
        sql,
        "task",
        `id in (select task_id from task_request where request_id = '${id}')`,
      )),
      ...(await wordsIn(
        sql,
        "assignment",
        `task_id in (select task_id from task_request where request_id = '${id}')`,
      )),
    ]);
    expect(refused.filter((code) => !known.includes(code as never))).toEqual([]);
    expect(refused.length).toBeLessThan(of / 2);
    await expectGone(gone);
  });

  it("finds nothing of an owner", async () => {
    const { sql } = database.owner;
    const { refused, gone } = await forgetAll(
      "offer",
      async (id) => [
        ...(await wordsIn(sql, "offer", `id = '${id}'`)),
        ...(await wordsIn(sql, "offer_private", `offer_id = '${id}'`)),
      ],
      "owner_id is null",
    );
    expect(refused.filter((code) => code !== "forget.still_lent")).toEqual([]);
    const dump = await everyWord(sql);
    expect(gone.filter((word) => dump.includes(word))).toEqual([]);
  });

  it("finds nothing of a volunteer, a coordinator, an administrator, an owner with an account, but what is still under way", async () => {
    const { sql } = database.owner;
    const words = async (id: string) => [
      ...(await wordsIn(sql, "person", `id = '${id}'`)),
      ...(await wordsIn(sql, "volunteer_profile", `person_id = '${id}'`)),
      ...(await wordsIn(sql, "offer", `owner_id = '${id}'`)),
      ...(await wordsIn(
        sql,
        "offer_private",
        `offer_id in (select id from offer where owner_id = '${id}')`,
      )),
      ...(await wordsIn(sql, "sign_up", `person_id = '${id}'`)),
      ...(await wordsIn(
        sql,
        "request_note",
        `person_id = '${id}' and request_id in (select id from request where state not in ${OPEN_REQUEST})`,
      )),
      ...(await wordsIn(
        sql,
        "shift_note",
        `person_id = '${id}' and shift_id in (select id from shift where state in ('completed', 'cancelled'))`,
      )),
      ...(await wordsIn(sql, "task", `created_by = '${id}' and state not in ${LIVE_TASK}`)),
      ...(await wordsIn(
        sql,
        "shift",
        `created_by = '${id}' and state in ('completed', 'cancelled')`,
      )),
    ];
    const first = await forgetAll("person", words, `id <> '${keeper}'`);
    expect(first.of).toBeGreaterThan(15);
    expect(first.refused.filter((code) => !known.includes(code as never))).toEqual([]);
    expect(first.refused.length).toBeLessThan(first.of);
    await expectGone(first.gone);
    // Once they have gone home, the rest as well; what is still with somebody holds its owner and whoever has it.
    await sql`delete from commitment`;
    await sql`delete from assignment a using task t where t.id = a.task_id and t.state in ${sql.unsafe(LIVE_TASK)}`;
    await sql`delete from swap`;
    await sql`delete from sign_up`;
    const rest = await forgetAll("person", words, `id <> '${keeper}' and name <> '—'`);
    const held = ["forget.still_lent", "forget.holds_thing"];
    expect(rest.refused.filter((code) => !held.includes(code))).toEqual([]);
    await expectGone([...first.gone, ...rest.gone]);
    const left = await sql<
      { id: string }[]
    >`select id from person where administrator and name <> '—'`;
    expect(left.map(({ id }) => id)).toEqual([keeper]);
    const last = await forgetAll("person", words, `id = '${keeper}'`);
    expect(last.refused).toEqual(["forget.last_administrator"]);
  });

  it("keeps the chain of the record whole", async () => {
    await database.owner.sql`select seal_record(1000000)`;
    expect((await checkChain(database.app.db)).faults).toEqual([]);
  });
});

describe("three years later", () => {
  /** Which rows of a table are over, by the setting by which they end. */
  const OVER: Partial<Record<Setting, Record<string, string>>> = {
    request: {
      request: `state not in ${OPEN_REQUEST}`,
      request_private: `request_id in (select id from request where state not in ${OPEN_REQUEST})`,
      request_note: `request_id in (select id from request where state not in ${OPEN_REQUEST})`,
    },
    task: {
      task: `state not in ${LIVE_TASK}`,
      assignment: `task_id in (select id from task where state not in ${LIVE_TASK})`,
      reservation: `task_id in (select id from task where state not in ${LIVE_TASK}) and state not in ('held', 'handed_over')`,
    },
    shift: {
      shift: "state in ('completed', 'cancelled')",
      sign_up: "shift_id in (select id from shift where state in ('completed', 'cancelled'))",
      shift_note: "shift_id in (select id from shift where state in ('completed', 'cancelled'))",
    },
    offer: {
      offer: "state in ('withdrawn', 'retired')",
      offer_private: "offer_id in (select id from offer where state in ('withdrawn', 'retired'))",
    },
    account: { volunteer_profile: "person_id in (select thing_id from erased)" },
    invitation: { invitation: "true" },
    look: { look: "true" },
    notification: { notification: "true" },
    calendar: { calendar_feed: "true" },
    demo_mail: { mailbox_message: "true" },
  };
  const EMPTY = ["", "{}", "[]", "—"];

  it("leaves only what the registry allows", async () => {
    const { app, owner } = await demo();
    const later = new Date(Date.now() + 3 * 365 * 86_400_000);
    await privacyJobs.retention!({} as never, jobCtx(app.db, later, "retention"));
    const left: string[] = [];
    for (const [setting, tables] of Object.entries(OVER))
      for (const [table, where] of Object.entries(tables)) {
        const columns = REGISTRY[table]!.filter(isPersonal)
          .filter((part) => part.ends === setting && part.kind !== "link")
          .flatMap((part) => part.columns);
        const rows = await owner.sql.unsafe(
          `select ${columns.map((column) => `${column}::text`).join(", ")} from ${table} where ${where}`,
        );
        for (const row of rows)
          for (const [column, value] of Object.entries(row))
            if (value !== null && !EMPTY.includes(String(value).trim()))
              left.push(`${table}.${column}: ${value}`);
      }
    expect([...new Set(left)].slice(0, 10)).toEqual([]);
    // Of accounts, those that coordinate or administer, or that something is still to come of.
    const [kept] = await owner.sql`
      select count(*)::int as count from person p where name <> '—' and not administrator
        and not exists (select from coordinator_district d where d.person_id = p.id)
        and not exists (select from person_bound(p.id))
        and not exists (select from offer o where o.owner_id = p.id and o.state not in ('withdrawn', 'retired'))`;
    expect(kept!.count).toBe(0);
    // What statistics count is there still.
    const [counted] = await owner.sql`
      select count(*)::int as all, count(category_id)::int as kinds, count(district_id)::int as places from request`;
    expect(counted!.kinds).toBe(counted!.all);
    expect(counted!.places).toBeGreaterThan(0);
    const [run] =
      await owner.sql`select data from event where type = 'city.retention_run' order by id limit 1`;
    expect(run!.data.request).toBeGreaterThan(0);
    await owner.sql`select seal_record(1000000)`;
    expect((await checkChain(app.db)).faults).toEqual([]);
  });
});
