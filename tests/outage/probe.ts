import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export type Probe = Awaited<ReturnType<typeof startProbe>>;

/** A server behind the proxy that tells what reached it, to see what no page shows. */
export async function startProbe() {
  const seen: { method: string; path: string; headers: IncomingHttpHeaders }[] = [];
  /** While true it reads a request to its end and hangs up without a word, as a process that is killed. */
  let breaksOff = false;
  let goOn = () => {};
  const server = createServer(async (req, res) => {
    const path = req.url ?? "";
    if (path === "/readyz" || path === "/healthz") return void res.end("ready");
    seen.push({ method: req.method ?? "", path, headers: req.headers });
    if (path === "/events") {
      res.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
      res.write("data: first\n\n");
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
      return void res.end("data: last\n\n");
    }
    req.resume();
    await once(req, "end");
    if (breaksOff) return void req.socket.destroy();
    res.end("answered");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    port,
    seen,
    breakOff: (now: boolean) => {
      breaksOff = now;
    },
    /** Sends the last event of the stream that is open. */
    goOn: () => goOn(),
    close: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
