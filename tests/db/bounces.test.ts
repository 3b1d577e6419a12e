import { once } from "node:events";
import { eq } from "drizzle-orm";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { channelsWith } from "../../app/messages/channels/all.server";
import { type Mail, smtpPost } from "../../app/messages/channels/email.server";
import { deliver } from "../../app/messages/commands/deliver.server";
import { reportBounce } from "../../app/messages/commands/report-bounce.server";
import { writeBroadcast } from "../../app/messages/commands/write-broadcast.server";
import { readBounce } from "../../app/messages/rules/read-bounce";
import { execute } from "../../app/platform/command.server";
import { deadMail, notification, sms } from "../../drizzle/schema/messages";
import { exchange, exim, postfix } from "../factories/bounces";
import { readMails } from "../factories/queue";
import { value } from "../factories/rota";
import { CITY, jobCtx, makeWorld, NOON, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let database: FreshDatabase;
let world: World;
/** From whom the envelope of the last mail to somebody was. */
const senders = new Map<string, string>();
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  onData(stream, { envelope }, done) {
    stream.resume().on("end", () => {
      for (const { address } of envelope.rcptTo)
        senders.set(address, envelope.mailFrom ? envelope.mailFrom.address : "");
      done();
    });
  },
});
const returns = { address: "bounces@city.example", secret: "b".repeat(32) };
let news: string;
let post: (mail: Mail) => Promise<void>;

beforeAll(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
  smtp.listen(0, "127.0.0.1");
  await once(smtp.server, "listening");
  const { port } = smtp.server.address() as { port: number };
  post = smtpPost(`smtp://127.0.0.1:${port}`, "naaber@city.example", returns);
  const writer = await world.person({ administrator: true });
  const form = { groups: ["members"], pressure: "news", fallback: "uk", words_uk: "Чай о шостій" };
  news = value(await execute(writer.ctx(), writeBroadcast, form));
});
afterAll(() => new Promise<void>((closed) => smtp.close(closed)));

const channels = channelsWith((mail) => post(mail), CITY, { send: async () => null });
const bounce = async (text: string) => {
  const ctx = { ...jobCtx(world.db), channels, returns };
  return value(await execute(ctx, reportBounce, (await readBounce(Buffer.from(text)))!));
};
const isDead = async (address: string) =>
  (await world.db.select().from(deadMail).where(eq(deadMail.address, address))).length > 0;

let count = 0;
/** A volunteer with both, who has been mailed what went to many. */
async function mailed() {
  const email = `Volunteer${++count}@mail.example`;
  const phone = `+38067127${String(count).padStart(4, "0")}`;
  const contact = { email, phone, emailProvenAt: NOON, phoneProvenAt: NOON };
  const { id } = await world.person({ standing: "verified", contact });
  const of = { broadcastId: news, channel: "", template: "broadcast" };
  const notice = { ...of, key: `broadcast ${news} ${id}`, personId: id, dueAt: NOON };
  await world.db.insert(notification).values(notice);
  const ctx = jobCtx(world.db);
  await deliver(ctx, channels, { reader: { kind: "person", id }, gatherMs: 0 });
  const orders = await readMails(database.owner.sql);
  const order = orders.find(({ to }) => to === email)!;
  await channels.email.jobs.mail!(order as never, ctx);
  return { id, email, phone, path: senders.get(email)! };
}
const noticesOf = (id: string) =>
  world.db.select().from(notification).where(eq(notification.personId, id));
const textsTo = (phone: string) => world.db.select().from(sms).where(eq(sms.phone, phone));

describe("a mail that comes back after its server took it", () => {
  it.each([
    ["Postfix", postfix, {}],
    ["Exim", exim, { diagnostic: "smtp; 550 5.1.1 unknown user" }],
    ["Exchange", exchange, {}],
  ])("by %s marks its address, and goes by text message", async (_, make, more) => {
    const { id, email, phone, path } = await mailed();
    expect(path).toMatch(/^bounces\+[\da-f]{52}@city\.example$/);
    expect(await noticesOf(id)).toMatchObject([{ channel: "email", sentAt: NOON }]);
    expect(await textsTo(phone)).toEqual([]);
    const report = make({ path, to: email, ...more });
    expect(await bounce(report)).toBe(1);
    expect(await isDead(email.toLowerCase())).toBe(true);
    expect(await noticesOf(id)).toMatchObject([{ channel: "sms", tried: ["email"] }]);
    // Once, however often it is brought, also at once.
    await Promise.all([bounce(report), bounce(report), bounce(report)]);
    expect(await textsTo(phone)).toHaveLength(1);
    expect(await noticesOf(id)).toMatchObject([{ channel: "sms", tried: ["email"] }]);
  });

  it("for another reason, or after days, goes by text message alone", async () => {
    for (const status of ["5.2.2", "5.7.1", "4.4.7"]) {
      const { email, phone, path } = await mailed();
      expect(await bounce(postfix({ path, to: email, status }))).toBe(1);
      expect([await isDead(email.toLowerCase()), (await textsTo(phone)).length]).toEqual([
        false,
        1,
      ]);
    }
  });

  it("and is only late changes nothing", async () => {
    const { email, phone, path } = await mailed();
    await bounce(postfix({ path, to: email, action: "delayed", status: "4.4.1" }));
    expect([await isDead(email.toLowerCase()), (await textsTo(phone)).length]).toEqual([false, 0]);
  });

  it("speaks of nobody else, and by no path that was made up", async () => {
    const [own, other] = [await mailed(), await mailed()];
    const forged = own.path.replace(/[\da-f]{20}@/, "0123456789abcdef0123@");
    for (const report of [
      { path: own.path, to: other.email },
      { path: forged, to: own.email },
      { path: "bounces@city.example", to: other.email },
      { path: own.path.replace(/\+[\da-f]{32}/, `+${"0".repeat(32)}`), to: own.email },
    ])
      expect(await bounce(postfix(report))).toBe(0);
    for (const { email, phone } of [own, other])
      expect([await isDead(email.toLowerCase()), (await textsTo(phone)).length]).toEqual([
        false,
        0,
      ]);
  });

  it("of no notice, such as a link to sign in, marks its address", async () => {
    await post({ to: "link@mail.example", subject: "x", text: "x" });
    const path = senders.get("link@mail.example")!;
    expect(await bounce(exchange({ path, to: "LINK@mail.example" }))).toBe(1);
    expect(await isDead("link@mail.example")).toBe(true);
  });
});
