import type { ReactNode } from "react";
import type { Choice } from "../../districts/types";
import { useI18n } from "../../i18n/context";
import { Button, ButtonLink } from "../../ui/button";
import { Select } from "../../ui/choice";
import { Empty, StickyAction, Toolbar } from "../../ui/desk";
import { PriorityMark } from "../../ui/marks";
import { Notice, Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import { personOn, thingOn } from "../rules/plan-line";
import type { MadePlan, StaleLine } from "../views";
import { Reasons, useReasons } from "./reasons";
import { Span, useTitle } from "./words";

type Props = {
  plan: MadePlan | null;
  /** The one that the plan is of, empty for all of one's own; and those to choose from. */
  district: string;
  choices: readonly Choice[];
  /** It could not be made, or too many others are being made. */
  failed: boolean;
  /** How many requests nobody has read, so that they are in no plan. */
  unread: number;
  /** How many lines were just sent. */
  sent: number;
  stale: readonly StaleLine[];
  refusal: string | null;
};

export function planPath(district: string, more: Record<string, string> = {}): string {
  const query = new URLSearchParams(district ? { district, ...more } : more);
  return query.size > 0 ? `/board/plan?${query}` : "/board/plan";
}

/** Who could go where, with what: read from the top, unticked or changed where somebody knows better, and sent by one press. */
export function PlanPage({ plan, district, choices, failed, unread, sent, stale, refusal }: Props) {
  const { t, clock, now, name } = useI18n();
  return (
    <div className="stack plan">
      <div className="head flush">
        <h1>{t("plan:title")}</h1>
        {choices.length <= 1 && <ButtonLink href="/board/plan">{t("plan:again")}</ButtonLink>}
      </div>
      {choices.length > 1 && (
        <Toolbar label={t("plan:of")} action="/board/plan">
          <Select
            name="district"
            label={t("board:district")}
            value={district}
            placeholder={t("plan:all")}
            options={choices.map(({ code, names }) => ({ value: code, label: name(names) }))}
          />
          <Button>{t("plan:show")}</Button>
        </Toolbar>
      )}
      {sent > 0 && (
        <Notice tone="success" role="status" title={t("plan:sent", { count: sent })}>
          <p>
            <a href="/board/tasks">{t("plan:toTasks")}</a>
          </p>
        </Notice>
      )}
      {stale.length > 0 && <StaleLines stale={stale} />}
      {refusal && <Refusal>{refusal}</Refusal>}
      {failed && (
        <Notice tone="warning" role="alert" title={t("plan:failed")}>
          {t("plan:failedHint")}
        </Notice>
      )}
      {unread > 0 && (
        <p className="broke">
          <a href="/board?lane=read">{t("plan:unread", { count: unread })}</a>
        </p>
      )}
      {!failed && !plan && <Empty title={t("plan:none")}>{t("plan:noneHint")}</Empty>}
      {plan && (
        <>
          <Summary plan={plan} />
          {plan.lines.length > 0 && (
            <PostForm className="stack" action={planPath(district)}>
              <p className="hint">{t("plan:made", { at: clock(now) })}</p>
              <ol className="plan-lines">
                {plan.lines.map((line) => (
                  <PlanLine key={line.line} line={line} />
                ))}
              </ol>
              <p className="hint">{t("plan:sendHint")}</p>
              <StickyAction>
                <Button tone="primary">{t("plan:send")}</Button>
              </StickyAction>
            </PostForm>
          )}
          {plan.left.length > 0 && <LeftOut left={plan.left} />}
        </>
      )}
    </div>
  );
}

const MINUTE = 60_000;

/** In the first line whether it is enough; in the next what it is worth, and how far it can be trusted. */
function Summary({ plan }: { plan: MadePlan }) {
  const { t, list, number, duration } = useI18n();
  const { figures, gain, lines, left } = plan;
  const { pressing } = figures;
  const minutes = (count: number) => ({ time: duration(count * MINUTE) });
  const gains = [
    gain.pressingMet > 0 && t("plan:gain.pressingMet", { count: gain.pressingMet }),
    gain.met > gain.pressingMet && t("plan:gain.met", { count: gain.met }),
    gain.sooner > 0 && t("plan:gain.sooner", minutes(gain.sooner)),
    gain.shorter > 0 && t("plan:gain.shorter", minutes(gain.shorter)),
  ].filter((one) => one !== false);
  const all = lines.length + left.length;
  return (
    <div className="stack tight">
      <p className="plan-sum">
        {t("plan:summary", { met: number(figures.met), all: number(all) })}
        {pressing.asked < all && (
          <span className={pressing.met < pressing.asked ? "broke" : "soft"}>
            {" · "}
            {t("plan:pressing", { met: number(pressing.met), all: number(pressing.asked) })}
          </span>
        )}
      </p>
      {lines.length > 0 && (
        <p className="hint">
          {t("plan:gain.label")} {gains.length > 0 ? list(gains) : t("plan:gain.none")}.{" "}
          <How {...plan} />
        </p>
      )}
    </div>
  );
}

function How({ why, gap }: Pick<MadePlan, "why" | "gap">) {
  const { t, number } = useI18n();
  if (why)
    return (
      <>
        {t("plan:by.greedy")} {t(`plan:simple.${why}`)}
      </>
    );
  if (gap === null) return <>{t("plan:by.open")}</>;
  const percent = Math.ceil(gap * 100);
  return <>{percent < 1 ? t("plan:by.best") : t("plan:by.near", { percent: number(percent) })}</>;
}

type Line = MadePlan["lines"][number];

function PlanLine({ line }: { line: Line }) {
  const { t, amount } = useI18n();
  const { chosen, others, thing, emptyHanded } = line;
  const what = useTitle()(line);
  return (
    <li className="plan-line">
      <label className="tick">
        <input
          type="checkbox"
          name="line"
          value={line.line}
          defaultChecked
          aria-label={t("plan:tick", { what })}
        />
      </label>
      <div className="stack tight">
        <What line={line} />
        {chosen.map((person, place) => (
          <div className="plan-person" key={person.id}>
            <Person line={line} person={person} others={others} place={place + 1} />
            <Reasons verdict={person} />
          </div>
        ))}
        {thing && (
          <label className="pick">
            <input
              type="checkbox"
              name="thing"
              value={thingOn(line.line, thing.id, thing.amount)}
              defaultChecked
            />
            {t("plan:reserve", {
              what: thing.title,
              amount: amount(thing.amount, thing.unit),
            })}
          </label>
        )}
        {emptyHanded && <p className="broke">{t("plan:emptyHanded")}</p>}
      </div>
    </li>
  );
}

type PersonProps = {
  line: Line;
  person: Line["chosen"][number];
  others: Line["others"];
  place: number;
};

/** Whoever is proposed, and who could go instead. */
function Person({ line, person, others, place }: PersonProps) {
  const { t, amount, terms, number } = useI18n();
  const reasons = useReasons();
  const label = ({ name, kilometres, ...verdict }: Line["chosen"][number]) =>
    [
      name,
      kilometres === null ? t("tasks:offer.unknown") : amount(kilometres, "km"),
      ...(verdict.elsewhere ? [t("plan:elsewhere")] : []),
      ...(verdict.cons.length > 0 ? [terms(reasons(verdict).concerns)] : []),
    ].join(" · ");
  const own = [
    person.name,
    person.kilometres === null ? t("tasks:offer.unknown") : amount(person.kilometres, "km"),
  ].join(" · ");
  return (
    <select
      className="input"
      name="person"
      defaultValue={personOn(line.line, person.id)}
      aria-label={t("plan:person", { number: number(place) })}
    >
      <option value={personOn(line.line, person.id)}>{own}</option>
      {others.map((other) => (
        <option key={other.id} value={personOn(line.line, other.id)}>
          {label(other)}
        </option>
      ))}
    </select>
  );
}

/** What it is about and how long it may take. */
function What({
  line,
  children,
}: {
  line: Omit<MadePlan["left"][number], "why" | "found" | "places">;
  children?: ReactNode;
}) {
  const { t, name, amount, now, duration, clock } = useI18n();
  const what = useTitle()(line);
  const href = line.kind === "task" ? `/board/tasks/${line.id}` : `/board/requests/${line.id}`;
  const amounts = line.amounts.flatMap(({ unit, missing }) =>
    unit && missing ? amount(missing, unit) : [],
  );
  const left = line.dueAt.getTime() - now.getTime();
  return (
    <p className="plan-what">
      <PriorityMark level={line.priority}>
        <span className="sr">{`${t(`common:priority.${line.priority}`)}: `}</span>
        <a href={href}>{[what, ...amounts].join(" · ")}</a>
      </PriorityMark>
      <span className="soft">
        {line.districtNames ? name(line.districtNames) : t("board:cityWide")}
      </span>
      <span className={left < 0 ? "num broke" : "num soft"}>
        {line.neededBy && line.neededBy > now
          ? t("board:by", { at: clock(line.neededBy) })
          : left < 0
            ? `+${duration(-left)}`
            : t("board:left", { time: duration(left) })}
      </span>
      {line.kind === "task" ? <Span window={line.window} /> : null}
      {children}
    </p>
  );
}

/** What waits and can't be planned, each with the one reason that a coordinator can do something about. */
function LeftOut({ left }: { left: MadePlan["left"] }) {
  const { t, number } = useI18n();
  return (
    <section className="stack tight">
      <h2>{t("plan:left")}</h2>
      <ul className="plan-lines">
        {left.map(({ why, found, places, ...line }) => (
          <li key={line.line} className="plan-left">
            <What line={line} />
            <p className="broke">
              {t(`plan:why.${why}`, { found: number(found), places: number(places) })}.
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function StaleLines({ stale }: { stale: readonly StaleLine[] }) {
  const { t, refusal } = useI18n();
  const titleOf = useTitle();
  const why = ({ stale: one, name, thing }: StaleLine) => {
    if (one.what === "line") return refusal(one.code);
    if (one.what === "thing") return t("plan:stale.thing", { what: thing ?? "" });
    const reason =
      one.why === "asked" || one.why === "declined"
        ? t(`plan:con.${one.why}`)
        : t(`tasks:against.${one.why}`);
    return t("plan:stale.person", { name: name ?? "", why: reason });
  };
  return (
    <Notice tone="warning" role="alert" title={t("plan:stale.title")}>
      <ul>
        {stale.map((one) => (
          <li key={one.line}>
            <b>{titleOf(one)}</b>: {why(one)}
          </li>
        ))}
      </ul>
      <p>{t("plan:stale.hint")}</p>
    </Notice>
  );
}
