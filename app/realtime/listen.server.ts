import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";
import { describeFault, type Log } from "../platform/log.server";
import { trackSockets } from "../platform/sockets.server";
import type { Watch } from "../platform/watch.server";

type Options = {
  /** Of the server itself: behind a pooler notices would be lost. */
  ownerUrl: string;
  watch: Watch;
  log: Log;
  channels: readonly string[];
  heard: (channel: string, payload: string) => void;
  /** Nothing that is committed from now on is missed, or it may have been since. */
  listening: (now: boolean) => void;
};

/** Milliseconds. */
const CONNECT_WITHIN = 5_000;
const PROVE_EVERY = 5_000;
const AGAIN_AFTER = 200;
const AGAIN_AT_LATEST = 3_000;

/**
 * Hears what the database notifies, on a connection of its own, until it is stopped. The driver of the pool listens again only once
 * after a loss, and is silent for ever when that fails; this one says so and tries until it hears again.
 */
export function listen({ ownerUrl, watch, log, channels, heard, listening }: Options) {
  const stopping = new AbortController();
  const { signal } = stopping;
  const pause = (ms: number) => delay(ms, undefined, { signal }).catch(() => {});
  const stopped = new Promise<void>((resolve) =>
    signal.addEventListener("abort", () => resolve(), { once: true }),
  );

  async function hearOnce(): Promise<void> {
    const sockets = trackSockets();
    const client = new Client({
      connectionString: ownerUrl,
      application_name: "naaber live",
      connectionTimeoutMillis: CONNECT_WITHIN,
      query_timeout: CONNECT_WITHIN,
      keepAlive: true,
      stream: sockets.make,
    });
    const lost = new Promise<void>((resolve) => {
      // A connection may fail more than once, and what nobody hears ends the process.
      client.on("error", () => resolve()).on("end", () => resolve());
    });
    const stopHearing = watch.on("away", sockets.drop);
    client.on("notification", ({ channel, payload }) => heard(channel, payload ?? ""));
    try {
      await client.connect();
      for (const channel of channels)
        await client.query(`listen ${client.escapeIdentifier(channel)}`);
      listening(true);
      // A connection that leads nowhere any more says nothing, as one does on a quiet night.
      while (!signal.aborted) {
        const isLost = await Promise.race([lost.then(() => true), stopped, pause(PROVE_EVERY)]);
        if (isLost) return;
        await client.query("select 1");
      }
    } finally {
      stopHearing();
      listening(false);
      sockets.drop();
      void client.end().catch(() => {});
    }
  }

  async function supervise() {
    let again = AGAIN_AFTER;
    while (!signal.aborted) {
      await Promise.race([watch.answering(), stopped]);
      if (signal.aborted) return;
      const began = performance.now();
      await hearOnce().catch((fault) =>
        log.warn({ fault: describeFault(fault) }, "changes can't be heard; tried again"),
      );
      if (performance.now() - began > PROVE_EVERY) again = AGAIN_AFTER;
      await pause(again * (0.5 + Math.random()));
      again = Math.min(again * 2, AGAIN_AT_LATEST);
    }
  }
  const supervised = supervise();
  return {
    async stop() {
      stopping.abort();
      await supervised;
    },
  };
}
