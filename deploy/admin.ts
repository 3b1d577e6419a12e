// `npm run admin -- --email E --name N [--lang uk]`: prints a link with which the first administrator
// chooses a password. It asks the database alone, so it works whether the site is running or not.
import { parseArgs } from "node:util";
import { makeInvitation } from "../app/accounts/commands/invite.server";
import { invitationForm } from "../app/accounts/form";
import { foundCity } from "../app/districts/commands/found-city.server";
import { readCity } from "../app/districts/queries.server";
import { connect } from "../app/platform/database.server";
import { withStore } from "./with-store";

const { values } = parseArgs({
  options: { email: { type: "string" }, name: { type: "string" }, lang: { type: "string" } },
});

await withStore(async ({ store, env, seed, origin }) => {
  const { db } = store.connection;
  await foundCity(db, env.CITY, seed, env.DEMO);
  const city = await readCity(db);
  const form = invitationForm.safeParse({
    name: values.name ?? "",
    email: values.email ?? "",
    districts: [],
    administrator: "yes",
    locale: values.lang ?? city.locales[0],
  });
  if (!form.success) {
    console.error(
      "usage: npm run admin -- --email you@city.example --name 'Your Name' [--lang et|uk|en|ru]",
    );
    return 2;
  }
  const actor = { kind: "system", name: "npm run admin" } as const;
  // An invitation by nobody is the owner's to make: the application may only pass on those of administrators.
  const owner = connect(store.ownerUrl, { connections: 1 });
  const ctx = { db: owner.db, now: new Date(), locale: form.data.locale, origin, actor, city };
  const made = await makeInvitation(ctx, form.data, null).finally(owner.end);
  if (!made.ok) throw new Error(made.code);
  console.log(`Open this link within seven days; it works once:\n${made.value}`);
  return 0;
});
