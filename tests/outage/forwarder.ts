import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import type { Defer } from "./cleanup";

type Pair = { client: Socket; server: Socket };
export type Forwarder = Awaited<ReturnType<typeof startForwarder>>;

/** An address of its own that leads to a server on this machine, and can lead to another or nowhere. */
export async function startForwarder(defer: Defer, target: number) {
  const pairs = new Set<Pair>();
  const waiting = new Set<Socket>();
  let port = target;
  let cut = false;

  function join(client: Socket) {
    const server = connect(port, "127.0.0.1");
    const pair = { client, server };
    pairs.add(pair);
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on("error", () => {});
      one.on("close", () => {
        pairs.delete(pair);
        // What is closed while nothing passes is heard of by nobody.
        if (!cut) other.destroy();
      });
    }
    client.pipe(server).pipe(client);
  }
  const listener = createServer((client) => {
    if (!cut) return join(client);
    client.on("error", () => {}).on("close", () => waiting.delete(client));
    waiting.add(client);
  }).listen(0, "127.0.0.1");
  await once(listener, "listening");

  const forwarder = {
    port: (listener.address() as AddressInfo).port,
    /** The same address by way of this one. */
    lead(url: string): string {
      const address = new URL(url);
      address.port = String(forwarder.port);
      return String(address);
    },
    /** From now on it leads there; whoever was connected to the one before is cut off. */
    moveTo(other: number) {
      port = other;
      for (const { client } of pairs) client.destroy();
    },
    /** Nothing passes any more and nothing is closed, as when a cable is cut; gives what mends it. */
    cut() {
      cut = true;
      for (const { client, server } of pairs) {
        client.unpipe(server).pause();
        server.unpipe(client).pause();
      }
      return () => {
        cut = false;
        for (const { client, server } of pairs) {
          if (client.destroyed || server.destroyed) {
            client.destroy();
            server.destroy();
          } else client.pipe(server).pipe(client);
        }
        for (const client of waiting) {
          waiting.delete(client);
          if (!client.destroyed) join(client);
        }
      };
    },
  };
  defer(async () => {
    const closed = once(listener, "close");
    listener.close();
    for (const { client, server } of pairs) {
      client.destroy();
      server.destroy();
    }
    for (const client of waiting) client.destroy();
    await closed;
  });
  return forwarder;
}
