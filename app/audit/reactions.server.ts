import { eq } from "drizzle-orm";
import { event } from "../../drizzle/schema/audit";
import type { JobCtx, Jobs } from "../platform/jobs.server";
import { schedule } from "../platform/schedule.server";
import type { Events, EventType } from "./events";

/** A line of the record as it is read, its data as its type has it. */
export type LineOf<Type extends EventType> = Omit<typeof event.$inferSelect, "type" | "data"> & {
  type: Type;
  data: Events[Type];
};

/** What one room does when something has happened in another. May be run more than once for one event, and must not mind. */
export type Subscriber = {
  name: string;
  on: { [Type in EventType]?: (line: LineOf<Type>, ctx: JobCtx) => Promise<unknown> };
};

type Id = { id: number };
type AnyReaction = (line: LineOf<EventType>, ctx: JobCtx) => Promise<unknown>;
const reactionTo = ({ on }: Subscriber, type: string) =>
  on[type as EventType] as AnyReaction | undefined;
const jobOf = ({ name }: Subscriber) => `react-${name}`;

async function readLine({ db }: JobCtx, id: number) {
  const [line] = await db.select().from(event).where(eq(event.id, id));
  return line as LineOf<EventType> | undefined;
}

/** The jobs by which every subscriber hears of every event that it reacts to: one each, so that none waits for another that fails. */
export function reactionJobs(subscribers: readonly Subscriber[]): Jobs {
  const handlers = subscribers.map((subscriber): [string, Jobs[string]] => [
    jobOf(subscriber),
    async ({ id }: Id, ctx: JobCtx) => {
      const line = await readLine(ctx, id);
      if (line) await reactionTo(subscriber, line.type)?.(line, ctx);
    },
  ]);
  return {
    ...Object.fromEntries(handlers),
    async event({ id }: Id, ctx: JobCtx) {
      const line = await readLine(ctx, id);
      const concerned = subscribers.filter((subscriber) =>
        reactionTo(subscriber, line?.type ?? ""),
      );
      if (concerned.length === 0) return;
      await ctx.db.transaction(async (tx) => {
        for (const subscriber of concerned) {
          const name = jobOf(subscriber);
          await schedule(tx, { name, payload: { id }, key: `${name} ${id}` });
        }
      });
    },
  };
}
