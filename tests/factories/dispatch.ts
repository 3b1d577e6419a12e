import { eq } from "drizzle-orm";
import { answerOffer, withdraw } from "../../app/dispatch/commands/answer.server";
import { endTask } from "../../app/dispatch/commands/conclude.server";
import { createTask } from "../../app/dispatch/commands/create-task.server";
import { offerTask, releaseAssignment } from "../../app/dispatch/commands/offer.server";
import { completeTask, reportProgress } from "../../app/dispatch/commands/progress.server";
import { execute } from "../../app/platform/command.server";
import type { Result } from "../../app/platform/types";
import { triage } from "../../app/requests/commands/triage.server";
import { assignment, task } from "../../drizzle/schema/dispatch";
import { request } from "../../drizzle/schema/requests";
import { NOON, type World } from "./world";

export type Someone = Awaited<ReturnType<World["person"]>>;
type Made = { requests?: string[]; teamSize?: number; from?: number; to?: number };

/** What a command gave; throws with its code, and with the fields of a form, where it was refused. */
export const value = <Value>(result: Result<Value>): Value => {
  if (!result.ok) throw new Error(`${result.code} ${JSON.stringify(result.errors ?? {})}`);
  return result.value;
};

/** Hours after noon. */
export const at = (hours: number) => new Date(NOON.getTime() + hours * 3_600_000);

/** How a new request of the north is triaged. */
export const triageForm = {
  priority: "high" as const,
  category: "water",
  district: "north",
  quantity: 20,
  people: 2,
  needed: "",
  point: "49.87, 24.02",
  version: 1,
};

/** The steps from a triaged request to help that came, as the coordinator of the north and as volunteers take them. */
export function dispatchSteps(given: () => { world: World; coordinator: Someone }) {
  const db = () => given().world.db;
  const ctx = () => given().coordinator.ctx();
  const one = <Row>(rows: Row[]) => rows[0]!;

  async function triageOf(id: string, quantity: number | null = 20) {
    value(await execute(ctx(), triage, { ...triageForm, quantity, id }));
  }

  return {
    at,
    volunteer: () => given().world.person({ standing: "verified" }),
    async triaged(quantity: number | null = 20, more: Parameters<World["request"]>[0] = {}) {
      const { id } = await given().world.request(more);
      await triageOf(id, quantity);
      return id;
    },
    triage: triageOf,
    make: async ({ requests = [], teamSize = 1, from = 1, to = 3 }: Made = {}) =>
      value(
        await execute(ctx(), createTask, {
          request: requests,
          title: "Вода",
          district: "north",
          teamSize,
          another: "yes",
          from: at(from).toISOString(),
          to: at(to).toISOString(),
        }),
      ),
    offer: async (id: string, people: Someone[], minutes = 60) =>
      value(await execute(ctx(), offerTask, { id, people: people.map(({ id }) => id), minutes })),
    accept: (who: Someone, id: string) => execute(who.ctx(), answerOffer, { id, answer: "yes" }),
    decline: (who: Someone, id: string) =>
      execute(who.ctx(), answerOffer, { id, answer: "no", reason: "busy" }),
    progress: (who: Someone, id: string, to: "en_route" | "on_site") =>
      execute(who.ctx(), reportProgress, { id, to }),
    complete: (who: Someone, id: string, hours = 0, came: Record<string, unknown> = {}) =>
      execute(who.ctx(at(hours)), completeTask, { id, ...came }),
    leave: (who: Someone, id: string) => execute(who.ctx(), withdraw, { id, reason: "busy" }),
    release: (id: string, part: string) =>
      execute(ctx(), releaseAssignment, { id, assignment: part }),
    end: (id: string, ending: Record<string, unknown>) =>
      execute(ctx(), endTask, { id, reason: "other", version: 1, ...ending }),
    taskOf: async (id: string) => one(await db().select().from(task).where(eq(task.id, id))),
    partsOf: (id: string) => db().select().from(assignment).where(eq(assignment.taskId, id)),
    requestOf: async (id: string) =>
      one(await db().select().from(request).where(eq(request.id, id))),
  };
}
