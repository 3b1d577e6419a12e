import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import type { Defer } from "../cleanup";
import { type Came, lingering, NEAR, noteArrival, refusesNow } from "./sinks";

export type Sink = Awaited<ReturnType<typeof startSink>>;

/** Answered with 451, "try again later" (RFC 5321, 4.2.3). */
const notNow = () => Object.assign(new Error("not now"), { responseCode: 451 });

/** A real SMTP server that remembers which mails came, by the id that the program gives them. At times it is busy, and takes its time. */
export async function startSink(defer: Defer) {
  const came: Came = new Map();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onData(stream, _, answer) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.once("end", () => {
        if (refusesNow()) return answer(notNow());
        noteArrival(came, idOf(Buffer.concat(parts).toString("latin1")));
        setTimeout(answer, lingering(NEAR));
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
  return { url: `smtp://127.0.0.1:${port}`, came };
}

/** A long one stands on a line of its own (RFC 5322, 2.2.3). */
const idOf = (message: string) => /^message-id:\s*<([\w-]+)[.@]/im.exec(message)?.[1] ?? "no id";
