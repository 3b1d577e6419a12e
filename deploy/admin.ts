// `npm run admin -- --email E --name N [--lang uk]`: prints a link with which the first administrator
// chooses a password. It asks the database alone, so it works whether the site is running or not.
import { parseArgs } from "node:util";
import { invitationLink, invite } from "../app/accounts/commands/invite.server";
import { foundCity } from "../app/districts/commands/found-city.server";
import { readCity } from "../app/districts/queries.server";
import { execute } from "../app/platform/command.server";
import { connect } from "../app/platform/database.server";
import { newSecret } from "../app/platform/secret.server";
import { LOCALES } from "../app/platform/types";
import { withStore } from "./with-store";

const { values } = parseArgs({
  options: { email: { type: "string" }, name: { type: "string" }, lang: { type: "string" } },
});

await withStore(async ({ store, env, seed, origin }) => {
  const { db } = store.connection;
  await foundCity(db, env.CITY, seed, env.DEMO);
  const city = await readCity(db);
  const { name = "", email = "", lang = city.locales[0] } = values;
  const actor = { kind: "system", name: "npm run admin" } as const;
  // An invitation by nobody is the owner's to make: the application may only pass on those of administrators.
  const owner = connect(store.ownerUrl, { connections: 1 });
  const secret = newSecret();
  const ctx = { db: owner.db, now: new Date(), locale: LOCALES[0], origin, actor, city, secret };
  const input = { name, email, administrator: "yes", locale: lang };
  const made = await execute(ctx, invite, input).finally(owner.end);
  if (!made.ok && made.errors) {
    console.error(
      "usage: npm run admin -- --email you@city.example --name 'Your Name' [--lang et|uk|en|ru]",
    );
    return 2;
  }
  if (!made.ok) throw new Error(made.code);
  const link = invitationLink(origin, secret);
  console.log(`Open this link within seven days; it works once:\n${link}`);
  return 0;
});
