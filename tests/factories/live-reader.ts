import { Readable } from "node:stream";
import type { Message } from "../../app/realtime/types";

/** A board without a browser: applies what a stream tells it, and nothing else. */
export function liveReader(url: string, cookie: string) {
  const lanes = new Map<string, readonly string[]>();
  const lines = new Map<string, { version: string; by: string | undefined }>();
  const messages: Message[] = [];
  let stream = new AbortController();
  let last = "0";
  let status = 0;
  let ended: Promise<void> = Promise.resolve();
  /** Each line that was told, and when it was here. */
  const told: { id: string; at: number }[] = [];

  function apply(message: Message) {
    messages.push(message);
    if (message.all) lanes.clear();
    for (const { lane, ids } of message.lanes) {
      if (ids.length > 0) lanes.set(lane, ids);
      else lanes.delete(lane);
    }
    for (const { id, version, html, by } of message.lines) {
      // A board that has another one and is not told this one asks for all of it.
      if (html === undefined && lines.get(id)?.version !== version) last = "0";
      lines.set(id, { version, by });
      told.push({ id, at: performance.now() });
    }
  }

  function take(event: string) {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(event)?.[1];
    if (field("event") !== "board") return;
    last = field("id")!;
    apply(JSON.parse(field("data")!) as Message);
  }

  async function read(since: string) {
    const headers = { Cookie: cookie, "Last-Event-ID": since };
    const answer = await fetch(url, { headers, signal: stream.signal });
    status = answer.status;
    if (!answer.ok) return void (await answer.arrayBuffer());
    let text = "";
    const decoder = new TextDecoder();
    for await (const part of Readable.fromWeb(answer.body as never)) {
      const events = (text + decoder.decode(part as Uint8Array, { stream: true })).split("\n\n");
      text = events.pop()!;
      for (const event of events) take(event);
    }
  }

  return {
    messages,
    told,
    status: () => status,
    last: () => last,
    /** Opens the stream; resolves when it has ended, for whatever reason. */
    open(since = last): Promise<void> {
      stream = new AbortController();
      ended = read(since).catch(() => {});
      return ended;
    },
    close: () => stream.abort(),
    ended: () => ended,
    /** The ids of each lane that is shown, in order, and what each line is. */
    shown: () =>
      [...lanes.values()].flat().map((id) => ({ id, version: lines.get(id)?.version ?? "" })),
    byOf: (id: string) => lines.get(id)?.by,
    has: (id: string) => [...lanes.values()].flat().includes(id),
    lanes: () => Object.fromEntries(lanes),
  };
}

export type LiveReader = ReturnType<typeof liveReader>;
