import "@remix-run/node";
import type { Sessions } from "../accounts/adapter.server";
import type { readCity } from "../districts/queries.server";
import type { Ctx } from "../platform/context.server";
import type { Log } from "../platform/log.server";
import type { Limits } from "../platform/limits.server";
import type { ReadFile } from "./heavy.server";

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true;
  }
  /** A use case's context, and what only HTTP needs. */
  interface AppLoadContext extends Ctx {
    city: Awaited<ReturnType<typeof readCity>>;
    /** Asks for the city again at once, after it was changed. */
    refreshCity: () => Promise<void>;
    nonce: string;
    log: Log;
    /** Pages are compiled as they are asked for, and reload when a file changes. */
    dev: boolean;
    limits: Limits;
    /** Reads a large file in a thread of its own. */
    readFile: ReadFile;
    sessions: Sessions;
    /** Of the cookie that was sent; null for a visitor. */
    session: { sessionId: string; publicId: string } | null;
    /** The signed-in person's name, for the frame. */
    memberName: string;
    /** The peer's address, for rate limits alone. */
    address: string;
    /** Adds a header to the answer: a cookie. */
    setHeader: (name: "Set-Cookie", value: string) => void;
  }
}
