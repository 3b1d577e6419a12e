import { Readable } from "node:stream";
import type { Message } from "../../app/realtime/types";

/** `url`: of each connection anew, where it is a function. `shows` is called whenever what is shown may be another. */
type Where = { url: string | (() => string); cookie: string; shows?: () => void };

/** A board without a browser: applies what a stream tells it, and nothing else. */
export function liveReader({ url, cookie, shows }: Where) {
  const lanes = new Map<string, readonly string[]>();
  const lines = new Map<string, { version: string; by: string | undefined }>();
  const messages: Message[] = [];
  let stream = new AbortController();
  let last = "0";
  let status = 0;
  let isStrange = false;
  let ended: Promise<void> = Promise.resolve();
  /** Each line that was told, and when it was here. */
  const told: { id: string; at: number }[] = [];

  function apply(message: Message, id: string) {
    // As in the browser: a board that has another line and is not told this one shows nothing of it and asks for all.
    isStrange = message.lines.some(
      (line) => line.html === undefined && lines.get(line.id)?.version !== line.version,
    );
    if (isStrange) {
      last = "0";
      return stream.abort();
    }
    last = id;
    messages.push(message);
    if (message.all) lanes.clear();
    for (const { lane, ids } of message.lanes) {
      if (ids.length > 0) lanes.set(lane, ids);
      else lanes.delete(lane);
    }
    for (const { id, version, by } of message.lines) {
      lines.set(id, { version, by });
      told.push({ id, at: performance.now() });
    }
    shows?.();
  }

  function take(event: string) {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(event)?.[1];
    if (field("event") !== "board") return;
    apply(JSON.parse(field("data")!) as Message, field("id")!);
  }

  async function read(since: string) {
    const headers = { Cookie: cookie, "Last-Event-ID": since };
    const address = typeof url === "string" ? url : url();
    const answer = await fetch(address, { headers, signal: stream.signal });
    status = answer.status;
    if (!answer.ok) return void (await answer.arrayBuffer());
    let text = "";
    const decoder = new TextDecoder();
    for await (const part of Readable.fromWeb(answer.body as never)) {
      const events = (text + decoder.decode(part as Uint8Array, { stream: true })).split("\n\n");
      text = events.pop()!;
      for (const event of events) if (!stream.signal.aborted) take(event);
    }
  }

  async function follow(since: string) {
    let from = since;
    do {
      isStrange = false;
      stream = new AbortController();
      await read(from).catch(() => {});
      from = last;
    } while (isStrange);
  }

  return {
    messages,
    told,
    status: () => status,
    last: () => last,
    /** Opens the stream; resolves when it has ended, for whatever reason. */
    open(since = last): Promise<void> {
      // One that is still open would stay so: nobody could close it any more.
      stream.abort();
      ended = follow(since);
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
