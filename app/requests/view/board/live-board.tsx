import { useI18n } from "../../../i18n/context";
import { type BoardFilter, filterQuery } from "../../rules/filter";
import { LANES } from "../../states";
import { TIME } from "./lines";

type Props = { filter: BoardFilter; since: number };

/** How fresh the board is, and all the words with which `client/live-board.ts` keeps it so; without it, nothing. */
export function LiveBoard({ filter, since }: Props) {
  const { t } = useI18n();
  const query = filterQuery(filter);
  const words = {
    live: t("board:live.live", { at: TIME }),
    lost: t("board:live.lost", { at: TIME }),
    moved: t("board:live.moved", { lane: "{lane}" }),
    gone: t("board:live.gone"),
    fresh: t("board:live.new", { number: "{number}" }),
    left: t("board:left", { time: TIME }),
    under: t("common:time.underMinuteShort"),
    minutes: t("common:time.minutes", { minutes: "{minutes}" }),
    hours: t("common:time.hours", { hours: "{hours}" }),
    hoursMinutes: t("common:time.hoursMinutes", { hours: "{hours}", minutes: "{minutes}" }),
  };
  return (
    <live-board
      data-url={`/board/live${query}`}
      data-query={query}
      data-since={since}
      data-order={LANES.join(" ")}
      data-words={JSON.stringify(words)}
    >
      <output data-room={t("board:live.live", { at: "00:00" })} />
    </live-board>
  );
}
