import type { ResultOf } from "../platform/types";
import type { readMailbox } from "./queries/mailbox.server";
import type { listTexts } from "./queries/texts.server";

export type Mailbox = ResultOf<typeof readMailbox>;
export type Texts = ResultOf<typeof listTexts>;
