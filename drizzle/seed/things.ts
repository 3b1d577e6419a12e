import { desc, eq } from "drizzle-orm";
import { fetchSupply, reserveFor } from "../../app/dispatch/commands/supply.server";
import { execute } from "../../app/platform/command.server";
import type { Ctx } from "../../app/platform/context.server";
import type { Member, Result } from "../../app/platform/types";
import { setOfferState } from "../../app/resources/commands/change-offer.server";
import { makeOffer } from "../../app/resources/commands/make-offer.server";
import { typedAttributes } from "../../app/resources/rules/attributes";
import { assignment, task } from "../schema/dispatch";
import type { Story, Thing } from "./story";

const HOUR = 60;
const MINUTE = 60_000;

export type Telling = {
  story: Story;
  /** Somebody of the story, so many minutes before now. */
  as: (key: string, minutesAgo: number) => Promise<Ctx<Member>>;
  coordinatorOf: (place: Story["places"][number]) => string;
  ok: <Value>(result: Result<Value>) => Value;
};

/** What the people of a demo city offer, and what of it is on its way. */
export async function tellThings(telling: Telling) {
  for (const [index, thing] of telling.story.things.entries())
    await tellThing(telling, thing, index);
}

async function tellThing(telling: Telling, thing: Thing, index: number) {
  const { story, as, coordinatorOf, ok } = telling;
  const place = story.places[thing.place]!;
  const coordinator = coordinatorOf(place);
  const asked = {
    kind: thing.kind,
    title: thing.title,
    organisation: thing.organisation ?? "",
    quantity: thing.quantity,
    conditions: thing.conditions ?? "",
    address: place.street,
    district: place.district,
    lat: place.lat,
    lon: place.lon,
    ...typedAttributes(thing.kind, thing.attributes ?? {}),
  };
  const owner = await as(thing.owner, 30 * HOUR - index);
  const { id } = ok(await execute(owner, makeOffer, asked));
  if (thing.fresh) return;
  const verified = await as(coordinator, 28 * HOUR - index);
  ok(await execute(verified, setOfferState, { id, to: "verified", version: 1 }));
  if (thing.for) await lend(telling, thing.for, id);
}

async function lend(
  { story, as, ok, coordinatorOf }: Telling,
  { helper, quantity, fetched, late }: NonNullable<Thing["for"]>,
  offerId: string,
) {
  const { db, actor } = await as(helper, 0);
  const [on] = await db
    .select({ id: task.id, during: task.during, district: task.districtId })
    .from(assignment)
    .innerJoin(task, eq(task.id, assignment.taskId))
    .where(eq(assignment.personId, actor.personId))
    .orderBy(desc(task.createdAt))
    .limit(1);
  if (!on) throw new Error(`the demo's ${helper} is on no task`);
  const keeper = story.coordinators.map(({ key }) => key);
  const began = late ? 80 : 25;
  const { to } = on.during;
  for (const key of [coordinatorOf(story.places[0]!), ...keeper]) {
    const ctx = await as(key, began);
    const until = late ? new Date(ctx.now.getTime() + 65 * MINUTE) : to;
    const window = { from: ctx.now.toISOString(), to: until.toISOString() };
    const wish = { id: on.id, offer: offerId, quantity, ...window };
    const held = await execute(ctx, reserveFor, wish);
    if (!held.ok && held.code === "task.unknown") continue;
    const reservation = ok(held);
    const fetching = await as(helper, began - 10);
    const supply = { id: on.id, reservation, count: quantity };
    if (fetched) ok(await execute(fetching, fetchSupply, supply));
    return;
  }
}
