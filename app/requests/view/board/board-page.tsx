import type { ReactNode } from "react";
import type { Choice, Clocks } from "../../../districts/types";
import { PRIORITIES } from "../../../districts/types";
import { useI18n } from "../../../i18n/context";
import { Button, ButtonLink } from "../../../ui/button";
import { Select } from "../../../ui/choice";
import { Empty, ListHeading, Menu, Pager, Regions, Toolbar } from "../../../ui/desk";
import { Field } from "../../../ui/field";
import { PriorityMark } from "../../../ui/marks";
import { type BoardFilter, filterQuery } from "../../rules/filter";
import { OPEN_STATES } from "../../states";
import type { RequestState } from "../../types";
import type { BoardLine, Heads } from "../../views";
import { Lines } from "./lines";

type Props = {
  lines: BoardLine[];
  next: string | null;
  heads: Heads;
  aside: { count: number; critical: number };
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
      opened={opened}
      list={
        <>
          <div className="head flush">
            <ListHeading opened={opened}>{t("board:title")}</ListHeading>
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
          {props.aside.count > 0 && <SetAside {...props.aside} />}
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

/** What looks like a flood is never out of sight: how many, how many in danger, and the way there. */
function SetAside({ count, critical }: { count: number; critical: number }) {
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
            value: state,
            label: t(`board:states.${state}`) + countOf(state),
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
