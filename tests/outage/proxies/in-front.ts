import { Agent } from "node:https";
import { DEMO_PASSWORD } from "../../../app/accounts/queries/own.server";
import { freePort, type Server, until } from "../debian";
import type { Program, Programs } from "../programs";
import { type Answer, ask, choosePorts, type Kind, startProxy } from "../proxy";
import type { Check } from "./check";

type Form = Record<string, string>;

const KEPT = "typed-before-the-database-went-away";

/** Two processes of the program on a demo of their own. */
export async function inFrontOf(kind: Kind, database: Server, running: Programs): Promise<Check[]> {
  await database.psql("postgres", "drop database if exists naaber with (force)");
  await database.createDatabase();
  const ports = await choosePorts();
  const own = [await freePort(), await freePort()] as const;
  const origin = `https://localhost:${ports.https}`;
  const start = (index: 0 | 1) =>
    running.start({
      ...database.addresses,
      DEMO: "yes",
      HOST: "127.0.0.1",
      PORT: String(own[index]),
      PUBLIC_URL: origin,
      DATABASE_CONNECTIONS: "10",
      LOG_LEVEL: "info",
    });
  const programs: [Program, Program] = [await start(0), await start(1)];
  const proxy = await startProxy(kind, ports, own);
  const agent = new Agent({ ca: proxy.ca, keepAlive: true, maxSockets: 16 });
  const get = (path: string, from?: string) => ask(agent, { port: ports.https, path, from });
  const post = (
    path: string,
    form: Form,
    more: Omit<Parameters<typeof ask>[1], "port" | "path"> = {},
  ) =>
    ask(agent, {
      ...more,
      port: ports.https,
      path,
      method: "POST",
      body: new URLSearchParams(form).toString(),
      headers: {
        Origin: origin,
        "Content-Type": "application/x-www-form-urlencoded",
        ...more.headers,
      },
    });
  try {
    await until("both are taken up", 20, async () => (await get("/readyz")).status === 200);
    return [
      await redirected(),
      await forms(),
      await addresses(),
      await uploads(),
      await underLoad(),
      await databaseAway(),
      await nobodyThere(),
    ];
  } finally {
    agent.destroy();
    await proxy.stop();
    await running.endAll();
  }

  async function redirected(): Promise<Check> {
    const answer = await fetch(`http://localhost:${ports.http}/help`, { redirect: "manual" });
    // Caddy takes its port for forwarded from the usual one, and leaves it out.
    const plain = answer.headers.get("location")?.replace(`:${ports.https}`, "");
    return {
      what: "plain HTTP leads to",
      found: `${answer.status} ${plain}`,
      right: [301, 308].includes(answer.status) && plain === "https://localhost/help",
    };
  }

  async function forms(): Promise<Check> {
    const sent = await post("/help", helpForm("forms-behind-a-proxy"));
    const page = await get(String(sent.headers.location).replace(origin, ""));
    const foreign = { Origin: "https://elsewhere.example" };
    const refused = await post("/help", helpForm("from-another-site-x"), { headers: foreign });
    return {
      what: "a form, the page it leads to, the same form from another site",
      found: `${sent.status}, ${page.status}, ${refused.status}`,
      right: sent.status === 303 && page.status === 200 && refused.status === 403,
    };
  }

  async function addresses(): Promise<Check> {
    const guess = async (from: string, headers: Record<string, string> = {}) =>
      (await post("/track", { code: "12345678", digits: "1234" }, { from, headers })).status;
    // Eight wrong guesses an hour from one address.
    for (let tries = 0; tries < 8; tries++) await guess("127.0.0.6");
    const ninth = await guess("127.0.0.6");
    const forged = await guess("127.0.0.6", { "X-Forwarded-For": "203.0.113.9" });
    const neighbour = await guess("127.0.0.7");
    return {
      what: "one guess too many, the same with a forged address, the first from another address",
      found: `${ninth}, ${forged}, ${neighbour}`,
      right: ninth === 429 && forged === 429 && neighbour === 404,
    };
  }

  async function uploads(): Promise<Check> {
    const email = await database.psql(
      "naaber",
      "select email from person where administrator limit 1",
    );
    const signIn = await post("/sign-in", { login: email, password: DEMO_PASSWORD });
    const cookie = [signIn.headers["set-cookie"] ?? []]
      .flat()
      .map((line) => line.split(";")[0])
      .join("; ");
    const upload = (bytes: number) => {
      const file = `{"type":"FeatureCollection","features":[],"padding":"${"x".repeat(bytes - 60)}"}`;
      return ask(agent, {
        port: ports.https,
        path: "/admin/districts",
        method: "POST",
        headers: {
          Origin: origin,
          Cookie: cookie,
          "Content-Type": "multipart/form-data; boundary=b",
        },
        body: `--b\r\nContent-Disposition: form-data; name="file"; filename="f.json"\r\n\r\n${file}\r\n--b--\r\n`,
      }).catch((fault: Error): Answer => ({ status: 0, headers: {}, text: fault.message }));
    };
    const large = await upload(8 * 1024 * 1024 - 1_000);
    const tooLarge = await upload(12 * 1024 * 1024);
    return {
      what: "a file of 8 MB for `/admin/districts`, one of 12 MB",
      found: `${large.status}, ${tooLarge.status || "closed"}`,
      right: large.status === 200 && [413, 0].includes(tooLarge.status),
    };
  }

  /** One process is told to stop, the other is killed, and each is started again, while people read and send. */
  async function underLoad(): Promise<Check> {
    let going = true;
    const gets: number[] = [];
    const lost = { stopped: 0, killed: 0 };
    let phase: keyof typeof lost = "stopped";
    const acknowledged: string[] = [];
    let longest = 0;
    const reader = async (index: number) => {
      for (let turn = 0; going; turn++) {
        const began = performance.now();
        const path = turn % 2 ? "/help" : "/track";
        const status = await get(path, `127.0.1.${index}`).then(
          (answer) => answer.status,
          () => 0,
        );
        gets.push(status);
        longest = Math.max(longest, performance.now() - began);
      }
    };
    const sender = async (index: number) => {
      for (let turn = 0; going; turn++) {
        const key = `under-load-${kind}-${index}-${turn}`;
        const from = `127.0.2.${index}`;
        const status = await post("/help", helpForm(key), { from }).then(
          (answer) => answer.status,
          () => 0,
        );
        if (status === 303) acknowledged.push(key);
        else lost[phase] += 1;
      }
    };
    const clients = [
      ...Array.from({ length: 6 }, (_, index) => reader(index + 1)),
      ...Array.from({ length: 2 }, (_, index) => sender(index + 1)),
    ];
    const more = async () => {
      const goal = gets.length + 100;
      await until("a hundred pages more", 120, async () => gets.length >= goal);
    };
    await more();
    const code = await programs[0].end("SIGTERM");
    await more();
    programs[0] = await start(0);
    await more();
    phase = "killed";
    await programs[1].end("SIGKILL");
    await more();
    programs[1] = await start(1);
    await more();
    going = false;
    await Promise.all(clients);
    const failed = gets.filter((status) => status !== 200).length;
    const addresses = await database.psql("naaber", "select address from request_private");
    const there = new Set(addresses.split("\n"));
    const stored = acknowledged.filter((key) => there.has(key)).length;
    return {
      what: "a process stopped by SIGTERM, then the other by SIGKILL, under load: pages that failed, the longest; acknowledged forms that are stored; forms that failed at the first and at the second",
      found: `${failed} of ${gets.length}, ${(longest / 1_000).toFixed(1)} s; ${stored} of ${acknowledged.length}; ${lost.stopped}, ${lost.killed}`,
      right:
        failed === 0 &&
        stored === acknowledged.length &&
        // Of each of the two senders, what reached the socket in the moment in which it was closed.
        lost.stopped <= 2 &&
        // Of each of the two senders, what the killed process had in hand, and what reached its socket as that was torn down.
        lost.killed <= 4 &&
        code === 0,
    };
  }

  async function databaseAway(): Promise<Check> {
    await database.stop("fast");
    const began = performance.now();
    const page = await get("/help");
    const form = await post("/help", { ...helpForm("sent-in-an-outage-x"), details: KEPT });
    const seconds = (performance.now() - began) / 1_000;
    // For six seconds, in which the proxy comes to see that no process is ready; what it does then must look the same.
    const outage = performance.now();
    const later: Answer[] = [];
    await until("six seconds of an outage", 20, async () => {
      const typed = { ...helpForm("sent-in-an-outage-y"), details: KEPT };
      later.push(await post("/help", typed), await get("/help"));
      return performance.now() - outage > 6_000;
    });
    await database.start();
    const back = await until("pages again", 30, async () => (await get("/help")).status === 200);
    const all = [page, form, ...later];
    const refused = all.filter(({ status }) => status === 503).length;
    const kept = all.filter(({ text }) => text.includes(KEPT)).length;
    return {
      what: "the database stopped: answers with 503, of them forms with what was typed; the first two within; pages again after",
      found: `${refused} of ${all.length}, ${kept} of ${all.length / 2}; ${seconds.toFixed(1)} s; ${back.toFixed(1)} s`,
      right: refused === all.length && kept === all.length / 2 && seconds < 6 && back < 5,
    };
  }

  async function nobodyThere(): Promise<Check> {
    for (const program of programs) await program.end("SIGKILL");
    const began = performance.now();
    const page = await get("/help");
    const form = await post("/help", helpForm("sent-to-nobody-at-all"));
    const seconds = (performance.now() - began) / 1_000;
    const right = [page, form].every(
      ({ status, text, headers }) =>
        status === 503 && text.includes("112") && headers["retry-after"] === "5",
    );
    programs[0] = await start(0);
    programs[1] = await start(1);
    const back = await until("pages again", 30, async () => (await get("/help")).status === 200);
    return {
      what: "no process at all: a page, a form, both within; pages again after",
      found: `${page.status}, ${form.status}, ${seconds.toFixed(1)} s; ${back.toFixed(1)} s`,
      right: right && seconds < 15,
    };
  }
}

let lastPhone = 0;
const helpForm = (formKey: string): Form => ({
  key: formKey,
  category: "water",
  details: "20 l",
  people: "1",
  address: formKey,
  phone: `+372555${String(10_000 + lastPhone++)}`,
});
