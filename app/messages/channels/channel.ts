import type { Db, Tx } from "../../platform/database.server";
import type { Jobs } from "../../platform/jobs.server";
import type { Locale } from "../../platform/types";
import type { ChannelName, Part, Reader, Urgency } from "../types";

export type Message = {
  /** An address of the channel. */
  to: string;
  locale: Locale;
  /** What presses most stands first. */
  parts: readonly [Part, ...Part[]];
  urgency: Urgency;
  /** The first of the notices that go in it. */
  notificationId: string;
};

/** A way to reach people. */
export type Channel = {
  name: ChannelName;
  /** Where each of these readers is reached, by their id; who is not reached this way is missing. */
  addresses: (
    db: Db | Tx,
    readers: readonly Pick<Reader, "kind" | "id">[],
  ) => Promise<Map<string, string>>;
  /** Puts a message on its way within the caller's transaction, so that it is sent at least once when that is kept. */
  order: (
    tx: Tx,
    reader: Pick<Reader, "kind" | "id">,
    message: Message,
    now: Date,
  ) => Promise<void>;
  /** What works off its orders. */
  jobs: Jobs;
};
