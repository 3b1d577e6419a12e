import { type ChannelName, WAYS } from "../types";
import type { Row } from "./table";

/**
 * In which messages something goes to one reader, each by the first of its channels that works: in one, or, where a life is in
 * danger and they have to act, in one by each channel. Nobody who sleeps beside a silent phone should miss it because a push
 * service has taken it.
 */
export function messagesOf(
  { by, acts }: Pick<Row, "by" | "acts">,
  isDanger: boolean,
): readonly (readonly ChannelName[])[] {
  const ways: readonly ChannelName[] = WAYS[by];
  return isDanger && acts ? ways.map((name) => [name]) : [ways];
}
