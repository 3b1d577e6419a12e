import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import type { Defer } from "../cleanup";

export type Sink = Awaited<ReturnType<typeof startSink>>;

/** A real SMTP server that remembers which subjects each address was sent. */
export async function startSink(defer: Defer) {
  const subjects = new Map<string, string[]>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onData(stream, { envelope }, answer) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.once("end", () => {
        const subject = subjectOf(Buffer.concat(parts).toString("utf8"));
        for (const { address } of envelope.rcptTo)
          subjects.set(address, [...(subjects.get(address) ?? []), subject]);
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
  return { url: `smtp://127.0.0.1:${port}`, subjects };
}

/** The subject of a message: unfolded (RFC 5322), its encoded words read (RFC 2047). */
function subjectOf(message: string): string {
  const head = message.split("\r\n\r\n", 1)[0] ?? "";
  const raw = /^subject:([^\r]*(?:\r\n[ \t][^\r]*)*)/im.exec(head)?.[1] ?? "";
  return raw
    .replace(/\r\n(?=[ \t])/g, "")
    .replace(/\?=[ \t]+=\?/g, "?==?")
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      Buffer.from(...bytesOf(kind.toLowerCase(), text)).toString("utf8"),
    )
    .trim();
}

/** An encoded word as `Buffer.from` reads it. */
function bytesOf(kind: string, text: string): [string, BufferEncoding] {
  if (kind === "b") return [text, "base64"];
  const plain = text
    .replaceAll("_", " ")
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return [plain, "latin1"];
}
