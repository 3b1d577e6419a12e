import { Agent, type IncomingMessage, request } from "node:http";
import { connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { Defer } from "./cleanup";

const BETWEEN_REQUESTS = 50;

const socketTo = (defer: Defer, base: string): Socket => {
  const socket = connect(Number(new URL(base).port), "localhost");
  socket.on("error", () => {});
  defer(() => socket.destroy());
  return socket;
};

/** Sends the beginning of a request, and then nothing. */
export function sendHalfHead(defer: Defer, base: string): Socket {
  const socket = socketTo(defer, base);
  socket.write("GET /help HTTP/1.1\r\nHost: localhost\r\nX-Half: ");
  return socket;
}

/** Sends a form of which a byte comes from time to time, and never the last. */
export function trickleForm(defer: Defer, base: string, ms = 200): Socket {
  const socket = socketTo(defer, base);
  socket.write(
    "POST /help HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n" +
      "Content-Length: 60000\r\n\r\ndetails=",
  );
  const timer = setInterval(() => socket.write("x"), ms);
  socket.once("close", () => clearInterval(timer));
  return socket;
}

/** Sends a head of which a byte comes from time to time. */
export function trickleHead(defer: Defer, base: string, ms = 200): Socket {
  const socket = sendHalfHead(defer, base);
  const timer = setInterval(() => socket.write("x"), ms);
  socket.once("close", () => clearInterval(timer));
  return socket;
}

/** Connects, and says nothing. */
export const connectIdle = (defer: Defer, base: string): Socket => socketTo(defer, base);

export type Asked = { at: number; status: number | null; closes: boolean };

/** Asks again and again on one connection that is kept; a new one is made only when it was closed. */
export function keepAsking(defer: Defer, base: string, path: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const answers: Asked[] = [];
  let going = true;
  defer(() => {
    going = false;
    agent.destroy();
  });
  void (async () => {
    while (going) {
      const { statusCode, headers } = await get(agent, base + path);
      const closes = headers.connection === "close";
      answers.push({ at: performance.now(), status: statusCode ?? null, closes });
      await delay(BETWEEN_REQUESTS);
    }
  })();
  return answers;
}

type Head = Pick<IncomingMessage, "statusCode" | "headers">;

/** Without a status when nobody answered. */
function get(agent: Agent, url: string): Promise<Head> {
  return new Promise((answered) => {
    const sent = request(url, { agent }, (answer) => {
      answer.resume();
      answer.once("close", () => answered(answer));
    });
    sent.once("error", () => answered({ statusCode: undefined, headers: {} }));
    sent.end();
  });
}
