import { makeSessions } from "../../app/accounts/adapter.server";
import { answerOffer } from "../../app/dispatch/commands/answer.server";
import { createTask } from "../../app/dispatch/commands/create-task.server";
import { offerTask } from "../../app/dispatch/commands/offer.server";
import { openIncident } from "../../app/incidents/commands/keep-incident.server";
import { execute } from "../../app/platform/command.server";
import type { Result } from "../../app/platform/types";
import { triage } from "../../app/requests/commands/triage.server";
import { hashOf } from "../../app/requests/link.server";
import { makeOffer } from "../../app/resources/commands/make-offer.server";
import { planShift } from "../../app/shifts/commands/plan-shift.server";
import { publishShift } from "../../app/shifts/commands/publish-shift.server";
import { session } from "../../drizzle/schema/accounts";
import type { FreshDatabase } from "../db/fresh-database";
import { waitingHandover } from "../factories/examples/duty";
import { makeWorld } from "../factories/world";

/**
 * Somebody of every role. `own` and `other` are coordinators of the thing's district and of another one; `on` is the
 * volunteer with an accepted part of the task, `off` another verified one.
 */
export const WHO = ["visitor", "off", "on", "other", "own", "admin"] as const;
export type Who = (typeof WHO)[number];

const value = <Value>(result: Result<Value>): Value => {
  if (!result.ok) throw new Error(result.code);
  return result.value;
};

const NOBODYS = "00000000-0000-4000-8000-000000000000";

/** A city with one thing of each kind, somebody of each role with a session, and the ids that addresses name. */
export async function oneOfEach({ app: { db } }: FreshDatabase) {
  const world = await makeWorld(db);
  const people = {
    off: await world.person({ standing: "verified" }),
    on: await world.person({ standing: "verified", profile: { homeDistrictId: world.north } }),
    other: await world.person({ districts: [world.south] }),
    own: await world.person({ districts: [world.north] }),
    admin: await world.person({ administrator: true }),
  };
  const sessions = makeSessions(db, { secure: true });
  const cookies = {} as Record<Who, string>;
  for (const [who, { id }] of Object.entries(people))
    cookies[who as Who] = (await sessions.open(id, "")).split(";")[0]!;
  // What is asked here takes longer than a proof lasts on a slow machine.
  await db.update(session).set({ provenAt: new Date(Date.now() + 3_600_000) });

  const { id: request } = await world.request({ tokenHash: hashOf("t".repeat(22)) });
  const now = new Date();
  const own = people.own.ctx(now);
  value(
    await execute(own, triage, {
      id: request,
      priority: "high",
      category: "water",
      district: "north",
      quantity: 20,
      people: 2,
      version: 1,
    }),
  );
  const task = value(
    await execute(own, createTask, {
      request: [request],
      teamSize: 2,
      from: now.toISOString(),
      to: new Date(+now + 3_600_000).toISOString(),
    }),
  );
  const offered = { id: task, people: [people.on.id], minutes: 60, word: "" };
  value(await execute(own, offerTask, offered));
  value(await execute(people.on.ctx(now), answerOffer, { id: task, answer: "yes" }));
  const { id: offer } = value(
    await execute(people.on.ctx(now), makeOffer, {
      kind: "generator",
      title: "Лом",
      quantity: 1,
      district: "north",
      address: "Наукова 9",
    }),
  );
  const shift = value(
    await execute(own, planShift, {
      district: "north",
      place: "School",
      from: new Date(+now + 86_400_000).toISOString(),
      to: new Date(+now + 90_000_000).toISOString(),
      leaveHours: 12,
      roles: [{ title: "", skills: [], capacity: 1, minimum: 1 }],
    }),
  );
  value(await execute(own, publishShift, { id: shift, version: 1 }));
  const { id: incident } = value(
    await execute(people.admin.ctx(now), openIncident, {
      name: "Blackout",
      starts: new Date(+now - 3_600_000).toISOString(),
      districts: ["north"],
    }),
  );
  const { id: handover } = await waitingHandover(world);
  const token = "s".repeat(22);
  await world.request({ tokenHash: hashOf(token) });
  const ids: Record<string, string> = {
    "*": "no-such/page",
    ":flood": "0123456789abcdef0123456789abcdef",
    ":code": "water",
    ":kind": "generator",
    ":session": "others",
    ":file": "nothing.ics",
    ":factor": NOBODYS,
    ":token": token,
    ":request": request,
    ":task": task,
    ":volunteer": people.on.id,
    ":incident": incident,
    ":offer": offer,
    ":shift": shift,
    ":handover": handover,
    ":thing": "person",
    ":reservation": NOBODYS,
    ":id": NOBODYS,
  };
  return { world, people, cookies, ids };
}

const THINGS = [
  ["/offers/:id", "/offers/:offer"],
  ["/admin/kinds/:code", "/admin/kinds/:kind"],
  ["/shifts/:id", "/shifts/:shift"],
  ["/board/shifts/:id", "/board/shifts/:shift"],
  ["/tasks/:id", "/tasks/:task"],
  ["/board/requests/:id", "/board/requests/:request"],
  ["/board/tasks/:id", "/board/tasks/:task"],
  ["/board/handover/:id", "/board/handover/:handover"],
  ["/board/volunteers/:id", "/board/volunteers/:volunteer"],
  ["/board/incidents/:id", "/board/incidents/:incident"],
] as const;

/** An address of the map with the name of the thing that it is about: `/tasks/:task/answers` for `/tasks/:id/answers`. */
export function named(path: string): string {
  const found = THINGS.find(([name]) => path === name || path.startsWith(`${name}/`));
  return found ? found[1] + path.slice(found[0].length) : path;
}
