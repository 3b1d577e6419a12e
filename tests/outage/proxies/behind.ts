import { Agent, request } from "node:https";
import { connect } from "node:tls";
import { until } from "../debian";
import { type Probe, startProbe } from "../probe";
import { ask, choosePorts, type FrontProxy, type Kind, startProxy } from "../proxy";
import type { Check } from "./check";

/** What reaches the program, seen by a probe in its place. */
export async function behind(kind: Kind): Promise<Check[]> {
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
