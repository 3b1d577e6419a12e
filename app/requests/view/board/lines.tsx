import { useI18n } from "../../../i18n/context";
import { StateMark, type StateTone } from "../../../ui/marks";
import { type BoardFilter, filterQuery } from "../../rules/filter";
import { initialsOf } from "../../rules/initials";
import { standOf } from "../../rules/urgency";
import { versionOf } from "../../rules/version";
import { type Cover, type LaneName, OPEN_STATES } from "../../states";
import type { BoardLine, News, WhoComes } from "../../views";
import { toneOf } from "./words";

/** Where a text says a time that passes: the page counts on by itself. */
export const TIME = "{time}";

/** The form of what is done with several at once; its boxes stand on the lines. */
export const SEVERAL = "several";

type LinesProps = {
  label: string;
  /** Only of these. */
  lane?: LaneName | null;
  lines: readonly BoardLine[];
  coming: ReadonlyMap<string, readonly WhoComes[]>;
  filter: BoardFilter;
  opened: string | null;
  news: News | null;
  /** Default true: several can be marked, to be changed at once. */
  markable?: boolean;
};

/** Requests, one a line; on a phone two lines each. */
export function Lines({ label, lane, lines, coming, filter, opened, news, markable }: LinesProps) {
  const query = filterQuery(filter);
  return (
    <ol className="lines" aria-label={label} data-lane={lane || undefined}>
      {lines.map((line) => (
        <Line
          key={line.id}
          line={line}
          coming={coming.get(line.id) ?? []}
          query={query}
          current={line.id === opened}
          isNew={news?.ids.includes(line.id)}
          markable={markable}
        />
      ))}
    </ol>
  );
}

type LineProps = {
  line: BoardLine;
  coming: readonly WhoComes[];
  query: string;
  current: boolean;
  /** Others have changed it since the reader has looked. */
  isNew?: boolean;
  markable?: boolean;
};

/** What it is, who is at risk, where, how long it may take, and who is coming. Nothing that says who asked. */
export function Line({ line, coming, query, current, isNew, markable = true }: LineProps) {
  const { t, list, name, number } = useI18n();
  const { id, priority, state, people, vulnerable, districtNames, unread, alarm, openBy } = line;
  const what = name(line.categoryNames);
  const danger = line.lane === 1 || (priority === "critical" && OPEN_STATES.includes(state));
  return (
    <li
      className={danger ? "line danger" : "line"}
      aria-current={current || undefined}
      data-request={id}
      data-version={versionOf(line, coming)}
      data-new={isNew ? "" : undefined}
    >
      {markable && (
        <label className="tick">
          <input type="checkbox" name="request" value={id} form={SEVERAL} aria-label={what} />
        </label>
      )}
      <a className="line-link" href={`/board/requests/${id}${query}`}>
        <span className={`what ${priority}`}>
          <span className="sr">{`${t(`common:priority.${priority}`)}: `}</span>
          {`${what} `}
          <Amount {...line} />
        </span>
        <span className="at-risk">
          {alarm && state === "submitted" && <b className="broke">{t(`board:alarm.${alarm}`)}? </b>}
          {vulnerable
            .slice(0, 3)
            .map((who) => t(`board:vulnerable.${who}`))
            .join(" · ")}
        </span>
        <span className="people num">
          <span className="sr">{`${t("board:people")}: `}</span>
          {`×${number(people)}`}
        </span>
        <span className="place">{districtNames ? name(districtNames) : t("board:cityWide")}</span>
        <TimeLeft line={line} />
        <Who line={line} coming={coming} />
        {openBy.length > 0 && (
          <span className="open-by">
            <span aria-hidden="true">{openBy.map((one) => initialsOf(one.name)).join(" ")}</span>
            <span className="sr">
              {t("board:openBy", { who: list(openBy.map((one) => one.name)) })}
            </span>
          </span>
        )}
        {unread > 0 && (
          <span className="unread">
            <span aria-hidden="true">● {number(unread)}</span>
            <span className="sr">{t("board:words", { count: unread })}</span>
          </span>
        )}
      </a>
    </li>
  );
}

/** How long is left, or by how much it is late; of what has ended, when. */
export function TimeLeft({ line }: { line: BoardLine }) {
  const { t, now, duration, moment, clock } = useI18n();
  const stand = standOf(line, now);
  if (!stand) return <span className="time num">{moment(line.stateAt)}</span>;
  const { left, clock: how, nearFrom } = stand;
  // A deadline is a time of the clock until it has passed; what is left of a limit counts down.
  const deadline = left < 0 ? null : line.neededBy;
  return (
    <span className={`time num ${how}`}>
      {how !== "ok" && <span className="sr">{`${t(`common:clock.${how}`)}: `}</span>}
      {deadline ? (
        t("board:by", { at: clock(deadline) })
      ) : (
        <span data-left={line.dueAt.getTime()} data-near={nearFrom.getTime()}>
          {left < 0 ? `+${duration(-left)}` : t("board:left", { time: duration(left) })}
        </span>
      )}
    </span>
  );
}

/** What broke, else who is coming, else that nobody is. */
function Who({ line, coming }: { line: BoardLine; coming: readonly WhoComes[] }) {
  const { t, now, duration, clock } = useI18n();
  const { state, cover, trouble, askedUntil } = line;
  const asked = coming.filter((one) => one.state === "offered").length;
  const [first] = coming;
  const others = coming.length - asked - 1;
  const named = first && first.state !== "offered" ? first : null;
  const name = named && named.name + (others > 0 ? ` +${others}` : "");
  const at = named && clock(named.since);
  /** With a time in words, or with the place for it. */
  const wordsWith = (time: string) =>
    [
      trouble && t(`board:trouble.${trouble}`),
      named
        ? t(`board:who.${named.state as "accepted"}`, { name: name!, time, at: at! })
        : asked > 0 && t("board:who.asked", { count: asked, time }),
    ].filter(Boolean);
  const spent = named && now.getTime() - named.since.getTime();
  const words = wordsWith(
    duration(spent ?? (askedUntil ? askedUntil.getTime() - now.getTime() : 0)),
  );
  const none = words.length === 0 && (state === "triaged" || state === "in_progress");
  const template = wordsWith(TIME).join(" · ");
  const passing = template.includes(TIME) && {
    "data-words": template,
    "data-since": named?.since.getTime(),
    "data-until": named ? undefined : askedUntil?.getTime(),
  };
  const broke = Boolean(trouble) || cover === "unanswered";
  return (
    <span className={broke ? "who broke" : "who"} {...passing}>
      {none && cover !== "done" ? (
        <b>{t(cover === "unanswered" ? "board:cover.unanswered" : "board:who.nobody")}</b>
      ) : (
        words.join(" · ") || t(cover === "done" ? "board:cover.done" : `board:states.${state}`)
      )}
    </span>
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
