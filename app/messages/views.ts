import type { ResultOf } from "../platform/types";
import type { listAlerts } from "./queries/board-alerts.server";
import type { listBroadcasts, readBroadcast } from "./queries/broadcasts.server";
import type { readMailbox } from "./queries/mailbox.server";
import type { readOwnMessages } from "./queries/own-messages.server";
import type { listTexts } from "./queries/texts.server";

export type Mailbox = ResultOf<typeof readMailbox>;
export type Broadcasts = ResultOf<typeof listBroadcasts>;
export type Broadcast = NonNullable<ResultOf<typeof readBroadcast>>;
export type BoardAlert = ResultOf<typeof listAlerts>[number];
export type OwnMessages = ResultOf<typeof readOwnMessages>;
export type Texts = ResultOf<typeof listTexts>;
