import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { setStanding } from "../../app/accounts/commands/set-standing.server";
import { mailboxPush, standIn } from "../../app/messages/channels/push.server";
import { reportPush } from "../../app/messages/commands/report-push.server";
import { pushService } from "../../app/messages/gateways/push-service.server";
import { execute } from "../../app/platform/command.server";
import { newVapidKey, vapidOf } from "../../app/platform/vapid.server";
import { session } from "../../drizzle/schema/accounts";
import { event } from "../../drizzle/schema/audit";
import { mailboxMessage } from "../../drizzle/schema/messages";
import { pushDevice } from "../../drizzle/schema/push";
import { browser, pushSink, readAs } from "../factories/push-sink";
import { channels, newPhone, pushing, using, VAPID } from "../factories/pushing";
import { value } from "../factories/rota";
import { jobCtx, makeWorld, NOON, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let database: FreshDatabase;
let world: World;
let sink: Awaited<ReturnType<typeof pushSink>>;

beforeAll(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
  sink = await pushSink();
});
afterAll(() => sink.close());

/** As it is outside of tests: it goes nowhere but into the open internet. */
const guarded = pushService(VAPID);

const { volunteer, device, later, hear, ask, messagesOf, sendAll, textsTo, devicesOf, queued } =
  pushing(() => ({ database, world, sink }));

describe("what presses", () => {
  const look = async (id: string) => {
    const [message] = await messagesOf(id);
    const [job] = (await queued("unseen")).filter(
      ({ payload }) => payload.notification === message!.notificationId,
    );
    expect(job!.runAt).toEqual(later(120_000));
    await channels.push.jobs.unseen!(
      job!.payload as never,
      jobCtx(database.app.db, later(120_000)),
    );
  };
  const shown = (push: string) =>
    execute({ ...jobCtx(database.app.db), channels }, reportPush, { push, state: "shown" });

  it("goes as a text message too when no device says that it was shown", async () => {
    const { id } = await volunteer();
    await device(id);
    await ask(id);
    await sendAll(id);
    await look(id);
    await look(id);
    expect(await textsTo(id)).toHaveLength(1);
    // The phone is on again.
    value(await shown((await messagesOf(id))[0]!.id));
    expect(await messagesOf(id)).toMatchObject([{ failure: "unseen", shownAt: NOON }]);
  });

  it("does not once a device has shown it, also where its push service never answered", async () => {
    const { id } = await volunteer();
    await device(id);
    await device(id);
    await ask(id);
    const [first] = await messagesOf(id);
    value(await shown(first!.id));
    value(await shown(first!.id));
    await sendAll(id);
    await look(id);
    expect(await textsTo(id)).toEqual([]);
    const used = (await devicesOf(id)).filter(({ lastUsedAt }) => lastUsedAt);
    expect(used).toMatchObject([{ id: first!.deviceId, lastUsedAt: NOON }]);
    expect((await messagesOf(id)).every(({ sentAt }) => sentAt)).toBe(true);
  });

  it("is not said again when it has been answered or taken back meanwhile", async () => {
    const { id } = await volunteer();
    await device(id);
    const { release } = await ask(id);
    await sendAll(id);
    await release();
    await look(id);
    expect(await textsTo(id)).toEqual([]);
  });
});

describe("a phone that others use, too", () => {
  it("shows nothing of who has signed out: what waits goes another way, and what is on its way is not shown", async () => {
    const { id } = await volunteer();
    const phone = await device(id);
    await ask(id);
    await sendAll(id);
    const [onItsWay] = await messagesOf(id);
    await ask(id);
    await database.app.db.delete(session).where(eq(session.publicId, phone.sessionId));
    expect(await devicesOf(id)).toEqual([]);
    await sendAll(id);
    expect(sink.to(phone)).toHaveLength(1);
    expect(await textsTo(id)).toHaveLength(1);
    const told = { push: onItsWay!.id, state: "shown" };
    const refused = await execute({ ...jobCtx(database.app.db), channels }, reportPush, told);
    expect(refused).toMatchObject({ code: "push.unknown" });
    await ask(id);
    expect(await textsTo(id)).toHaveLength(2);
  });

  it("shows nothing once the session has run out, before anybody has cleared it away", async () => {
    const { id } = await volunteer();
    const phone = await device(id);
    await ask(id);
    const past = { expiresAt: new Date("2020-01-01") };
    await database.app.db.update(session).set(past).where(eq(session.publicId, phone.sessionId));
    await sendAll(id);
    await ask(id);
    expect(sink.to(phone)).toEqual([]);
    expect(await textsTo(id)).toHaveLength(2);
  });

  it("of who is suspended tells them that, since they are signed in still", async () => {
    const contact = {
      email: null,
      emailProvenAt: null,
      phone: newPhone(),
      phoneProvenAt: NOON,
    };
    const { id } = await world.person({ standing: "verified", contact });
    const phone = await device(id);
    const chief = await world.person({ administrator: true });
    const standing = { id, standing: "suspended", version: 1 };
    value(await execute(chief.ctx() as never, setStanding, standing));
    const [line] = await database.app.db.select().from(event).where(eq(event.thingId, id));
    await hear(line!.id);
    await sendAll(id);
    expect(sink.to(phone).map((arrived) => readAs(phone, arrived).path)).toEqual(["/about"]);
  });
});

describe("nothing goes where it could do harm", () => {
  it.each([
    "https://127.0.0.1/x",
    "https://[::1]/x",
    "https://10.0.0.7/x",
    "https://push.example:5432/x",
    "https://name:word@push.example/x",
    "http://push.example/x",
  ])("not to %s, also where it stands in the table", async (endpoint) => {
    const { id } = await volunteer();
    const phone = await device(id);
    await database.app.db.update(pushDevice).set({ endpoint }).where(eq(pushDevice.id, phone.id));
    const by = using(guarded);
    await ask(id, by);
    await sendAll(id, by);
    expect(await messagesOf(id)).toMatchObject([{ failure: "refused" }]);
    expect(await textsTo(id)).toHaveLength(1);
  });

  it("nor to a device that was subscribed with another key of this site", async () => {
    const { id } = await volunteer();
    await device(id);
    const other = vapidOf({ VAPID_KEY: newVapidKey(), MAIL_FROM: "naaber@city.example" })!;
    await ask(id, using(pushService(other)));
    expect(await messagesOf(id)).toEqual([]);
    expect(await textsTo(id)).toHaveLength(1);
  });
});

describe("a demo", () => {
  it("shows on its page of mail what a made-up device, or one out of reach, would show", async () => {
    const by = using(mailboxPush(database.app.db, guarded));
    const { secret_endpoint: endpoint } = standIn();
    for (const change of [{ endpoint }, { endpoint: "https://nobody.invalid/x" }]) {
      const { id } = await volunteer();
      const phone = await device(id);
      await database.app.db.update(pushDevice).set(change).where(eq(pushDevice.id, phone.id));
      await ask(id, by);
      const [waiting] = await messagesOf(id);
      await sendAll(id, by);
      const [shown] = await database.app.db
        .select()
        .from(mailboxMessage)
        .where(eq(mailboxMessage.body, waiting!.body));
      expect(shown).toMatchObject({
        channel: "push",
        subject: waiting!.title,
        recipient: "Firefox · Android",
      });
      expect(await textsTo(id)).toEqual([]);
    }
  });
});

it("a message can be read on no other device", async () => {
  const { id } = await volunteer();
  const phone = await device(id);
  await ask(id);
  await sendAll(id);
  const stranger = browser(sink.base);
  expect(() => readAs(stranger, sink.to(phone)[0]!)).toThrow();
});
