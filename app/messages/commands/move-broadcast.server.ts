import { and, eq, sql } from "drizzle-orm";
import { broadcast, broadcastLimit, broadcastRecipient } from "../../../drizzle/schema/messages";
import { transition } from "../../audit/commands/transition.server";
import { lastChange } from "../../audit/queries/last-change.server";
import { isOpenTo } from "../../incidents/queries/incidents.server";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { schedule } from "../../platform/schedule.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import { broadcastStepForm } from "../form";
import { broadcasts } from "../policy";
import { audienceOf } from "../queries/audience.server";
import { MOST_ALONE, mayBroadcastTo, mayConfirm } from "../rules/broadcast";
import { broadcastTransitions } from "../states";

type Row = typeof broadcast.$inferSelect;
type Step = { id: string; version: number };

export const broadcastLife = {
  thing: "broadcast",
  table: broadcast,
  transitions: broadcastTransitions,
  refusal: "broadcast.over",
} as const;

/** Locks a broadcast of somebody's own reach. Refuses: `broadcast.unknown`, `conflict`. */
async function lock(
  tx: Tx,
  { actor }: Inside<Member>,
  { id, version }: Step,
): Promise<Result<Row>> {
  const [found] = await tx.select().from(broadcast).where(eq(broadcast.id, id)).for("update");
  if (!found || !mayBroadcastTo(actor, found.districts)) return refuse("broadcast.unknown");
  if (found.version !== version) return refuse("conflict", await lastChange(tx, id));
  return done(found);
}

/** Takes up the sending, by whichever process works off the queue. */
export const sendOn = (tx: Tx, id: string, at?: Date) =>
  schedule(tx, {
    name: "broadcast",
    payload: { broadcast: id },
    key: `broadcast ${id}`,
    ...(at ? { at } : {}),
  });

export async function limitOf(tx: Pick<Tx, "select">): Promise<number> {
  const [set] = await tx.select({ most: broadcastLimit.most }).from(broadcastLimit);
  return set?.most ?? MOST_ALONE;
}

/**
 * Decides to whom a broadcast goes and sends it; above the city's limit it waits for a second person. Refuses: `broadcast.nobody`,
 * `broadcast.unknown`, `broadcast.over`, `conflict`, `incident.moved_on` where its incident has been closed.
 */
export const sendBroadcast = command({
  name: "broadcast.send",
  input: broadcastStepForm,
  may: broadcasts,
  run: async (tx, ctx: Inside<Member>, step) => {
    const locked = await lock(tx, ctx, step);
    if (!locked.ok) return locked;
    const row = locked.value;
    if (row.state !== "draft") return refuse("broadcast.over");
    if (row.incidentId && !(await isOpenTo(tx, ctx.actor, row.incidentId)))
      return refuse("incident.moved_on");
    const taken = await tx.execute(sql`
      insert into ${broadcastRecipient} (broadcast_id, kind, subject_id)
      select ${row.id}::uuid, a.kind, a.id from (${audienceOf(row)}) a on conflict do nothing returning 1`);
    const recipients = taken.length;
    if (recipients === 0) return refuse("broadcast.nobody");
    if (recipients > (await limitOf(tx)))
      return without(
        await transition(tx, ctx, broadcastLife, row, "waiting", { data: { recipients } }),
      );
    const moved = await transition(tx, ctx, broadcastLife, row, "sending");
    if (moved.ok) await sendOn(tx, row.id);
    return without(moved);
  },
});

/** The second person says that it goes. Refuses: `broadcast.own` to whoever wrote it, and as above. */
export const confirmBroadcast = command({
  name: "broadcast.confirm",
  input: broadcastStepForm,
  may: broadcasts,
  run: async (tx, ctx: Inside<Member>, step) => {
    const locked = await lock(tx, ctx, step);
    if (!locked.ok) return locked;
    const row = locked.value;
    if (row.state !== "waiting") return refuse("broadcast.over");
    if (!mayConfirm(ctx.actor, row)) return refuse("broadcast.own");
    const set = { confirmedBy: ctx.actor.personId };
    const moved = await transition(tx, ctx, broadcastLife, row, "sending", { set });
    if (moved.ok) await sendOn(tx, row.id);
    return without(moved);
  },
});

/** Nobody more is written to for now. Refuses: as above. */
export const stopBroadcast = command({
  name: "broadcast.stop",
  input: broadcastStepForm,
  may: broadcasts,
  run: async (tx, ctx: Inside<Member>, step) => {
    const locked = await lock(tx, ctx, step);
    return locked.ok
      ? without(await transition(tx, ctx, broadcastLife, locked.value, "stopped"))
      : locked;
  },
});

/** Goes on where it was stopped; nobody is written to twice. Refuses: as above. */
export const resumeBroadcast = command({
  name: "broadcast.resume",
  input: broadcastStepForm,
  may: broadcasts,
  run: async (tx, ctx: Inside<Member>, step) => {
    const locked = await lock(tx, ctx, step);
    if (!locked.ok) return locked;
    if (locked.value.state !== "stopped") return refuse("broadcast.over");
    const moved = await transition(tx, ctx, broadcastLife, locked.value, "sending");
    if (moved.ok) await sendOn(tx, locked.value.id);
    return without(moved);
  },
});

/** Is not sent after all. Refuses: as above. */
export const withdrawBroadcast = command({
  name: "broadcast.withdraw",
  input: broadcastStepForm,
  may: broadcasts,
  run: async (tx, ctx: Inside<Member>, step) => {
    const locked = await lock(tx, ctx, step);
    return locked.ok
      ? without(await transition(tx, ctx, broadcastLife, locked.value, "withdrawn"))
      : locked;
  },
});

const without = (result: Result<unknown>): Result<null> => (result.ok ? done(null) : result);

const sending = (tx: Tx, id: string) =>
  tx
    .select()
    .from(broadcast)
    .where(and(eq(broadcast.id, id), eq(broadcast.state, "sending")));

/** The broadcast that is being sent, if it still is. */
export const readSending = async (tx: Tx, id: string): Promise<Row | null> =>
  (await sending(tx, id))[0] ?? null;

/** The same, locked. */
export const lockSending = async (tx: Tx, id: string): Promise<Row | null> =>
  (await sending(tx, id).for("update"))[0] ?? null;
