// `npm run forgotten`: prints what was forgotten, a line each, to be kept apart from the backups. `npm run forgotten -- FILE`: after
// a backup was restored, forgets all of that again.
import { asc } from "drizzle-orm";
import { readCity } from "../app/districts/queries.server";
import { execute } from "../app/platform/command.server";
import { LOCALES } from "../app/platform/types";
import { forgetAgain } from "../app/privacy/commands/forget.server";
import { erased } from "../drizzle/schema/privacy";
import { readInput } from "./input-file";
import { withStore } from "./with-store";

const file = process.argv[2];
const list = file ? readInput(file, "npm run forgotten [-- FILE]").toString("utf8") : undefined;
const LINE = /^(request|offer|person) ([0-9a-f-]{36})( |$)/;

await withStore(async ({ store, origin }) => {
  const { db } = store.connection;
  if (list === undefined) {
    const rows = await db.select().from(erased).orderBy(asc(erased.at), asc(erased.thingId));
    for (const { thing, thingId, at } of rows)
      console.log(`${thing} ${thingId} ${at.toISOString()}`);
    return 0;
  }
  const lines = list.split("\n").filter(Boolean);
  const strange = lines.find((line) => !LINE.test(line));
  if (strange !== undefined) {
    console.error(`usage: npm run forgotten [-- FILE]; this is no line of such a list: ${strange}`);
    return 2;
  }
  const actor = { kind: "system", name: "npm run forgotten" } as const;
  const city = await readCity(db);
  const ctx = { db, now: new Date(), locale: LOCALES[0], origin, actor, city };
  let waiting = 0;
  for (const line of lines) {
    const [, thing, id] = LINE.exec(line)!;
    const again = await execute(ctx, forgetAgain, { thing, id });
    if (again.ok) continue;
    waiting++;
    console.error(`${thing} ${id}: not yet, ${again.code}`);
  }
  console.log(`${lines.length - waiting} of ${lines.length} are forgotten`);
  return waiting > 0 ? 1 : 0;
});
