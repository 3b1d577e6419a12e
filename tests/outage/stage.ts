import { makeSessions } from "../../app/accounts/adapter.server";
import { connect } from "../../app/platform/database.server";
import type { PersonId } from "../../app/platform/types";
import { coordinatorDistrict, person } from "../../drizzle/schema/accounts";
import { district } from "../../drizzle/schema/districts";
import type { Defer } from "./cleanup";
import { type Sink, startSink } from "./mail";
import { type Program, type Settings, startPrograms } from "./program";

/** Where the programs reach their database. */
export type Addresses = { DATABASE_URL: string; DATABASE_OWNER_URL: string };

/** What a scenario plays on: programs of one city, their mail, and somebody who is signed in. */
export type Stage = {
  programs: Program[];
  mail: Sink;
  /** The session of a coordinator. */
  cookie: string;
  /** The database by its superuser, for the judge. */
  judge: string;
  settings: Settings;
};

type Options = {
  count?: number;
  settings?: Settings;
  /** Where the judge finds the database once the programs serve. */
  judge: () => string | Promise<string>;
};

/** The settings of a city that is no demo, with mail. */
export const citySettings = (mail: Sink) => ({
  CITY: "lviv",
  DEMO: "no",
  GATHER_SECONDS: "0",
  SMTP_URL: mail.url,
  MAIL_FROM: "naaber@city.example",
});

/** Starts `count` programs together (two unless said otherwise) on an empty database, and founds their city. */
export async function openStage(
  defer: Defer,
  addresses: Addresses | { DATA_FOLDER: string },
  { count = 2, settings = {}, judge: findJudge }: Options,
): Promise<Stage> {
  const mail = await startSink(defer);
  const all = { ...citySettings(mail), ...addresses, ...settings };
  const programs = await startPrograms(defer, count, all);
  const judge = await findJudge();
  const cookie = await signInCoordinator(judge);
  return { programs, mail, cookie, judge, settings: all };
}

/** Somebody who coordinates two districts, with a session; the cookie as a browser sends it. */
export async function signInCoordinator(superuserUrl: string): Promise<string> {
  const { db, end } = connect(superuserUrl, { connections: 1 });
  try {
    const [made] = await db
      .insert(person)
      .values({
        name: "Olena",
        locale: "uk",
        email: `olena.${Date.now()}@people.example`,
        emailProvenAt: new Date(),
      })
      .returning({ id: person.id });
    const personId = made!.id as PersonId;
    const districts = await db.select({ districtId: district.id }).from(district).limit(2);
    await db
      .insert(coordinatorDistrict)
      .values(districts.map(({ districtId }) => ({ personId, districtId })));
    const opened = await makeSessions(db, { secure: true }).open(personId, "");
    return opened.split(";", 1)[0]!;
  } finally {
    await end();
  }
}
