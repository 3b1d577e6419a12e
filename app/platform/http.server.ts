import { once } from "node:events";
import { createServer, type RequestListener, type ServerResponse } from "node:http";
import { type AddressInfo, Server } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** How long somebody may take, in milliseconds: for the head, for all that is sent, between two requests. */
const TIMES = {
  headersTimeout: 15_000,
  requestTimeout: 60_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 5_000,
};

/** Milliseconds in which whoever has a connection may still send a request after the end has begun. */
const LAST_REQUESTS = 1_000;

export type HttpServer = {
  port: number;
  /**
   * Says goodbye with every answer, takes nobody new after `drain` milliseconds, and ends when what is in flight is
   * answered; whoever is slower than `within` milliseconds is cut off.
   */
  stop: (times: { drain: number; within: number }) => Promise<void>;
};

/** Listens on `host` (all addresses without it) and `port`; 0 takes any that is free. */
export async function serveHttp(
  app: RequestListener,
  { host, port }: { host: string | undefined; port: number },
): Promise<HttpServer> {
  const inFlight = new Set<ServerResponse>();
  let stopping = false;
  const server = createServer(TIMES, (req, res) => {
    // Node writes `Connection: close` for it, and closes after the answer.
    if (stopping) res.shouldKeepAlive = false;
    inFlight.add(res);
    res.once("close", () => inFlight.delete(res));
    app(req, res);
  });
  server.listen(port, host);
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async stop({ drain, within }) {
      stopping = true;
      for (const res of inFlight) res.shouldKeepAlive = false;
      if (drain > 0) await delay(drain);
      const closed = once(server, "close");
      // As `server.close()`, but for connections that look idle while the next request is on its way: they have a moment.
      Server.prototype.close.call(server);
      const timers = [
        setTimeout(() => server.closeIdleConnections(), Math.min(LAST_REQUESTS, within)),
        setTimeout(() => server.closeAllConnections(), within),
      ];
      await closed;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
