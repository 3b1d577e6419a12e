import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type Taken = { to: string; text: string; ref: string; report: string };

/** A provider of text messages with an HTTP interface, that keeps what it is given. */
export async function smsProvider() {
  const taken: Taken[] = [];
  /** Statuses that it answers with before it takes anything again. */
  const refusals: number[] = [];
  let changed: () => void = () => {};
  const server = createServer((req, res) => {
    let body = "";
    req.on("data", (part) => {
      body += part;
    });
    req.on("end", () => {
      const status = refusals.shift() ?? 200;
      if (req.headers["x-key"] !== "k-1") return void res.writeHead(401).end();
      if (status === 200) taken.push(JSON.parse(body));
      res.writeHead(status, { "Content-Type": "application/json" });
      res.end(JSON.stringify({ messages: [{ id: `p-${taken.length}` }] }));
      changed();
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return {
    taken,
    refusals,
    settings: {
      SMS_URL: `http://127.0.0.1:${port}/send`,
      SMS_FROM: "Naaber",
      SMS_BODY: '{"to":"{to}","text":"{text}","ref":"{id}","report":"{report}","from":"{from}"}',
      SMS_HEADERS: "X-Key: k-1",
      SMS_ID: "messages.0.id",
    },
    /** What is looked for, again whenever something has come. */
    until: async <Value>(found: () => Value | undefined | false): Promise<Value> => {
      for (;;) {
        const value = found();
        if (value) return value;
        await new Promise<void>((next) => {
          changed = next;
        });
      }
    },
    changed: () => changed(),
    close: () => new Promise((closed) => server.close(closed)),
  };
}
