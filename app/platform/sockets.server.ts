import { Socket } from "node:net";

/** Where a connection of the `postgres` driver goes, as it hands it over. */
type Target = { host: string[]; port: number[]; path: string | false | undefined };

/**
 * The connections of a pool as sockets: a server that has fallen silent closes none of them, so whoever notices the silence
 * drops them all, and what waited for an answer fails at once.
 */
export function trackSockets() {
  const open = new Set<Socket>();
  let refusing = false;
  const make = () => {
    for (const socket of open) if (socket.destroyed) open.delete(socket);
    const socket = new Socket();
    open.add(socket);
    return socket;
  };
  return {
    make,
    /** For the `postgres` driver, which writes to it before it is connected. */
    dial({ host, port, path }: Target) {
      const socket = make();
      // The driver listens to it only in a while.
      if (refusing) setImmediate(() => socket.destroy(new Silence()));
      else if (path) socket.connect(path);
      else socket.connect(port[0]!, host[0]!);
      // By this name the certificate is checked.
      return Object.assign(socket, { host: host[0] });
    },
    drop() {
      for (const socket of open) socket.destroy(new Silence());
    },
    /** Whether whoever dials is refused at once: while nobody answers, nobody waits to find out. */
    refuse(now: boolean) {
      refusing = now;
    },
    refusing: () => refusing,
    count: () => [...open].filter((socket) => !socket.destroyed).length,
  };
}

class Silence extends Error {
  code = "ETIMEDOUT";
  override message = "the database has not answered for too long";
}
