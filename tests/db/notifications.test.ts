import { eq } from "drizzle-orm";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { record } from "../../app/audit/commands/record.server";
import { smtpPost } from "../../app/notifications/adapter.server";
import { notify } from "../../app/notifications/commands/notify.server";
import { notificationJobs } from "../../app/notifications/jobs.server";
import { startWorker } from "../../app/platform/jobs.server";
import { makeLog } from "../../app/platform/log.server";
import { notification } from "../../drizzle/schema/notifications";
import { request } from "../../drizzle/schema/requests";
import { makeWorld, NOON, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let database: FreshDatabase;
let world: World;
let worker: Awaited<ReturnType<typeof startWorker>>;
let refusals = 0;
const mails: string[] = [];
let arrived: () => void = () => {};

/** A real SMTP server that keeps what it is given, and refuses as often as it is told to. */
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS", "AUTH"],
  onData(stream, _, answer) {
    let text = "";
    stream.on("data", (part) => {
      text += part;
    });
    stream.on("end", () => {
      if (refusals-- > 0) return answer(new Error("greylisted, try later"));
      mails.push(text);
      answer();
      arrived();
    });
  },
});

const mailTo = async (address: string) => {
  for (;;) {
    const found = mails.find((mail) => mail.includes(`To: ${address}`));
    if (found) return decode(found);
    await new Promise<void>((next) => {
      arrived = next;
    });
  }
};

const decode = (mail: string) => {
  const [head = "", body = ""] = mail.split(/\r?\n\r?\n(.*)/s);
  if (/base64/i.test(head)) return `${head}\n\n${Buffer.from(body, "base64").toString()}`;
  const bytes = body.replace(/=\r?\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex) => `%${hex}`);
  return `${head}\n\n${/quoted-printable/i.test(head) ? decodeURIComponent(bytes) : body}`;
};

beforeAll(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
  await new Promise<void>((ready) => smtp.listen(0, "127.0.0.1", ready));
  const { port } = smtp.server.address() as { port: number };
  const post = smtpPost(`smtp://127.0.0.1:${port}`, "naaber@city.example");
  worker = await startWorker({
    ...{ ownerUrl: database.ownerUrl, db: database.app.db, origin: "https://naaber.example" },
    ...{ log: makeLog("silent") },
    jobs: notificationJobs(post, { zone: "Europe/Kyiv", emergencyNumber: "112" }),
  });
});
afterAll(async () => {
  await worker.stop();
  await new Promise<void>((closed) => smtp.close(closed));
});

/** Triage as the record tells it. */
async function triage(email: string) {
  const asked = await world.request({}, { email });
  const coordinator = await world.person({ districts: [world.north] });
  const eventId = await database.app.db.transaction(async (tx) => {
    await tx
      .update(request)
      .set({ state: "triaged", stateAt: NOON })
      .where(eq(request.id, asked.id));
    return record(tx, coordinator.actor, {
      ...{ type: "request.triaged", thing: "request", thingId: asked.id },
      ...{ fromState: "submitted", toState: "triaged" },
    });
  });
  return { asked, eventId };
}

describe("a change of state", () => {
  it("reaches the resident by real SMTP, in the request's language, with the code", async () => {
    const { asked } = await triage("oksana@mail.example");
    const mail = await mailTo("oksana@mail.example");
    expect(mail).toContain(asked.code);
    expect(mail).toContain("Координатор прочитав ваш запит");
    expect(mail).toContain("https://naaber.example/track");
    expect(mail).not.toContain("Наукова");
  });

  it("is mailed once, however often its job comes", async () => {
    const { asked, eventId } = await triage("once@mail.example");
    await mailTo("once@mail.example");
    const ctx = { db: database.app.db, now: NOON, origin: "https://naaber.example" };
    await Promise.all(Array.from({ length: 10 }, () => notify(ctx, eventId)));
    const noted = await database.app.db
      .select()
      .from(notification)
      .where(eq(notification.requestId, asked.id));
    expect(noted.length).toBe(1);
  });

  it("is mailed after the mail server has come back", async () => {
    refusals = 1;
    await triage("patient@mail.example");
    expect(await mailTo("patient@mail.example")).toContain("naaber.example");
  });

  it("that was rolled back is never mailed", async () => {
    const asked = await world.request({}, { email: "never@mail.example" });
    await database.app.db
      .transaction(async (tx) => {
        await tx.update(request).set({ state: "triaged" }).where(eq(request.id, asked.id));
        await record(
          tx,
          { kind: "system", name: "test" },
          {
            ...{ type: "request.triaged", thing: "request", thingId: asked.id },
            ...{ fromState: "submitted", toState: "triaged" },
          },
        );
        throw new Error("changed my mind");
      })
      .catch(() => {});
    await triage("after@mail.example");
    await mailTo("after@mail.example");
    expect(mails.join()).not.toContain("never@mail.example");
  });
});
