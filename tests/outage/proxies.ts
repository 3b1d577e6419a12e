// `npm run test:outage -- --proxies`: two processes of the program behind each proxy of `deploy`, with TLS, and what becomes
// of requests when one of them is stopped or killed, or the database is away.
import { Agent, request } from "node:https";
import { connect } from "node:tls";
import { DEMO_PASSWORD } from "../../app/accounts/queries/own.server";
import { debianTools, freePort, makeFolder, type Server, startServer, until } from "./debian";
import { type Probe, startProbe } from "./probe";
import { makePrograms, type Program, type Programs } from "./programs";
import {
  type Answer,
  ask,
  choosePorts,
  type FrontProxy,
  KINDS,
  type Kind,
  startProxy,
} from "./proxy";

type Log = (line: string) => void;
type Check = { what: string; found: string; right: boolean };
type Form = Record<string, string>;

const KEPT = "typed-before-the-database-went-away";

/** Tries both proxies; prints a table with a row a check. Gives whether everything was right. */
export async function tryProxies(log: Log): Promise<boolean> {
  const tools = await debianTools();
  const { folder, remove } = makeFolder("proxies");
  const database = await startServer(tools, folder);
  const running = makePrograms();
  const checks: Record<Kind, Check[]> = { caddy: [], nginx: [] };
  try {
    for (const kind of KINDS) {
      checks[kind].push(...(await behind(kind)));
      checks[kind].push(...(await inFrontOf(kind, database, running)));
    }
  } finally {
    await running.endAll();
    await database.stop("immediate").catch(() => {});
    remove();
  }
  log("| what was tried | caddy | nginx |");
  log("|---|---|---|");
  const cell = (check: Check | undefined) =>
    check ? `${check.right ? "" : "**WRONG** "}${check.found}` : "";
  for (const [index, { what }] of checks.caddy.entries())
    log(`| ${what} | ${cell(checks.caddy[index])} | ${cell(checks.nginx[index])} |`);
  return KINDS.every((kind) => checks[kind].every(({ right }) => right));
}

/** What reaches the program, seen by a probe in its place. */
async function behind(kind: Kind): Promise<Check[]> {
  const probes = [await startProbe(), await startProbe()] as const;
  const ports = await choosePorts();
  const proxy = await startProxy(
    kind,
    ports,
    probes.map(({ port }) => port),
  );
  const agent = new Agent({ ca: proxy.ca, keepAlive: true });
  const port = ports.https;
  const seen = (path: string) =>
    probes.flatMap((probe) => probe.seen.filter((one) => one.path === path));
  try {
    return [
      await heads(),
      await repeats(),
      await slowForm(proxy, probes),
      await eventStream(agent, port, probes),
    ];
  } finally {
    agent.destroy();
    await proxy.stop();
    for (const probe of probes) await probe.close();
  }

  async function heads(): Promise<Check> {
    const forged = { "X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "http" };
    await ask(agent, { port, path: "/heads", headers: forged, from: "127.0.0.5" });
    const { headers } = seen("/heads")[0]!;
    const found = `${headers["x-forwarded-for"]}, ${headers["x-forwarded-proto"]}, ${headers.host}`;
    const host = kind === "caddy" ? `localhost:${port}` : "localhost";
    return {
      what: "address, scheme and host that the program is told; the client forged two",
      found: found.replace(`:${port}`, ""),
      right: found === `127.0.0.5, https, ${host}`,
    };
  }

  async function repeats(): Promise<Check> {
    for (const probe of probes) probe.breakOff(true);
    const answer = await ask(agent, { port, path: "/post", method: "POST", body: "once" });
    for (const probe of probes) probe.breakOff(false);
    const isTaken = (probe: Probe) => probe.seen.some(({ path }) => path === "/again");
    await until("both are taken up again", 15, async () => {
      await ask(agent, { port, path: "/again" });
      return probes.every(isTaken);
    });
    probes[0].breakOff(true);
    const pages: number[] = [];
    await until("one breaks off", 15, async () => {
      const { status } = await ask(agent, { port, path: "/get" });
      pages.push(status);
      return probes[0].seen.some(({ path }) => path === "/get");
    });
    probes[0].breakOff(false);
    const posts = seen("/post").length;
    const right = pages.every((status) => status === 200);
    return {
      what: "how often a form is sent to programs that break off, and the answer; a page that one of them breaks off",
      found: `${posts}, ${answer.status}; ${right ? 200 : pages.join(" ")}`,
      right: right && posts === 1 && answer.status >= 502,
    };
  }
}

/** Half a form: the program hears of it when the other half is there. */
async function slowForm({ ports, ca }: FrontProxy, probes: readonly Probe[]): Promise<Check> {
  const heard = () => probes.flatMap(({ seen }) => seen).some(({ path }) => path === "/slow");
  const body = "x".repeat(32_000);
  const answered = await new Promise<{ early: boolean; text: string }>((done, failed) => {
    let early = false;
    let text = "";
    const socket = connect({ port: ports.https, host: "127.0.0.1", servername: "localhost", ca });
    socket.once("error", failed);
    socket.on("data", (part) => {
      text += part;
    });
    socket.once("close", () => done({ early, text }));
    socket.once("secureConnect", async () => {
      const head = ["POST /slow HTTP/1.1", "Host: localhost", `Content-Length: ${body.length}`];
      socket.write(`${head.join("\r\n")}\r\nConnection: close\r\n\r\n${body.slice(100)}`);
      // Another request, sent later, has its answer: this one would have reached the program long ago.
      const agent = new Agent({ ca });
      await ask(agent, { port: ports.https, path: "/after" });
      agent.destroy();
      early = heard();
      socket.write(body.slice(0, 100));
    });
  });
  const right = !answered.early && heard() && / 200 /.test(answered.text);
  return {
    what: "a form that arrives slowly is held until all of it is there",
    found: right ? "yes" : "no",
    right,
  };
}

/** The first event of a stream that goes on arrives at once. */
async function eventStream(agent: Agent, port: number, probes: readonly Probe[]): Promise<Check> {
  const began = performance.now();
  let first = 0;
  const whole = await new Promise<string>((done, failed) => {
    const headers = { Accept: "text/event-stream" };
    const sent = request(
      { agent, host: "localhost", family: 4, port, path: "/events", headers },
      (answer) => {
        let text = "";
        answer.on("data", (part) => {
          text += part;
          if (first > 0) return;
          first = performance.now() - began;
          for (const probe of probes) probe.goOn();
        });
        answer.once("end", () => done(text));
      },
    );
    sent.setTimeout(10_000, () => sent.destroy(new Error("no event in time")));
    sent.once("error", failed);
    sent.end();
  }).catch((fault: Error) => fault.message);
  return {
    what: "the first event of a stream that goes on",
    found: first > 0 ? `after ${Math.round(first)} ms` : whole,
    right: first > 0 && first < 1_000 && whole.includes("last"),
  };
}

/** Two processes of the program on a demo of their own. */
async function inFrontOf(kind: Kind, database: Server, running: Programs): Promise<Check[]> {
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
