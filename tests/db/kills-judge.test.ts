import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { connect } from "../../app/platform/database.server";
import { oneOfEach } from "../http/one-of-each";
import { judgeArrivals } from "../outage/kills/arrivals";
import { INVARIANTS, judgeInvariants } from "../outage/kills/invariants";
import { judgeOrders, watchOrders } from "../outage/kills/post";
import { makeProofs, type Proof } from "../outage/kills/proofs";
import { judgeRepeats } from "../outage/kills/report";
import type { Sql } from "../outage/kills/server";
import { noteArrival } from "../outage/kills/sinks";
import { freshDatabase } from "./fresh-database";

/** What breaks each promise, written past every guard of the database. */
const BREAKS: Record<string, string> = {
  "request: its state is that of the last line of the record":
    "update request set state = 'closed' where state = 'submitted'",
  "task: its state is that of the last line of the record": "update task set state = 'failed'",
  "assignment: its state is that of the last line of the record":
    "update assignment set state = 'released'",
  "offer: its state is that of the last line of the record": "update offer set state = 'retired'",
  "reservation: its state is that of the last line of the record": `insert into reservation
    (offer_id, task_id, quantity, during, fetch_by, reserved_by)
    select o.id, t.id, 1, t.during, now(), t.created_by from offer o, task t`,
  "shift: its state is that of the last line of the record": "update shift set state = 'running'",
  "sign_up: its state is that of the last line of the record": `insert into sign_up
    (shift_id, role_id, person_id, state) select shift_id, r.id, p.id, 'waitlisted' from shift_role r, person p`,
  "swap: its state is that of the last line of the record":
    "insert into swap (token_hash, state, sign_up_id) values ('none', 'open', gen_random_uuid())",
  "each line of the record begins where the one before ended, along the table of its thing":
    "delete from event where type = 'request.triaged'",
  "each request has its private part, and each line 'submitted' its request":
    "delete from request_private",
  "each note of a request has its line, and each line its note":
    "insert into request_note (request_id, author, body) select id, 'resident', 'More' from request",
  "each note of a shift has its line, and each line its note":
    "insert into event (type, actor, thing, thing_id, node, occurred_at) select 'shift.noted', 'member', 'shift', id, 'city', now() from shift",
  "a duplicate points to a request that is none itself":
    "update request r set state = 'duplicate', duplicate_of = (select id from request where id <> r.id)",
  "a request is in progress if and only if a live task works on it, unless it has ended":
    "delete from task_request",
  "no task goes on that nobody needs any more": "update request set state = 'cancelled'",
  "a task serves just the requests of its first line": "delete from task_request",
  "what a confirmed task delivered is written for each of its requests":
    "update task set state = 'confirmed'",
  "a task is open, assigned or under way as its team says": "update task set state = 'assigned'",
  "whoever is on a task is promised for all of it, and nobody else is": "delete from commitment",
  "whoever has a place in a shift is promised for all of it, and nobody else is": `insert into sign_up
    (shift_id, role_id, person_id, state) select shift_id, r.id, p.id, 'signed_up' from shift_role r, person p`,
  "each promise has its source": "delete from assignment",
  "nobody is promised twice at one time": `alter table commitment drop constraint commitment_no_overlap;
    insert into commitment (person_id, during, kind, source_id)
    select person_id, during, kind, gen_random_uuid() from commitment`,
  "whoever is suspended is on no task and no shift any more":
    "update person set standing = 'suspended'",
  "no role of a shift is over its capacity": `insert into sign_up (shift_id, role_id, person_id, state)
    select shift_id, r.id, p.id, 'signed_up' from shift_role r, person p`,
  "a reservation has just the lines of the ledger that its state tells of": `insert into reservation
    (offer_id, task_id, quantity, during, fetch_by, reserved_by)
    select o.id, t.id, 1, t.during, now(), t.created_by from offer o, task t`,
  "what is missing of a loan has left the stock and is followed up": `insert into reservation
    (offer_id, task_id, state, quantity, during, fetch_by, reserved_by, fetched, ended)
    select o.id, t.id, 'returned', 2, t.during, now(), t.created_by, 2, 1 from offer o, task t`,
  "no offer is promised beyond what there is of it, at any moment": `insert into ledger
    (offer_id, reservation_id, step, delta, during, at)
    select id, gen_random_uuid(), 'held', -2, available, now() from offer`,
  "each offer has its private part and its first stock": "delete from ledger",
  "a place that was handed on is another's by the same change": `with role as (
      insert into sign_up (shift_id, role_id, person_id, state)
      select shift_id, r.id, p.id, 'withdrawn' from shift_role r, person p limit 1 returning id),
    done as (insert into swap (token_hash, state, sign_up_id) select 'none', 'done', id from role returning id)
    insert into event (type, actor, thing, thing_id, to_state, node, occurred_at) select 'swap.done', 'member', 'swap', id, 'done', 'city', now() from done`,
  "a shift that was to be published at once is not left a draft":
    "update shift set place = 'published-shift-1', state = 'draft'",
  "each shift has its roles": "delete from shift_role",
  "each invitation has its line and its districts":
    "insert into invitation (secret_hash, email, name, locale, expires_at) values ('none', 'a@b.example', 'A', 'uk', now())",
  "the job offer-expiry waits wherever it has to":
    "update assignment set state = 'offered'; delete from graphile_worker._private_jobs",
  "the job place-expiry waits wherever it has to": `insert into sign_up (shift_id, role_id, person_id, state, answer_by)
    select shift_id, r.id, p.id, 'offered', now() from shift_role r, person p`,
  "the job reservation-lapse waits wherever it has to": `insert into reservation
    (offer_id, task_id, quantity, during, fetch_by, reserved_by)
    select o.id, t.id, 1, t.during, now(), t.created_by from offer o, task t`,
  "the job close-fulfilled waits wherever it has to": "update request set state = 'fulfilled'",
  "the job shift-start waits wherever it has to": "delete from graphile_worker._private_jobs",
  "the job shift-end waits wherever it has to": "delete from graphile_worker._private_jobs",
};

let superuser: ReturnType<typeof connect>;
beforeAll(async () => {
  const database = await freshDatabase();
  const { pathname } = new URL(database.appUrl);
  superuser = connect(Object.assign(new URL(inject("server")), { pathname }).toString(), {
    connections: 2,
  });
  await watchOrders(superuser);
  await oneOfEach(database);
  return () => superuser.end();
});

/** What the judge says after something was done past every guard, which is undone. */
async function whenBroken(
  breaking: string,
  judge: (sql: Sql) => Promise<string[]>,
): Promise<string[]> {
  let said: string[] = [];
  await superuser.sql
    .begin(async (tx) => {
      await tx.unsafe(`set local session_replication_role = replica; ${breaking}`);
      said = await judge(tx as unknown as Sql);
      throw new Error("undone");
    })
    .catch((fault) => {
      if (fault.message !== "undone") throw fault;
    });
  return said;
}

describe("the judge of what is left after a kill", () => {
  it("finds nothing where nothing is wrong", async () => {
    expect(await judgeInvariants(superuser.sql)).toEqual([]);
  });

  it.each(INVARIANTS.map(({ name }) => name))("sees that it is broken: %s", async (name) => {
    const said = await whenBroken(BREAKS[name]!, judgeInvariants);
    expect(said.filter((line) => line.startsWith(`${name}: `))).not.toEqual([]);
  });

  it.each([
    ["a line of the record with no job of its own, or several", "delete from kills.ordered"],
    [
      "a line of the record with no job of its own, or several",
      "insert into kills.ordered select -id, task, payload, created_at from kills.ordered where task = 'event'",
    ],
    ["a job about a line that was never written", "delete from event"],
    [
      "a request with an address without the order of its first mail, or with several",
      "update request_private set email = 'a@b.example'",
    ],
    [
      "a notice without the order of its message, or with several",
      "insert into notification (key, channel, template) values ('none', 'email', 'request_note')",
    ],
    [
      "a job that the queue has given up",
      "update graphile_worker._private_jobs set attempts = 25, last_error = 'Error'",
    ],
  ])("sees of the mail: %s", async (name, breaking) => {
    const said = await whenBroken(breaking, judgeOrders);
    expect(said.filter((line) => line.startsWith(`${name}: `))).not.toEqual([]);
  });

  it("sees which message never came, which nobody ordered, and whom none has reached", async () => {
    const ordering = `insert into kills.ordered values
      (-1, 'mail', '{"template": "a"}', now()), (-2, 'link', '{"template": "b"}', now());
      insert into notification (id, key, channel, template)
      values (gen_random_uuid(), 'none', 'email', 'request_note');
      insert into kills.ordered select -3, 'mail', json_build_object('notificationId', id), now()
      from notification where key = 'none'`;
    await whenBroken(ordering, async (tx) => {
      const mails = new Map<string, number[]>();
      const judge = async () => {
        const phones = { texts: new Map(), pushes: new Map() };
        const { byChannel, unreached } = await judgeArrivals(tx, { came: mails }, phones);
        return { ...byChannel.mails!, unreached };
      };
      const none = await judge();
      expect(none.missing).toHaveLength(none.ordered);
      expect(none.missing.length).toBeGreaterThanOrEqual(3);
      expect(none.unreached.join()).toContain("request_note has reached nobody");

      // All that was ordered came, one of it twice, and something else.
      const ids = none.missing.map((told) => told.split(/[ :]/)[1]!);
      for (const id of [...ids, ids[0]!]) noteArrival(mails, id);
      const stray = randomUUID();
      noteArrival(mails, stray);
      const all = await judge();
      expect(all.missing).toEqual([]);
      expect(all.unreached.join()).not.toContain("request_note");
      expect(all.strays).toEqual([expect.stringContaining(stray)]);
      expect(all.repeats.map(({ id }) => id)).toEqual([ids[0]]);
      return [];
    });
  });

  it("allows a message to come again where something was killed between, and one in a hundred", () => {
    const repeats = [{ id: "a", first: 1_000, again: 5_000 }];
    const arrivals = { mails: { ordered: 100, missing: [], strays: [], repeats } };
    const killAt = (at: number) => ({ target: "both processes of the program" as const, at });
    expect(judgeRepeats(arrivals, [killAt(2_000)])).toEqual([]);
    expect(judgeRepeats(arrivals, [killAt(6_000)])).toHaveLength(1);
    const many = { mails: { ...arrivals.mails, ordered: 99 } };
    const kills = Array.from({ length: 50 }, () => killAt(2_000));
    expect(judgeRepeats(arrivals, kills)).toEqual([]);
    expect(judgeRepeats(many, kills)).toEqual(["1.01 % of all messages came again"]);
  });

  it("tells what is lost from what is there too often", async () => {
    const { sql } = superuser;
    const proofs = makeProofs();
    const title = (text: string): Proof => ({ kind: "offer", often: "each", text });
    const line = (thing: string): Proof => ({
      kind: "line",
      often: "some",
      thing,
      types: ["request.triaged"],
    });
    const [triaged] = await sql<{ id: string }[]>`
      select thing_id as id from event where type = 'request.triaged'`;
    proofs.note("there", title("Лом"), "acknowledged");
    proofs.note("there", line(triaged!.id), "acknowledged");
    proofs.note("not there", title("Perhaps"), "unknown");
    proofs.note("not there", title("Never"), "refused");
    expect(await proofs.judge(sql)).toEqual({ lost: [], doubled: [] });

    proofs.note("lost title", title("Bicycle"), "acknowledged");
    proofs.note("lost line", line(randomUUID()), "acknowledged");
    const { lost } = await proofs.judge(sql);
    expect(lost.map((told) => told.split(":")[0]).sort()).toEqual(["lost line", "lost title"]);

    const doubling = `insert into offer (form_key, kind_id, durable, title, available)
      select gen_random_uuid(), kind_id, durable, 'Perhaps', available from offer, generate_series(1, 2)`;
    const doubled = await whenBroken(doubling, async (tx) => (await proofs.judge(tx)).doubled);
    expect(doubled).toEqual([expect.stringMatching(/^not there: .*Perhaps.*found 2$/)]);
  });
});
