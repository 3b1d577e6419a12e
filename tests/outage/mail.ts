import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import type { Defer } from "./cleanup";

export type Sink = Awaited<ReturnType<typeof startSink>>;

/** A real SMTP server that remembers to whom a mail came, and when (`performance.now()`). */
export async function startSink(defer: Defer) {
  const arrivals = new Map<string, number[]>();
  let held: (() => void)[] | null = null;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onData(stream, { envelope }, answer) {
      stream.resume();
      stream.once("end", () => {
        if (held) return void held.push(() => answer(new Error("try later")));
        for (const { address } of envelope.rcptTo)
          arrivals.set(address, [...(arrivals.get(address) ?? []), performance.now()]);
        answer();
      });
    },
  });
  // A client that was killed in the middle is none of its faults.
  server.on("error", () => {});
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = server.server.address() as AddressInfo;
  defer(() => {
    const closed = once(server.server, "close");
    server.close();
    return closed;
  });
  return {
    url: `smtp://127.0.0.1:${port}`,
    arrivals,
    /** From now on a mail is neither taken nor refused. */
    hold() {
      held = [];
    },
    /** How many mails are being held. */
    holding: () => held?.length ?? 0,
    /** Refuses what was held, and takes mail again. */
    release() {
      const waiting = held ?? [];
      held = null;
      for (const refuse of waiting) refuse();
    },
  };
}
