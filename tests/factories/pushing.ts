import { asc, eq } from "drizzle-orm";
import { createTask } from "../../app/dispatch/commands/create-task.server";
import { offerTask, releaseAssignment } from "../../app/dispatch/commands/offer.server";
import { channelsWith } from "../../app/messages/channels/all.server";
import { type PushService, pushService } from "../../app/messages/gateways/push-service.server";
import { messageReactions } from "../../app/messages/reactions.server";
import { execute } from "../../app/platform/command.server";
import { newVapidKey, vapidOf } from "../../app/platform/vapid.server";
import { wallTime } from "../../app/platform/zone";
import { triage } from "../../app/requests/commands/triage.server";
import { event } from "../../drizzle/schema/audit";
import { assignment } from "../../drizzle/schema/dispatch";
import { sms } from "../../drizzle/schema/messages";
import { pushDevice, pushMessage } from "../../drizzle/schema/push";
import type { FreshDatabase } from "../db/fresh-database";
import { type pushSink, subscribed } from "./push-sink";
import { react } from "./react";
import { at, value } from "./rota";
import { CITY, jobCtx, NOON, type World } from "./world";

export const VAPID = vapidOf({ VAPID_KEY: newVapidKey(), MAIL_FROM: "naaber@city.example" })!;
export const using = (service: PushService) =>
  channelsWith(async () => {}, CITY, { send: async () => null }, { service });
export const channels = using(pushService(VAPID, { unsafeIntoPrivateNetworks: true }));

let last = 671_990_000;
export const newPhone = () => `+380${++last}`;

type Around = { database: FreshDatabase; world: World; sink: Awaited<ReturnType<typeof pushSink>> };

/** Volunteers with devices, what they are asked, and what the queue makes of it. */
export function pushing(around: () => Around) {
  const volunteer = () =>
    around().world.person({
      standing: "verified",
      contact: { phone: newPhone(), phoneProvenAt: NOON },
    });
  const device = (personId: string) =>
    subscribed(around().database.app.db, personId, VAPID.publicKey, around().sink.base);
  const later = (ms: number) => new Date(NOON.getTime() + ms);

  /** Asks somebody to a task; the line of the record that says so, and how to take it back. */
  async function offerTo(id: string) {
    const ctx = (await around().world.person({ districts: [around().world.north] })).ctx();
    const asked = await around().world.request();
    const read = { id: asked.id, version: 1, priority: "normal", category: "water" };
    value(await execute(ctx, triage, { ...read, district: "north", people: "1" }));
    const wall = (hours: number) => wallTime(at(hours), CITY.zone);
    const span = { from: wall(30), to: wall(32), teamSize: "1" };
    const taskId = value(await execute(ctx, createTask, { request: [asked.id], ...span }));
    value(await execute(ctx, offerTask, { id: taskId, people: [id], minutes: "60", word: "" }));
    const { db } = around().database.app;
    const [made] = await db.select().from(assignment).where(eq(assignment.taskId, taskId));
    const lineOf = async () =>
      (await db.select().from(event).where(eq(event.thingId, made!.id)).orderBy(asc(event.id))).at(
        -1,
      )!.id;
    const release = async () => {
      value(
        await execute(ctx, releaseAssignment, { id: taskId, assignment: made!.id, version: 1 }),
      );
      return lineOf();
    };
    return { line: await lineOf(), taskId, release };
  }

  const hear = (line: number, by = channels) =>
    react(messageReactions(by), line, jobCtx(around().database.app.db));
  const ask = async (id: string, by = channels) => {
    const offered = await offerTo(id);
    await hear(offered.line, by);
    return offered;
  };
  const messagesOf = (personId: string) =>
    around()
      .database.app.db.select()
      .from(pushMessage)
      .where(eq(pushMessage.personId, personId))
      .orderBy(asc(pushMessage.createdAt), asc(pushMessage.id));
  const send = (push: string, { by = channels, now = NOON } = {}) =>
    by.push.jobs.push!({ push } as never, jobCtx(around().database.app.db, now));
  /** Works off what waits for somebody, as the queue would. */
  async function sendAll(personId: string, by = channels) {
    for (const { id } of await messagesOf(personId)) await send(id, { by });
  }
  const textsTo = (id: string) =>
    around().database.app.db.select().from(sms).where(eq(sms.personId, id));
  const devicesOf = (id: string) =>
    around().database.app.db.select().from(pushDevice).where(eq(pushDevice.personId, id));
  async function queued(name: string) {
    const rows = await around().database.owner.sql<
      { payload: Record<string, string>; at: string }[]
    >`
      select j.payload, j.run_at as at from graphile_worker._private_jobs j
      join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = ${name} order by j.id`;
    return rows.map(({ payload, at: runAt }) => ({ payload, runAt: new Date(runAt) }));
  }

  return {
    volunteer,
    device,
    later,
    offerTo,
    hear,
    ask,
    messagesOf,
    send,
    sendAll,
    textsTo,
    devicesOf,
    queued,
  };
}
