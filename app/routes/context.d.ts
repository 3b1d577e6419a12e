import "@remix-run/node";
import type { OwnSession, Sessions } from "../accounts/adapter.server";
import type { judgeAssurance } from "../accounts/rules/assurance";
import type { RelyingParty } from "../accounts/rules/relying-party";
import type { readCity } from "../districts/queries.server";
import type { Planner } from "../matching/adapter.server";
import type { Standing } from "../messages/queries/alerts.server";
import type { Channels } from "../messages/channels/all.server";
import type { Ctx } from "../platform/context.server";
import type { Keys } from "../platform/keys.server";
import type { Log } from "../platform/log.server";
import type { Limits } from "../platform/limits.server";
import type { TileLayer } from "../platform/tiles.server";
import type { DrawLine } from "../requests/views";
import type { ReadFile } from "./heavy.server";
import type { ScriptUrls } from "../ui/script";
import type { Cookies } from "./accounts/cookies.server";

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
    /** Set when the database could not do what was asked; then `page` is the answer, whatever else was rendered. */
    outage: { happened: boolean; page: () => string };
    /** The answer in the place of whatever was rendered: for a form that came when its sender was not signed in any more. */
    signedOut: { happened: boolean; page: () => string };
    /** A page that says what is wrong, for what has no page of its own. */
    errorPage: (status: number) => string;
    log: Log;
    /** Pages are compiled as they are asked for, and reload when a file changes. */
    dev: boolean;
    /** Where the scripts of pages lie. */
    scripts: ScriptUrls;
    /** A foreign map below the districts, where the operator has chosen one. */
    tiles: TileLayer | null;
    /** What the city warns of at the moment. */
    alerts: Standing[];
    /** By what people are reached. */
    channels: Channels;
    limits: Limits;
    /** Reads a large file in a thread of its own. */
    readFile: ReadFile;
    /** Solves the plan of a coordinator in a thread of its own. */
    planner: Planner;
    /** Writes the lines of boards, or gives them as they are kept. */
    draw: DrawLine;
    sessions: Sessions;
    /** Of the cookie that was sent; null for a visitor. */
    session: OwnSession | null;
    /** What the session may do with its person's reach; where it is withheld, the actor has none. */
    assurance: ReturnType<typeof judgeAssurance>;
    keys: Keys;
    cookies: Cookies;
    /** Which devices this browser is, by its signed cookie: one for each person who has signed in on it. */
    devices: readonly string[];
    /** For whom passkeys are made here; null where browsers make none. */
    relyingParty: RelyingParty | null;
    /** The signed-in person's name, for the frame. */
    memberName: string;
    /** The peer's address, for rate limits alone. */
    address: string;
    /** Adds a header to the answer: a cookie. */
    setHeader: (name: "Set-Cookie", value: string) => void;
  }
}
