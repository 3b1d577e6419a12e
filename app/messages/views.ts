import type { ResultOf } from "../platform/types";
import type { readMailbox } from "./queries/mailbox.server";

export type Mailbox = ResultOf<typeof readMailbox>;
