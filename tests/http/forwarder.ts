import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** Of PostgreSQL's protocol. */
const SYNC = Buffer.from([0x53, 0, 0, 0, 4]);
const READY = 0x5a;
const READY_LENGTH = 6;

type Address = { host: string; port: number };

/**
 * The address of a database that the test can take away: it hands everything on to `target`, falls silent without closing
 * anything, refuses, or leads elsewhere, as networks and moved addresses do.
 */
export async function makeForwarder(target: Address) {
  const pairs = new Set<readonly [Socket, Socket]>();
  let to = target;
  let silent = false;
  let inTurn = true;
  let heard = 0;
  const server = createServer((near) => {
    const far = connect(to.port, to.host);
    const pair = [near, far] as const;
    pairs.add(pair);
    const close = () => {
      // While nothing passes, one end does not hear that the other has gone.
      if (silent) return;
      pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    // Whoever asks ends with a Sync, and PostgreSQL its answer with ReadyForQuery.
    let asked = false;
    near.on("data", (part) => {
      heard += 1;
      const end = part.indexOf(SYNC);
      if (asked || (end >= 0 && end + SYNC.length < part.length)) inTurn = false;
      asked ||= end >= 0;
    });
    far.on("data", (part) => {
      if (part.at(-READY_LENGTH) === READY) asked = false;
    });
    for (const [from, onto] of [pair, [far, near] as const]) {
      from.on("data", (part) => onto.write(part));
      from.on("error", () => {});
      from.on("close", close);
      if (silent) from.pause();
    }
  });
  const listen = async (port: number) => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  };
  const cut = () => {
    for (const socket of [...pairs].flat()) socket.destroy();
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    /** Falls silent, or goes on with all that was said meanwhile. */
    hush(now: boolean) {
      silent = now;
      for (const pair of pairs) {
        const gone = pair.some((socket) => socket.destroyed);
        for (const socket of pair)
          if (now) socket.pause();
          else if (gone) socket.destroy();
          else socket.resume();
        if (gone && !now) pairs.delete(pair);
      }
    },
    /** Whether no client has sent anything between what it asked and the end of its answer. */
    spokeInTurn: () => inTurn,
    /** How many parts clients have sent. */
    heard: () => heard,
    /** Ends every connection, as a server that is restarted does. */
    cut,
    async refuse() {
      const closed = once(server, "close");
      server.close();
      cut();
      await closed;
    },
    accept: () => listen(port),
    lead(elsewhere: Address) {
      to = elsewhere;
    },
    async end() {
      if (!server.listening) return;
      const closed = once(server, "close");
      server.close();
      cut();
      await closed;
    },
  };
}

export type Forwarder = Awaited<ReturnType<typeof makeForwarder>>;
