import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { lacks, notTried } from "../../deploy/gateways.mjs";
import { sms, smsIn } from "../../drizzle/schema/messages";
import { request, requestPrivate } from "../../drizzle/schema/requests";
import { type FreshDatabase, freshDatabase } from "../db/fresh-database";
import { serve } from "./serve";

const SECRET = "what-the-gateway-knows-and-nobody-else";
const FAKE_CENTRE = "/usr/lib/kannel/test/fakesmsc";

for (const said of notTried()) process.stderr.write(`\n${said}\n\n`);

let database: FreshDatabase;
let folder: string;
const running: ChildProcess[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  folder = mkdtempSync(join(tmpdir(), "naaber-sms-"));
});
afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null) continue;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function freePort(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return String(port);
}

/** A program of a gateway, and all that it says. */
function run(path: string, args: readonly string[]) {
  const child = spawn(path, args, { stdio: ["ignore", "pipe", "pipe"] });
  running.push(child);
  const heard = { text: "" };
  for (const stream of [child.stdout!, child.stderr!])
    stream.on("data", (part) => {
      heard.text += part;
    });
  return heard;
}

const patient = { timeout: 60_000, interval: 200 };

const requestOf = async (phone: string) => {
  const [found] = await database.app.db
    .select({ code: request.code, channel: request.channel, details: requestPrivate.details })
    .from(requestPrivate)
    .innerJoin(request, eq(request.id, requestPrivate.requestId))
    .where(eq(requestPrivate.phone, phone));
  return found;
};
const textsTo = (phone: string) => database.app.db.select().from(sms).where(eq(sms.phone, phone));

const program = async (settings: Record<string, string>) => {
  const { appUrl, ownerUrl } = database;
  const port = await freePort();
  const started = await serve({
    CITY: "lviv",
    DATABASE_URL: appUrl,
    DATABASE_OWNER_URL: ownerUrl,
    PORT: port,
    SMS_SECRET: SECRET,
    SMS_CALLBACK_URL: `http://127.0.0.1:${port}`,
    ...settings,
  });
  return { ...started, port };
};

describe.skipIf(lacks("Kannel").length > 0)("a real Kannel with its simulated SMS centre", () => {
  it("brings a message, takes the answer and reports that it arrived", async () => {
    const [admin, boxes, centre, send] = await Promise.all([1, 2, 3, 4].map(freePort));
    const naaber = await program({
      SMS_URL: `kannel://naaber:p%40ss@127.0.0.1:${send}`,
      SMS_FROM: "4636",
    });
    const settings = join(folder, "kannel.conf");
    writeFileSync(
      settings,
      `group = core
admin-port = ${admin}
admin-password = x
smsbox-port = ${boxes}
dlr-storage = internal

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = ${send}
http-request-retry = 1000
http-queue-delay = 1

group = smsc
smsc = fake
smsc-id = FAKE
port = ${centre}
connect-allow-ip = 127.0.0.1

group = sendsms-user
username = naaber
password = p@ss
max-messages = 10
concatenation = true

group = sms-service
keyword = default
catch-all = true
get-url = "http://naaber:${SECRET}@127.0.0.1:${naaber.port}/inbound/sms?id=%I&from=%p&text=%b&charset=%C"
max-messages = 0
omit-empty = true
`,
    );
    try {
      const bearerbox = run("/usr/sbin/bearerbox", [settings]);
      await expect.poll(() => bearerbox.text, patient).toContain("MAIN: Start-up done");
      run("/usr/sbin/smsbox", [settings]);
      const phone = "+380671260001";
      const said = "Потрібна вода, вул. Наукова 7";
      const options = ["-H", "127.0.0.1", "-r", centre!, "-i", "0.5", "-m", "1"];
      const simulated = run(FAKE_CENTRE, [...options, `${phone} 4636 text ${said}`]);
      await expect
        .poll(() => requestOf(phone), patient)
        .toMatchObject({ channel: "sms", details: said });
      const { code } = (await requestOf(phone))!;
      await expect.poll(() => simulated.text, patient).toMatch(/Got message/);
      // UCS-2, as percent codes: each digit stands behind a zero byte.
      const digits = [...code.slice(0, 4)].map((digit) => `%00${digit}`).join("");
      expect(simulated.text).toContain(digits);
      await expect
        .poll(
          async () => (await textsTo(phone)).map(({ deliveredAt }) => deliveredAt !== null),
          patient,
        )
        .toEqual([true]);
    } finally {
      await naaber.end("SIGTERM");
    }
  });

  it("that waits for us brings what came meanwhile, once", async () => {
    const [admin, boxes, centre, send] = await Promise.all([1, 2, 3, 4].map(freePort));
    const port = await freePort();
    const settings = join(folder, "waiting.conf");
    writeFileSync(
      settings,
      `group = core
admin-port = ${admin}
admin-password = x
smsbox-port = ${boxes}

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = ${send}
http-request-retry = 1000
http-queue-delay = 1

group = smsc
smsc = fake
smsc-id = FAKE
port = ${centre}
connect-allow-ip = 127.0.0.1

group = sms-service
keyword = default
catch-all = true
get-url = "http://127.0.0.1:${port}/inbound/sms?secret=${SECRET}&id=%I&from=%p&text=%b&charset=%C"
max-messages = 0
omit-empty = true
`,
    );
    const bearerbox = run("/usr/sbin/bearerbox", [settings]);
    await expect.poll(() => bearerbox.text, patient).toContain("MAIN: Start-up done");
    const smsbox = run("/usr/sbin/smsbox", [settings]);
    const phone = "+380671260002";
    run(FAKE_CENTRE, [
      "-H",
      "127.0.0.1",
      "-r",
      centre!,
      "-i",
      "0.1",
      "-m",
      "3",
      `${phone} 4636 text вода`,
    ]);
    await expect.poll(() => smsbox.text, patient).toMatch(/retry|Retry|HTTP|connect/);
    const naaber = await program({ PORT: port });
    try {
      const kept = () => database.app.db.select().from(smsIn).where(eq(smsIn.phone, phone));
      await expect.poll(async () => (await kept()).length, patient).toBe(3);
      expect(new Set((await kept()).map(({ requestId }) => requestId)).size).toBe(1);
    } finally {
      await naaber.end("SIGTERM");
    }
  });
});

describe.skipIf(lacks("gammu-smsd").length > 0)(
  "a real gammu-smsd with its pretended phone",
  () => {
    it("brings a message in two parts, sends the answer, and reports", async () => {
      const root = join(folder, "gammu");
      for (const name of ["inbox", "outbox", "sent", "error", "phone/sms/1"])
        mkdirSync(join(root, name), { recursive: true });
      writeFileSync(join(root, "phone/operations.log"), "");
      const settings = join(root, "smsdrc");
      writeFileSync(
        settings,
        `[gammu]
model = dummy
connection = none
port = ${root}/phone
[smsd]
service = files
inboxformat = unicode
logfile = ${root}/log
commtimeout = 1
receivefrequency = 1
loopsleep = 1
checksecurity = 0
checknetwork = 0
checkbattery = 0
checksignal = 0
inboxpath = ${root}/inbox/
outboxpath = ${root}/outbox/
sentsmspath = ${root}/sent/
errorsmspath = ${root}/error/
`,
      );
      const phone = "+380671260003";
      const said =
        "Потрібна вода, вул. Наукова 7, дев’ятий поверх, ліфт не працює, нас п’ятеро, є немовля";
      const options = ["-folder", "1", "-unread", "-unicode", "-sender", phone, "-len", "400"];
      const saving = ["-c", settings, "savesms", "TEXT"].concat(options);
      execFileSync("/usr/bin/gammu", saving.concat("-autolen", "400", "-textutf8", said));
      run("/usr/bin/gammu-smsd", ["-c", settings]);
      const naaber = await program({ SMS_URL: `gammu://${root}` });
      try {
        await expect
          .poll(() => requestOf(phone), patient)
          .toMatchObject({ channel: "sms", details: said });
        await expect
          .poll(async () => (await textsTo(phone))[0]?.sentAt ?? null, patient)
          .not.toBeNull();
        const [answer] = await textsTo(phone);
        expect(answer).toMatchObject({ failure: null, gatewayId: answer!.id });
        await expect
          .poll(() => readdirSync(join(root, "sent")).join(), patient)
          .toContain(answer!.id);
        expect(readdirSync(join(root, "inbox"))).toEqual([]);
        // `deliveryreport = sms` puts it into the inbox like this.
        writeFileSync(join(root, `inbox/IN20261126_150000_00_${phone}_00.txt`), "Delivered");
        await expect
          .poll(
            async () => (await textsTo(phone)).map(({ deliveredAt }) => deliveredAt !== null),
            patient,
          )
          .toEqual([true]);
      } finally {
        await naaber.end("SIGTERM");
      }
    });
  },
);
