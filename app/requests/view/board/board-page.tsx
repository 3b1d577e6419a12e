import type { ReactNode } from "react";
import type { Choice } from "../../../districts/types";
import { PRIORITIES } from "../../../districts/types";
import { useI18n } from "../../../i18n/context";
import { FIND_PAGE, KEYS_PAGE } from "../../../ui/board-keys";
import { Button, ButtonLink } from "../../../ui/button";
import { Select } from "../../../ui/choice";
import { Disclosure } from "../../../ui/content";
import { Empty, ListHeading, Pager, Regions, Toolbar } from "../../../ui/desk";
import { PriorityMark } from "../../../ui/marks";
import { PostForm } from "../../../ui/post-form";
import { type BoardFilter, filterQuery } from "../../rules/filter";
import { LANES, type LaneName } from "../../states";
import type { Heads, LaneHead } from "../../views";
import { type BarProps, NewsLine, Several, UndoLine } from "./board-bars";
import { type DrawnLine, DrawnLines, TIME } from "./lines";
import { LiveBoard } from "./live-board";
import { PaneLinks } from "./pane-links";

type Props = BarProps & {
  lines: readonly DrawnLine[];
  next: string | null;
  heads: Heads;
  aside: { count: number; critical: number };
  /** Higher lines, as the reader has chosen. */
  roomy: boolean;
  opened: string | null;
  sheet: ReactNode;
  /** Map, people or things beside it. */
  pane: ReactNode;
  /** Who wants to hand over what the reader coordinates. */
  handovers: ReactNode;
};

export function BoardPage(props: Props) {
  const { filter, opened, sheet, pane, lines, next, aside } = props;
  const { t, now, number, clock } = useI18n();
  const flat = filter.search || filter.street || filter.lane || filter.group === "ended";
  const isLive = !filter.search && !filter.street && !filter.after && filter.group === "open";
  return (
    <Regions
      labels={{ list: t("board:title"), sheet: t("board:one"), pane: t("panes:nav.bar") }}
      sheet={sheet}
      pane={pane}
      opened={opened}
      list={
        <>
          <div className={props.roomy ? "board-bar roomy" : "board-bar"}>
            <ListHeading opened={opened ?? filter.pane}>{t("board:title")}</ListHeading>
            <Search filter={filter} />
            <ButtonLink href="/board/requests/new" icon="phone" shortcut="KeyC">
              {t("board:take.open")}
            </ButtonLink>
            {isLive && <LiveBoard {...props} />}
          </div>
          <div className="ways">
            <div data-ways>
              <LaneLinks {...props} />
            </div>
            {!filter.pane && <PaneLinks filter={filter} opened={opened} at="bar" />}
          </div>
          <UndoLine {...props} />
          <NewsLine {...props} />
          {props.handovers}
          {aside.count > 0 && <SetAside {...aside} />}
          {flat ? (
            <>
              <p className="hint">
                {filter.street
                  ? t("board:street.found", { number: number(lines.length) })
                  : filter.search
                    ? t("board:found", { count: lines.length, number: number(lines.length) })
                    : t(filter.lane ? `board:lane.${filter.lane}` : "board:group.ended")}{" "}
                · <a href="/board">{t("board:allLanes")}</a>
              </p>
              <DrawnLines {...props} label={t("board:title")} lane={filter.lane} />
              {lines.length === 0 && <Nothing filter={filter} />}
            </>
          ) : (
            <div data-lanes>
              <Lanes {...props} />
            </div>
          )}
          <Several {...props} />
          <Pager
            next={next && `/board${filterQuery(filter, { after: next })}`}
            previous={filter.after && `/board${filterQuery(filter, { after: null })}`}
          />
          <Filters {...props} />
          <p className="hint">
            {t("board:heads.asOf", { at: clock(now) })}{" "}
            <a href={`/board${filterQuery(filter)}`}>{t("common:button.refresh")}</a> ·{" "}
            <a href="/board?show=ended">{t("board:group.ended")}</a> ·{" "}
            <a href={FIND_PAGE}>{t("board:go.title")}</a> ·{" "}
            <a href={KEYS_PAGE}>{t("common:keys.title")}</a>
          </p>
          <div className="row no-print">
            <ButtonLink href="/board/handover" shortcut="KeyH">
              {t("board:handover")}
            </ButtonLink>
            <ButtonLink
              href={`/board/paper${filterQuery(filter, { pane: null, search: "", street: null, after: null })}`}
            >
              {t("board:paper.print")}
            </ButtonLink>
            <PostForm action={`/board/lines${filterQuery(filter)}`}>
              <Button name="lines" value={props.roomy ? "dense" : "roomy"}>
                {t(props.roomy ? "board:lines.dense" : "board:lines.roomy")}
              </Button>
            </PostForm>
          </div>
        </>
      }
      foot={<PaneLinks filter={filter} opened={opened} at="bottom" />}
      key={opened ?? ""}
    />
  );
}

function Search({ filter }: Pick<Props, "filter">) {
  const { t } = useI18n();
  return (
    <search className="search">
      <form method="get" action="/board">
        {filter.pane && <input type="hidden" name="pane" value={filter.pane} />}
        <input
          className="input"
          name="q"
          type="search"
          aria-label={t("board:search")}
          placeholder={t("board:search")}
          defaultValue={filter.search}
          autoComplete="off"
        />
        <Button>{t("board:find")}</Button>
      </form>
    </search>
  );
}

/** How many wait in each lane; on a phone the way from one to the next. */
export function LaneLinks({ heads, filter }: Pick<Props, "heads" | "filter">) {
  const { t, number } = useI18n();
  const here = filterQuery({
    ...filter,
    lane: null,
    after: null,
    search: "",
    street: null,
    group: "open",
  });
  if (heads.lanes.length === 0) return null;
  return (
    <nav className="lane-links" aria-label={t("board:lanes")}>
      {heads.lanes.map(({ lane, count }) => (
        <a
          key={lane}
          className={lane}
          href={isFolded(lane) ? `/board?lane=${lane}` : `/board${here}#lane-${lane}`}
          aria-current={filter.lane === lane ? "true" : undefined}
          data-lane={LANES.indexOf(lane) + 1}
        >
          {t(`board:lane.${lane}`)} <span className="count">{number(count)}</span>
        </a>
      ))}
    </nav>
  );
}

/** Nobody of the city has anything to do with it: only counted. */
const isFolded = (lane: LaneName) => lane === "resident";

/** What a human has to do next, lane by lane; empty ones are not shown. */
function Lanes(props: Props) {
  const { heads, lines, filter } = props;
  const { t } = useI18n();
  const shown = heads.lanes.filter(({ lane }) => !isFolded(lane));
  const inLane = (lane: LaneName) => lines.filter((line) => LANES[line.lane! - 1] === lane);
  if (shown.length === 0) return <Nothing filter={filter} />;
  return (
    <>
      {shown.map((head) => {
        const own = inLane(head.lane);
        return (
          <LaneSection key={head.lane} head={head} shown={own.length} filter={filter}>
            <DrawnLines {...props} label={t(`board:lane.${head.lane}`)} lines={own} />
          </LaneSection>
        );
      })}
    </>
  );
}

type LaneProps = { head: LaneHead; shown: number; filter: BoardFilter; children?: ReactNode };

/** One lane; without its lines it is what a live board puts them into. */
export function LaneSection({ head, shown, filter, children }: LaneProps) {
  const { t } = useI18n();
  const { lane } = head;
  return (
    <section className={`lane ${lane}`} id={`lane-${lane}`}>
      <LaneHeading {...head} />
      {children ?? <ol className="lines" aria-label={t(`board:lane.${lane}`)} />}
      <More {...head} shown={shown} filter={filter} />
    </section>
  );
}

function LaneHeading({ lane, count, oldest }: LaneHead) {
  const { t, number, brief, now } = useI18n();
  return (
    <h2>
      {t(`board:lane.${lane}`)} <span className="count">{number(count)}</span>{" "}
      <span
        className="hint"
        data-since={oldest.getTime()}
        data-words={t("board:oldest", { time: TIME })}
      >
        {t("board:oldest", { time: brief(now.getTime() - oldest.getTime()) })}
      </span>
    </h2>
  );
}

type MoreProps = LaneHead & { shown: number; filter: BoardFilter };

function More({ lane, count, shown, filter }: MoreProps) {
  const { t, number } = useI18n();
  const rest = count - shown;
  if (rest <= 0) return null;
  return (
    <p className="way">
      <a href={`/board${filterQuery(filter, { lane })}`}>
        {t("board:more", { count: rest, number: number(rest) })}
      </a>
    </p>
  );
}

/** What looks like a flood is never out of sight: how many, how many in danger, and the way there. */
function SetAside({ count, critical }: Props["aside"]) {
  const { t, number } = useI18n();
  return (
    <p className="row">
      <a href="/board/set-aside">{t("board:aside.look", { count, number: number(count) })}</a>
      {critical > 0 && (
        <PriorityMark level="critical">
          {t("board:heads.critical", { count: critical })}
        </PriorityMark>
      )}
    </p>
  );
}

const isFiltered = ({ priority, category, district, incident }: BoardFilter) =>
  Boolean(priority || category || district || incident);

export function Nothing({ filter }: { filter: BoardFilter }) {
  const { t } = useI18n();
  if (filter.search || filter.street)
    return <Empty title={t("board:empty.search")}>{t("board:empty.searchHint")}</Empty>;
  if (isFiltered(filter))
    return (
      <Empty
        title={t("board:empty.filter")}
        action={<a href="/board">{t("common:button.clear")}</a>}
      />
    );
  return <Empty title={t(`board:empty.${filter.group}`)}>{t("board:empty.hint")}</Empty>;
}

function Filters({ filter, categories, districts, incidents }: Props) {
  const { t, name } = useI18n();
  const named = (choices: Choice[]) =>
    choices.map(({ code, names }) => ({ value: code, label: name(names) }));
  return (
    <Disclosure summary={t("board:filters")} open={isFiltered(filter)}>
      <Toolbar label={t("common:button.filter")} action="/board">
        {filter.group !== "open" && <input type="hidden" name="show" value={filter.group} />}
        {filter.lane && <input type="hidden" name="lane" value={filter.lane} />}
        {filter.pane && <input type="hidden" name="pane" value={filter.pane} />}
        <Select
          name="priority"
          id="filter-priority"
          label={t("board:priority")}
          value={filter.priority}
          placeholder={t("board:all")}
          options={PRIORITIES.map((one) => ({ value: one, label: t(`common:priority.${one}`) }))}
        />
        <Select
          name="category"
          id="filter-category"
          label={t("board:category")}
          value={filter.category}
          placeholder={t("board:all")}
          options={named(categories)}
        />
        <Select
          name="district"
          id="filter-district"
          label={t("board:district")}
          value={filter.district}
          placeholder={t("board:all")}
          options={[{ value: "none", label: t("board:cityWide") }, ...named(districts)]}
        />
        {incidents.length > 0 && (
          <Select
            name="incident"
            id="filter-incident"
            label={t("overview:incident.of")}
            value={filter.incident}
            placeholder={t("board:all")}
            options={incidents.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <Button>{t("common:button.filter")}</Button>
      </Toolbar>
    </Disclosure>
  );
}
