import { randomBytes, randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { record } from "../../app/audit/commands/record.server";
import type { Connection } from "../../app/platform/database.server";
import { LIFECYCLES } from "../../deploy/states";
import { commitment, person } from "../../drizzle/schema/accounts";
import { event, transition } from "../../drizzle/schema/audit";
import { category } from "../../drizzle/schema/districts";
import { request } from "../../drizzle/schema/requests";
import { freshDatabase } from "./fresh-database";

let app: Connection;
let owner: Connection;
let categoryId: string;

beforeAll(async () => {
  ({ app, owner } = await freshDatabase());
  const names = { en: "Water" };
  const [water] = await app.db
    .insert(category)
    .values({ code: "water", names, examples: names, position: 1 })
    .returning({ id: category.id });
  categoryId = water!.id;
});

const digits = () => String(Math.floor(Math.random() * 1e8)).padStart(8, "0");
const newRequest = (formKey: string = randomUUID()) => ({
  formKey,
  code: digits(),
  tokenHash: randomBytes(32),
  categoryId,
  priority: "normal" as const,
  dueAt: new Date("2026-11-23T18:00:00Z"),
  locale: "uk" as const,
  channel: "web" as const,
});
const visitor = { kind: "visitor" } as const;
const refusedBy = (constraint: string) => ({ cause: { constraint_name: constraint } });

/** Saves a request with its record, or finds the one that the same form has made. */
async function submit(formKey: string): Promise<string> {
  return app.db.transaction(async (tx) => {
    const [saved] = await tx
      .insert(request)
      .values(newRequest(formKey))
      .onConflictDoNothing({ target: request.formKey })
      .returning({ id: request.id });
    if (!saved) {
      const [earlier] = await tx.select().from(request).where(eq(request.formKey, formKey));
      return earlier!.id;
    }
    const line = { thingId: saved.id, toState: "submitted" } as const;
    await record(tx, { actor: visitor }, { type: "request.submitted", ...line });
    return saved.id;
  });
}

describe("a form that is sent again", () => {
  it("is one request, fifty times at once", async () => {
    const formKey = randomUUID();
    const ids = await Promise.all(Array.from({ length: 50 }, () => submit(formKey)));
    expect(new Set(ids).size).toBe(1);
    const lines = await app.db.select().from(event).where(eq(event.thingId, ids[0]!));
    expect(lines.map((line) => line.toState)).toEqual(["submitted"]);
  });
});

describe("the record", () => {
  it("can be neither changed nor emptied by the application's role", async () => {
    await submit(randomUUID());
    for (const statement of [
      "update event set reason = 'x'",
      "delete from event",
      "truncate event",
    ])
      await expect(app.sql.unsafe(statement)).rejects.toMatchObject({ code: "42501" });
  });

  it("nor by its owner", async () => {
    await submit(randomUUID());
    for (const statement of [
      "update event set reason = 'x'",
      "delete from event",
      "truncate event",
    ])
      await expect(owner.sql.unsafe(statement)).rejects.toMatchObject({ code: "23001" });
  });

  it("is asked for at commit: a change of state without it is undone", async () => {
    const id = await submit(randomUUID());
    const silently = app.db.update(request).set({ state: "triaged" }).where(eq(request.id, id));
    await expect(silently).rejects.toMatchObject(refusedBy("request_recorded"));
    await expect(app.db.insert(request).values(newRequest())).rejects.toMatchObject(
      refusedBy("request_recorded"),
    );
    const [kept] = await app.db.select().from(request).where(eq(request.id, id));
    expect(kept!.state).toBe("submitted");
  });

  it("leaves nothing behind, nor a job, when its transaction fails", async () => {
    const id = randomUUID();
    const jobs = () => owner.sql`select count(*)::int as count from graphile_worker.jobs`;
    const [before] = await jobs();
    const failing = app.db.transaction(async (tx) => {
      await record(tx, { actor: visitor }, { type: "request.noted", thingId: id });
      throw new Error("power cut");
    });
    await expect(failing).rejects.toThrow("power cut");
    expect(await app.db.select().from(event).where(eq(event.thingId, id))).toEqual([]);
    expect((await jobs())[0]).toEqual(before);
  });

  it("enqueues one job for every line", async () => {
    const id = await submit(randomUUID());
    const [line] = await app.db.select().from(event).where(eq(event.thingId, id));
    const jobs = await owner.sql`
      select from graphile_worker._private_jobs where (payload->>'id')::bigint = ${line!.id}`;
    expect(jobs.length).toBe(1);
  });
});

describe("states", () => {
  it("stand in the database as they stand in the code", async () => {
    const inCode = LIFECYCLES.flatMap(({ thing, begins, transitions }) => [
      ...begins.map((state) => `${thing}  ${state}`),
      ...Object.entries(transitions).flatMap(([from, next]) =>
        next.map((to) => `${thing} ${from} ${to}`),
      ),
    ]);
    const rows = await app.db.select().from(transition);
    const inDatabase = rows.map((row) => `${row.thing} ${row.fromState} ${row.toState}`);
    expect(inDatabase.sort()).toEqual(inCode.sort());
  });

  it("can't be jumped over, even with a record", async () => {
    const id = await submit(randomUUID());
    const jump = app.db.transaction(async (tx) => {
      await tx.update(request).set({ state: "fulfilled" }).where(eq(request.id, id));
    });
    await expect(jump).rejects.toMatchObject(refusedBy("request_transition"));
  });
});

describe("a volunteer", () => {
  it("is never promised twice at the same time, back to back is fine", async () => {
    const [someone] = await app.db
      .insert(person)
      .values({ name: "Kadri Tamm", phone: "+37255500001", locale: "et", standing: "verified" })
      .returning({ id: person.id });
    const eight = new Date("2026-11-23T20:00:00Z");
    const promise = (from: Date, to: Date) =>
      app.db.insert(commitment).values({
        personId: someone!.id,
        during: { from, to },
        kind: "task",
        sourceId: randomUUID(),
      });
    const racing = await Promise.allSettled(
      Array.from({ length: 20 }, (_, minute) =>
        promise(new Date(`2026-11-23T18:${10 + minute}:00Z`), eight),
      ),
    );
    expect(racing.filter((outcome) => outcome.status === "fulfilled").length).toBe(1);
    for (const outcome of racing)
      if (outcome.status === "rejected")
        expect(["23P01", "40P01"]).toContain(outcome.reason.cause.code);
    await promise(eight, new Date("2026-11-23T21:00:00Z"));
  });
});

describe("a search", () => {
  it("folds case and accents of all four languages", async () => {
    const [row] = await app.db.execute<{ folded: string }>(
      sql`select fold_text('Õismäe ЇЖАКЕВИЧ Ёлка') as folded`,
    );
    expect(row!.folded).toBe("oismae izhakevich elka");
  });
});
