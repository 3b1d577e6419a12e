import type { Clocks } from "../../../districts/types";
import { useI18n } from "../../../i18n/context";
import { Clock, PriorityMark, StateMark, type StateTone, Time } from "../../../ui/marks";
import { Table } from "../../../ui/table";
import { type BoardFilter, filterQuery } from "../../rules/filter";
import { clockOf, clockState } from "../../rules/urgency";
import { type Cover, OPEN_STATES } from "../../states";
import type { BoardLine } from "../../views";
import { toneOf } from "./words";

type LinesProps = {
  lines: BoardLine[];
  filter: BoardFilter;
  clocks: Clocks;
  opened: string | null;
};

export function Lines({ lines, filter, clocks, opened }: LinesProps) {
  const { t, name, number } = useI18n();
  if (lines.length === 0) return null;
  const query = filterQuery(filter);
  return (
    <Table
      caption={t("board:title")}
      captionHidden
      columns={[
        { key: "what", label: t("board:what") },
        { key: "waiting", label: t("board:waiting") },
        { key: "district", label: t("board:district") },
        { key: "people", label: t("board:people") },
        { key: "state", label: t("board:state") },
      ]}
      rows={lines.map((line) => ({
        key: line.id,
        current: line.id === opened,
        ...(line.priority === "critical" && OPEN_STATES.includes(line.state)
          ? { tone: "danger" as const }
          : {}),
        cells: {
          what: (
            <a className="line-link" href={`/board/requests/${line.id}${query}`}>
              <PriorityMark level={line.priority}>
                <span className="sr">{t(`common:priority.${line.priority}`)}: </span>
                {name(line.categoryNames)}
              </PriorityMark>{" "}
              <Amount {...line} />{" "}
              <span className="hint num">{line.code.replace(/(\d{4})(?=\d)/, "$1 ")}</span>
            </a>
          ),
          waiting: <Waiting line={line} clocks={clocks} />,
          district: line.districtNames ? name(line.districtNames) : t("board:cityWide"),
          people: (
            <>
              <span className="num">{number(line.people)}</span>
              {line.vulnerable.length > 0 && (
                <span className="hint">
                  {" "}
                  {line.vulnerable.map((who) => t(`board:vulnerable.${who}`)).join(", ")}
                </span>
              )}
            </>
          ),
          state: (
            <>
              <CoverMark line={line} />
              {line.unread > 0 && (
                <StateMark tone="warning">{t("board:words", { count: line.unread })}</StateMark>
              )}
            </>
          ),
        },
      }))}
    />
  );
}

/** What broke, else who is coming, else how far it is: "in progress" alone would promise somebody. */
export function CoverMark({ line }: { line: Pick<BoardLine, "state" | "cover" | "trouble"> }) {
  const { t } = useI18n();
  const { state, cover, trouble } = line;
  if (trouble) return <StateMark tone="warning">{t(`board:trouble.${trouble}`)}</StateMark>;
  if (state === "in_progress")
    return <StateMark tone={COVER_TONES[cover]}>{t(`board:cover.${cover}`)}</StateMark>;
  return <StateMark tone={toneOf(state)}>{t(`board:states.${state}`)}</StateMark>;
}

const COVER_TONES: Record<Cover, StateTone> = {
  nobody_asked: "warning",
  asked: "neutral",
  unanswered: "warning",
  accepted: "done",
  on_the_way: "active",
  there: "active",
  done: "warning",
};

/** `8 of 20 litres`, where something is counted. */
export function Amount({
  quantity,
  delivered,
  unit,
}: Pick<BoardLine, "quantity" | "delivered" | "unit">) {
  const { amount } = useI18n();
  if (quantity === null || !unit) return null;
  return <span className="num">{amount(quantity, unit, delivered)}</span>;
}

/** How long it has waited against its clock; a deadline by its time. */
export function Waiting({ line, clocks }: { line: BoardLine; clocks: Clocks }) {
  const { t, now, duration } = useI18n();
  const running = clockOf(line, clocks);
  if (!running) return <Time at={line.stateAt} />;
  const { from, due } = running;
  const spent = duration(now.getTime() - from.getTime());
  return (
    <>
      <Clock
        state={clockState(from, due, now)}
        spent={spent}
        limit={duration(due.getTime() - from.getTime())}
      />
      {line.neededBy && (
        <span className="hint">
          {" "}
          {t("board:neededBy")} <Time at={line.neededBy} />
        </span>
      )}
    </>
  );
}
