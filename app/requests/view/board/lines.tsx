import { shortName } from "../../../districts/rules/short-name";
import { useI18n } from "../../../i18n/context";
import { StateMark, type StateTone } from "../../../ui/marks";
import { ESCALATION_LEVELS } from "../../rules/escalation";
import { type BoardFilter, filterQuery } from "../../rules/filter";
import { initialsOf } from "../../rules/initials";
import { standOf } from "../../rules/urgency";
import { type Cover, type LaneName, OPEN_STATES } from "../../states";
import type { BoardLine, News, WhoComes } from "../../views";
import { toneOf } from "./words";

/** Where a text says a time that passes: the page counts on by itself. */
export const TIME = "{time}";

/** The form of what is done with several at once; its boxes stand on the lines. */
export const SEVERAL = "several";

type ListProps = { label: string; lane?: LaneName | null };

/** A line as it is kept, the same for everybody who may see it. */
export type DrawnLine = { id: string; lane: number | null; html: string };

type DrawnProps = ListProps & {
  /** `lane`: only of these. */
  lines: readonly DrawnLine[];
  filter: BoardFilter;
  opened: string | null;
  news: News | null;
};

/** Requests, one a line, as all boards have them, and on them what is the reader's own. */
export function DrawnLines({ label, lane, lines, filter, opened, news }: DrawnProps) {
  const query = filterQuery(filter);
  const fresh = new Set(news?.ids);
  const html = lines.map((line) =>
    ownLine(line, {
      query,
      current: line.id === opened,
      isNew: fresh.has(line.id),
      isMarked: filter.street !== null,
    }),
  );
  return (
    <ol
      className="lines"
      aria-label={label}
      data-lane={lane || undefined}
      data-marked={filter.street ?? undefined}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: React has written it, from `Line`
      dangerouslySetInnerHTML={{ __html: html.join("") }}
    />
  );
}

type Own = {
  query: string;
  current: boolean;
  /** Others have changed it since the reader has looked. */
  isNew: boolean;
  /** Its box is ticked as the page comes. */
  isMarked?: boolean;
};

/** A kept line with what only one reader's says: what they have open, what is new to them, the filter to come back to. */
export function ownLine({ id, html }: DrawnLine, { query, current, isNew, isMarked }: Own): string {
  const marks = `${current ? ' aria-current="true"' : ""}${isNew ? ' data-new=""' : ""}`;
  const own = marks ? html.replace("<li", `<li${marks}`) : html;
  const marked = isMarked ? own.replace("<input", "<input checked") : own;
  if (!query) return marked;
  const href = `href="/board/requests/${id}`;
  return marked.replace(`${href}"`, () => `${href}${query.replaceAll("&", "&amp;")}"`);
}

type LinesProps = ListProps & {
  lines: readonly BoardLine[];
  coming: ReadonlyMap<string, readonly WhoComes[]>;
};

/** Requests that are read and not marked, one a line. */
export function Lines({ label, lines, coming }: LinesProps) {
  return (
    <ol className="lines" aria-label={label}>
      {lines.map((line) => (
        <Line key={line.id} line={line} coming={coming.get(line.id) ?? []} />
      ))}
    </ol>
  );
}

type LineProps = {
  line: BoardLine;
  coming: readonly WhoComes[];
  /** On a board: what the line shows, as a short text. There several can be marked, to be changed at once. */
  version?: string;
};

/**
 * What it is, who is at risk, where, how long it may take, and who is coming. Nothing that says who asked. A page has fifty of them: what
 * is said to screen readers alone stands in an `i`, and what would say nothing is left out.
 */
export function Line({ line, coming, version }: LineProps) {
  const { t, list, name, number } = useI18n();
  const { id, priority, state, people, vulnerable, districtNames, unread, alarm, openBy } = line;
  const level = ESCALATION_LEVELS[line.escalated - 1];
  const what = name(line.categoryNames);
  const danger = line.lane === 1 || (priority === "critical" && OPEN_STATES.includes(state));
  const alarmed = alarm && state === "submitted";
  return (
    <li className={danger ? "line danger" : "line"} data-version={version}>
      {version && (
        <label>
          <input type="checkbox" name="request" value={id} form={SEVERAL} aria-label={what} />
        </label>
      )}
      <a className="line-link" href={`/board/requests/${id}`}>
        <span className={priority === "normal" ? "what" : `what ${priority}`}>
          <i>{`${t(`common:priority.${priority}`)}: `}</i>
          {what}
          {line.quantity !== null && " "}
          <Amount {...line} />
        </span>
        {(level || alarmed || vulnerable.length > 0) && (
          <span className="at-risk">
            {level && (
              <b className="broke">
                <span aria-hidden="true">{"↑".repeat(line.escalated)} </span>
                <i>{`${t("board:event.escalated")}: ${t(`board:escalatedTo.${level}`)}. `}</i>
              </b>
            )}
            {alarmed && <b className="broke">{t(`board:alarm.${alarm}`)}? </b>}
            {vulnerable
              .slice(0, 3)
              .map((who) => t(`board:vulnerable.${who}`))
              .join(" · ")}
          </span>
        )}
        <span className="people">
          <i>{`${t("board:people")}: `}</i>
          {`×${number(people)}`}
        </span>
        <span className="place">
          {districtNames ? shortName(name(districtNames)) : t("board:cityShort")}
        </span>
        <TimeLeft line={line} />
        <Who line={line} coming={coming} />
        {openBy.length > 0 && (
          <span className="open-by">
            {/* There is room for two of letters and figures. */}
            <span aria-hidden="true">
              {initialsOf(openBy[0]!.name)}
              {openBy.length > 1 && `+${openBy.length - 1}`}
            </span>
            <i>{t("board:openBy", { who: list(openBy.map((one) => one.name)) })}</i>
          </span>
        )}
        {unread > 0 && (
          <span className="unread">
            <span aria-hidden="true">● {number(unread)}</span>
            <i>{t("board:words", { count: unread })}</i>
          </span>
        )}
      </a>
    </li>
  );
}

/** How long is left, or by how much it is late; of what has ended, when. */
export function TimeLeft({ line }: { line: BoardLine }) {
  const { t, now, brief, moment, clock } = useI18n();
  const stand = standOf(line, now);
  if (!stand) return <span className="time">{moment(line.stateAt)}</span>;
  const { left, clock: how, nearFrom } = stand;
  // A deadline is a time of the clock until it has passed; what is left of a limit counts down.
  const deadline = left < 0 ? null : line.neededBy;
  return (
    <span className={how === "ok" ? "time" : `time ${how}`}>
      {how !== "ok" && <i>{`${t(`common:clock.${how}`)}: `}</i>}
      {deadline ? (
        t("board:by", { at: clock(deadline) })
      ) : (
        <span
          data-left={line.dueAt.getTime()}
          data-near={how === "ok" ? nearFrom.getTime() : undefined}
        >
          {left < 0 ? `+${brief(-left)}` : t("board:left", { time: brief(left) })}
        </span>
      )}
    </span>
  );
}

const NOT_ASKED = { comingAskedAt: null, comingSaidAt: null, arrivesAt: null };

/** What broke, else who is coming, else that nobody is. */
function Who({ line, coming }: { line: BoardLine; coming: readonly WhoComes[] }) {
  const { t, now, brief, clock } = useI18n();
  const { state, cover, trouble, askedUntil, remindAt, remindDue } = line;
  const asked = coming.filter((one) => one.state === "offered").length;
  const [first] = coming;
  const others = coming.length - asked - 1;
  const named = first && first.state !== "offered" ? first : null;
  const name = named && named.name + (others > 0 ? ` +${others}` : "");
  const at = named && clock(named.since);
  const staleFrom = named?.staleFrom;
  const isStale = Boolean(staleFrom && staleFrom <= now);
  /** Once they were asked if they are still coming, that says more than since when they are on the way. */
  const comes = (one: WhoComes, time: string) => {
    const { comingAskedAt, comingSaidAt, arrivesAt } = one.state === "on_site" ? NOT_ASKED : one;
    if (arrivesAt) return t("board:who.about", { name: name!, at: clock(arrivesAt) });
    if (comingSaidAt) return t("board:who.coming", { name: name!, at: clock(comingSaidAt) });
    if (comingAskedAt) return t("board:who.comingAsked", { name: name!, at: clock(comingAskedAt) });
    return t(`board:who.${one.state as "accepted"}`, { name: name!, time, at: at! });
  };
  /** That they have not answered says already that there is no news. */
  const isAsked = Boolean(named?.comingAskedAt && !named.comingSaidAt);
  const lost = coming.find(({ silentSince }) => silentSince);
  /** With a time in words, or with the place for it. */
  const wordsWith = (time: string) =>
    [
      remindDue && t("board:remind.due", { at: clock(remindAt!) }),
      lost
        ? t("board:who.noSign", { name: lost.name, at: clock(lost.silentSince!) })
        : trouble && t(`board:trouble.${trouble}`),
      lost
        ? null
        : named
          ? comes(named, time)
          : asked > 0 && t("board:who.asked", { count: asked, time }),
      isStale && !lost && !isAsked && t("board:who.silent"),
    ].filter(Boolean);
  const spent = named && now.getTime() - named.since.getTime();
  const words = wordsWith(brief(spent ?? (askedUntil ? askedUntil.getTime() - now.getTime() : 0)));
  const none = words.length === 0 && (state === "triaged" || state === "in_progress");
  const template = wordsWith(TIME).join(" · ");
  const passing = (template.includes(TIME) || (staleFrom && !isStale)) && {
    "data-words": template,
    "data-since": named?.since.getTime(),
    "data-until": named ? undefined : askedUntil?.getTime(),
    // From then on the page says so by itself.
    "data-near": isStale ? undefined : staleFrom?.getTime(),
    "data-late": isStale || !staleFrom ? undefined : isAsked ? "" : ` · ${t("board:who.silent")}`,
  };
  const broke = remindDue || Boolean(trouble) || cover === "unanswered";
  return (
    <span className={broke ? "who broke" : isStale ? "who over" : "who"} {...passing}>
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
