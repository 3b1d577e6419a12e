import { join } from "node:path";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { TASK_STATES } from "../../app/dispatch/states";
import { foundCity } from "../../app/districts/commands/found-city.server";
import { readCity } from "../../app/districts/queries.server";
import { REQUEST_STATES } from "../../app/requests/states";
import { foundKinds } from "../../app/resources/commands/found-kinds.server";
import { tellDemo } from "../../drizzle/seed/demo";
import { freshDatabase } from "./fresh-database";

const seed = join(import.meta.dirname, "../../drizzle/seed");

describe.each(["tallinn", "lviv"])("the demo of %s", (code) => {
  it("has requests and tasks in every state, with a past that is in order", async () => {
    const { app, ownerUrl } = await freshDatabase();
    const founded = await Promise.all([1, 2, 3].map(() => foundCity(app.db, code, seed, true)));
    expect(founded.filter(Boolean).length).toBe(1);
    await Promise.all([1, 2, 3].map(() => foundKinds(app.db, seed)));
    await tellDemo(ownerUrl, await readCity(app.db), seed);
    const statesOf = async (table: string) =>
      (await app.sql.unsafe(`select distinct state from ${table}`))
        .map(({ state }) => state)
        .sort();
    expect(await statesOf("request")).toEqual([...REQUEST_STATES].sort());
    const tasks = TASK_STATES.filter((state) => state !== "cancelled");
    expect(await statesOf("task")).toEqual([...tasks].sort());
    const backwards = await app.db.execute(sql`
      select a.id from event a join event b on b.thing_id = a.thing_id and b.id > a.id
      where b.at < a.at and a.thing in ('request', 'task', 'assignment')`);
    expect([...backwards]).toEqual([]);
    const [shown] = await app.sql`
      select (select count(*)::int from assignment where silent_at is not null) as silent,
        (select count(*)::int from volunteer_profile where upper(free_during) > now()) as free,
        (select count(*)::int from request_private where for_phone <> '') as for_others`;
    expect(shown).toEqual({ silent: 1, free: 2, for_others: 3 });
    const inFuture = await app.db.execute(sql`select id from event where at > now()`);
    expect([...inFuture]).toEqual([]);
  });
});
