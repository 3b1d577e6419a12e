import type { ReactNode } from "react";
import type { Clocks, Priority, Unit } from "../../../districts/types";
import { PRIORITIES } from "../../../districts/types";
import { useI18n } from "../../../i18n/context";
import type { Names } from "../../../platform/types";
import { Button, ButtonLink } from "../../../ui/button";
import { Select } from "../../../ui/choice";
import { Empty, Menu, Pager, Regions, Toolbar } from "../../../ui/desk";
import { Field } from "../../../ui/field";
import { Clock, PriorityMark, StateMark, Time } from "../../../ui/marks";
import { Table } from "../../../ui/table";
import { type BoardFilter, filterQuery } from "../../rules/filter";
import { clockOf, clockState } from "../../rules/urgency";
import { OPEN_STATES, type RequestState, type Vulnerable } from "../../types";
import { TONES } from "./words";

export type Line = {
  id: string;
  code: string;
  state: RequestState;
  priority: Priority;
  people: number;
  vulnerable: Vulnerable[];
  quantity: number | null;
  delivered: number;
  unit: string | null;
  neededBy: Date | null;
  createdAt: Date;
  triagedAt: Date | null;
  stateAt: Date;
  categoryNames: Names;
  districtNames: Names | null;
};
type Choice = { code: string; names: Names };
type Props = {
  lines: Line[];
  next: string | null;
  heads: {
    states: Partial<Record<RequestState, number>>;
    critical: number;
    over: number;
    more: boolean;
  };
  filter: BoardFilter;
  clocks: Clocks;
  categories: Choice[];
  districts: Choice[];
  opened: string | null;
  sheet: ReactNode;
};

export function BoardPage(props: Props) {
  const { lines, next, heads, filter, opened, sheet } = props;
  const { t, now, number, clock } = useI18n();
  const many = Object.values(heads.states).reduce((sum, count) => sum + count, 0);
  const tab = (group: BoardFilter["group"], count?: number) => ({
    href: `/board${filterQuery({ ...filter, after: null, state: null, search: "" }, { group })}`,
    label: t(`board:group.${group}`),
    current: filter.group === group && !filter.search,
    ...(count === undefined ? {} : { count }),
  });
  return (
    <Regions
      labels={{ list: t("board:title"), sheet: t("board:one") }}
      sheet={sheet}
      list={
        <>
          <div className="head flush">
            <h1>{t("board:title")}</h1>
            <ButtonLink href="/board/requests/new" icon="phone">
              {t("board:take.open")}
            </ButtonLink>
          </div>
          <p className="row heads">
            {heads.critical > 0 && (
              <a
                href={`/board${filterQuery(filter, { priority: "critical", group: "open", after: null })}`}
              >
                <PriorityMark level="critical">
                  {t("board:heads.critical", { count: heads.critical })}
                </PriorityMark>
              </a>
            )}
            {heads.over > 0 && (
              <span className="mark over">{t("board:heads.over", { count: heads.over })}</span>
            )}
            <span className="hint">
              {t("board:heads.asOf", { at: clock(now) })}{" "}
              <a href={`/board${filterQuery(filter)}`}>{t("common:button.refresh")}</a>
            </span>
          </p>
          <Menu
            label={t("board:groups")}
            items={[tab("open", many), tab("fulfilled"), tab("ended")]}
          />
          <Filters {...props} />
          {filter.search && (
            <p className="hint">
              {t("board:found", { count: lines.length, number: number(lines.length) })}
            </p>
          )}
          <Lines {...props} />
          {lines.length === 0 && <Nothing filter={filter} />}
          <Pager
            next={next && `/board${filterQuery(filter, { after: next })}`}
            previous={filter.after && `/board${filterQuery(filter, { after: null })}`}
          />
        </>
      }
      key={opened ?? ""}
    />
  );
}

function Nothing({ filter }: { filter: BoardFilter }) {
  const { t } = useI18n();
  const filtered =
    filterQuery({ ...filter, after: null }) !==
    filterQuery({
      ...filter,
      after: null,
      state: null,
      priority: null,
      category: "",
      district: "",
      search: "",
    });
  if (filter.search)
    return <Empty title={t("board:empty.search")}>{t("board:empty.searchHint")}</Empty>;
  if (filtered)
    return (
      <Empty
        title={t("board:empty.filter")}
        action={<a href="/board">{t("common:button.clear")}</a>}
      />
    );
  return <Empty title={t(`board:empty.${filter.group}`)}>{t("board:empty.hint")}</Empty>;
}

function Filters({ filter, heads, categories, districts }: Props) {
  const { t, name, number } = useI18n();
  const named = (choices: Choice[]) =>
    choices.map(({ code, names }) => ({ value: code, label: name(names) }));
  const countOf = (state: RequestState) =>
    heads.states[state] ? ` (${number(heads.states[state])})` : "";
  return (
    <Toolbar label={t("common:button.filter")} action="/board">
      {filter.group !== "open" && <input type="hidden" name="show" value={filter.group} />}
      <Field
        name="q"
        type="search"
        label={t("board:search")}
        value={filter.search}
        autoComplete="off"
      />
      {filter.group === "open" && (
        <Select
          name="state"
          label={t("board:state")}
          value={filter.state}
          placeholder={t("board:all")}
          options={OPEN_STATES.map((state) => ({
            ...{ value: state, label: t(`board:states.${state}`) + countOf(state) },
          }))}
        />
      )}
      <Select
        name="priority"
        label={t("board:priority")}
        value={filter.priority}
        placeholder={t("board:all")}
        options={PRIORITIES.map((one) => ({ value: one, label: t(`common:priority.${one}`) }))}
      />
      <Select
        name="category"
        label={t("board:category")}
        value={filter.category}
        placeholder={t("board:all")}
        options={named(categories)}
      />
      <Select
        name="district"
        label={t("board:district")}
        value={filter.district}
        placeholder={t("board:all")}
        options={[{ value: "none", label: t("board:cityWide") }, ...named(districts)]}
      />
      <Button>{t("common:button.filter")}</Button>
    </Toolbar>
  );
}

function Lines({ lines, filter, clocks, opened }: Props) {
  const { t, name, number } = useI18n();
  if (lines.length === 0) return null;
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
        ...(line.priority === "critical" && OPEN_STATES.some((state) => state === line.state)
          ? { tone: "danger" as const }
          : {}),
        cells: {
          what: (
            <a className="line-link" href={`/board/requests/${line.id}${filterQuery(filter)}`}>
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
          state: <StateMark tone={TONES[line.state]}>{t(`board:states.${line.state}`)}</StateMark>,
        },
      }))}
    />
  );
}

/** `8 of 20 litres`, where something is counted. */
export function Amount({
  quantity,
  delivered,
  unit,
}: Pick<Line, "quantity" | "delivered" | "unit">) {
  const { t, number } = useI18n();
  if (quantity === null || !unit) return null;
  const amount = `${delivered ? `${number(delivered)} / ` : ""}${number(quantity)}`;
  return (
    <span className="num">
      {amount} {t(`common:unitShort.${unit as Unit}`)}
    </span>
  );
}

/** How long it has waited against its clock; a deadline by its time. */
export function Waiting({ line, clocks }: { line: Line; clocks: Clocks }) {
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
