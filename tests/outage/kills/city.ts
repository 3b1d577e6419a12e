import { makeSessions } from "../../../app/accounts/adapter.server";
import { connect } from "../../../app/platform/database.server";
import type { PersonId } from "../../../app/platform/types";
import { session } from "../../../drizzle/schema/accounts";
import { setOwner } from "../../factories/owners";
import { makeWorld } from "../../factories/world";
import { type Phones, REFUSED_PHONE } from "./phones";
import type { Server } from "./server";

const COORDINATORS = 4;
const VOLUNTEERS = 60;
/** By what the volunteers are reached, in turn. */
const REACHED = ["text", "push", "mail or text", "mail"] as const;
const DAY = 86_400_000;

/** Somebody with a session; the cookie as a browser sends it. */
export type Someone = { id: PersonId; cookie: string };

export type City = {
  coordinators: Someone[];
  volunteers: Someone[];
  administrator: Someone;
  /** Whose reach is set anew all the time; acts nowhere. */
  clerk: PersonId;
  /** Every volunteer by id. */
  volunteer: (id: string) => Someone;
};

/** A small city with everybody who acts in it, written straight into the database. */
export async function makeCity(server: Server, phones: Phones): Promise<City> {
  const { urls } = server;
  const app = connect(urls.app, { connections: 4 });
  const owner = connect(urls.owner, { connections: 2 });
  setOwner(app.db, owner.db);
  try {
    const world = await makeWorld(app.db);
    const sessions = makeSessions(app.db, { secure: true });
    const both = [world.north, world.south];
    const signedIn = async (some: Parameters<typeof world.person>[0]): Promise<Someone> => {
      const { id } = await world.person(some);
      return { id, cookie: (await sessions.open(id, "")).split(";", 1)[0]! };
    };
    const many = async (count: number, some: Parameters<typeof world.person>[0]) => {
      const made: Someone[] = [];
      for (let n = 0; n < count; n++) made.push(await signedIn(some));
      return made;
    };
    const coordinators = await many(COORDINATORS, { districts: both });
    const volunteers: Someone[] = [];
    for (let n = 0; n < VOLUNTEERS; n++) {
      const by = REACHED[n % REACHED.length]!;
      const phone = n === VOLUNTEERS - 2 ? REFUSED_PHONE : `+38050${1_000_000 + n}`;
      const withPhone = by.includes("text") ? { phone, phoneProvenAt: new Date() } : {};
      const withoutMail = by === "text" ? { email: null, emailProvenAt: null } : {};
      const made = await signedIn({
        standing: "verified",
        profile: { homeDistrictId: world.north },
        contact: { ...withPhone, ...withoutMail },
      });
      if (by === "push") await phones.subscribe(server, made.id);
      volunteers.push(made);
    }
    const administrator = await signedIn({ administrator: true });
    const { id: clerk } = await world.person({ districts: both });
    // Who has shown who they are lately need not do it again while this lasts.
    await app.db.update(session).set({ provenAt: new Date(Date.now() + DAY) });
    const byId = new Map<string, Someone>(volunteers.map((one) => [one.id, one]));
    return { coordinators, volunteers, administrator, clerk, volunteer: (id) => byId.get(id)! };
  } finally {
    await app.end();
    await owner.end();
  }
}
