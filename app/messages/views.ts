import type { ResultOf } from "../platform/types";
import type { readMailbox } from "./queries/mailbox.server";
import type { readOwnMessages } from "./queries/own-messages.server";
import type { listTexts } from "./queries/texts.server";

export type Mailbox = ResultOf<typeof readMailbox>;
export type OwnMessages = ResultOf<typeof readOwnMessages>;
export type Texts = ResultOf<typeof listTexts>;
