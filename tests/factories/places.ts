import { and, asc, eq, gt } from "drizzle-orm";
import { createTask } from "../../app/dispatch/commands/create-task.server";
import { offerTask } from "../../app/dispatch/commands/offer.server";
import { dispatchReactions } from "../../app/dispatch/reactions.server";
import { messageReactions } from "../../app/messages/reactions.server";
import type { Template } from "../../app/messages/types";
import { execute } from "../../app/platform/command.server";
import { triage } from "../../app/requests/commands/triage.server";
import { event } from "../../drizzle/schema/audit";
import { notification } from "../../drizzle/schema/messages";
import { dispatchSteps, type Someone, value } from "./dispatch";
import { channelsOf } from "./letters";
import { react } from "./react";
import { CITY, jobCtx, type World } from "./world";

/** Points of the two districts of the test's city, and one of neither. */
export const NORTH = { lat: 49.87, lon: 24.02 };
export const NORTH_TOO = { lat: 49.88, lon: 24.03 };
export const SOUTH = { lat: 49.82, lon: 24.02 };
export const NOWHERE = { lat: 49.3, lon: 24.6 };
export const asText = ({ lat, lon }: typeof NORTH) => `${lat}, ${lon}`;

type Triaged = {
  district?: string;
  point?: string;
  priority?: string;
  outside?: string;
  needed?: string;
};

/** Requests that are placed and placed anew, and the tasks that are made of them by the north's coordinator. */
export function placeSteps(given: () => { world: World; north: Someone }) {
  const db = () => given().world.db;
  const steps = dispatchSteps(() => ({ world: given().world, coordinator: given().north }));
  const { at, volunteer, accept, progress, taskOf, requestOf } = steps;

  async function place(who: Someone, id: string, change: Triaged) {
    const { version } = await requestOf(id);
    const form = { id, version, priority: "high", category: "water", quantity: 20, people: 2 };
    return execute(who.ctx(), triage, { ...form, ...change });
  }
  async function placed(district = "north", point = NORTH) {
    const { id } = await given().world.request();
    value(await place(given().north, id, { district, point: asText(point) }));
    return id;
  }
  const make = async (requests: string[], teamSize = 1) =>
    value(
      await execute(given().north.ctx(), createTask, {
        request: requests,
        teamSize,
        from: at(1).toISOString(),
        to: at(3).toISOString(),
      }),
    );
  async function ask(taskId: string) {
    const helper = await volunteer();
    const asked = { id: taskId, people: [helper.id], minutes: 60, word: "они рядом" };
    value(await execute(given().north.ctx(), offerTask, asked));
    return helper;
  }
  async function send(taskId: string, ...steps: ("en_route" | "on_site")[]) {
    const helper = await ask(taskId);
    value(await accept(helper, taskId));
    for (const to of steps) value(await progress(helper, taskId, to));
    return helper;
  }

  let heard = 0;
  /** Lets every room react to what has been recorded since the last time, and to what it records itself, as the jobs would. */
  async function settle() {
    const messages = messageReactions(channelsOf(async () => {}));
    const ctx = { ...jobCtx(db()), origin: "https://n.example", city: CITY };
    for (;;) {
      const news = await db()
        .select({ id: event.id, type: event.type })
        .from(event)
        .where(gt(event.id, heard))
        .orderBy(asc(event.id));
      if (news.length === 0) return;
      for (const { id, type } of news) {
        for (const subscriber of [dispatchReactions, messages])
          if (type in subscriber.on) await react(subscriber, id, ctx);
        heard = id;
      }
    }
  }
  const told = (who: Someone, template: Template) =>
    db()
      .select()
      .from(notification)
      .where(and(eq(notification.personId, who.id), eq(notification.template, template)));

  return { at, requestOf, taskOf, accept, place, placed, make, ask, send, settle, told };
}
