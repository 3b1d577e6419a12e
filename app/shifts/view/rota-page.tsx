import type { Choice } from "../../districts/types";
import { useI18n } from "../../i18n/context";
import type { Window } from "../../platform/types";
import { Button, ButtonLink } from "../../ui/button";
import { Select } from "../../ui/choice";
import { Empty, Pager, Toolbar } from "../../ui/desk";
import { StateMark, type StateTone } from "../../ui/marks";
import type { RotaRow } from "../views";
import { Hours, useRoleTitle } from "./words";

type Props = {
  lines: RotaRow[];
  /** The seven days, each from midnight to midnight. */
  days: Window[];
  weeks: { previous: string; next: string };
  /** `2026-11-23`. */
  monday: string;
  district: string;
  districts: Choice[];
};

const toneOf = ({ shift, role, coming }: RotaRow, now: Date): StateTone => {
  if (shift.window.to <= now) return "past";
  if (shift.state === "draft") return "neutral";
  if (coming < role.minimum) return "warning";
  return coming >= role.capacity ? "done" : "active";
};

/** A week by place and role: where it is thin stands out, everything is a link, it prints on one sheet. */
export function RotaPage({ lines, days, weeks, monday, district, districts }: Props) {
  const { t, name, now, days: daysOf } = useI18n();
  const gaps = lines.filter((line) => toneOf(line, now) === "warning").length;
  const first = days[0]!.from;
  const last = days[6]!.from;
  return (
    <>
      <div className="head flush">
        <h1>
          {t("shifts:title")}, {daysOf(first, last)}
        </h1>
        <div className="row">
          <ButtonLink href="/board/handover">{t("common:nav.duty")}</ButtonLink>
          <ButtonLink href="/board/shifts/new">{t("shifts:new")}</ButtonLink>
        </div>
      </div>
      <Toolbar label={t("common:button.filter")} action="/board/shifts">
        <input type="hidden" name="week" value={monday} />
        <Select
          name="district"
          label={t("tasks:district")}
          value={district}
          placeholder={t("shifts:any")}
          options={districts.map(({ code, names }) => ({ value: code, label: name(names) }))}
        />
        <Button>{t("common:button.filter")}</Button>
        {gaps > 0 && <StateMark tone="warning">{t("shifts:gaps", { count: gaps })}</StateMark>}
      </Toolbar>
      <Pager
        previous={weeks.previous}
        next={weeks.next}
        words={{ previous: t("shifts:week.previous"), next: t("shifts:week.next") }}
      />
      {lines.length === 0 ? (
        <Empty title={t("shifts:emptyBoard")}>{t("shifts:emptyBoardHint")}</Empty>
      ) : (
        <Rota lines={lines} days={days} />
      )}
    </>
  );
}

function Rota({ lines, days }: Pick<Props, "lines" | "days">) {
  const { t, now, columnDay, initial } = useI18n();
  const titleOf = useRoleTitle();
  const places = new Map<string, Map<string, RotaRow[]>>();
  for (const line of lines) {
    const roles = places.get(line.shift.place) ?? new Map<string, RotaRow[]>();
    const title = titleOf(line.role);
    roles.set(title, [...(roles.get(title) ?? []), line]);
    places.set(line.shift.place, roles);
  }
  return (
    <table className="rota">
      <caption className="sr">{t("shifts:title")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("shifts:place")}</th>
          {days.map(({ from, to }) => (
            <th
              key={from.toISOString()}
              scope="col"
              className={from <= now && now < to ? "today" : ""}
            >
              {initial(columnDay(from))}
            </th>
          ))}
        </tr>
      </thead>
      {[...places].map(([place, roles]) => (
        <tbody key={place}>
          {[...roles].map(([title, own], index) => (
            <tr key={title}>
              <th scope="row">
                <b className={index > 0 ? "sr" : ""}>{place}</b>
                {title && <span>{title}</span>}
              </th>
              {days.map(({ from, to }) => (
                <td key={from.toISOString()} data-day={columnDay(from)}>
                  {own
                    .filter(({ shift }) => isShownOn(shift.window, { from, to }, days[0]!))
                    .map((line) => (
                      <Cell
                        key={line.role.id}
                        line={line}
                        tone={toneOf(line, now)}
                        beganBefore={line.shift.window.from < days[0]!.from}
                      />
                    ))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

/** A shift stands in the day on which it begins, or in the first of the week if it began before. */
const isShownOn = (window: Window, day: Window, first: Window): boolean => {
  const begins = window.from < first.from ? first.from : window.from;
  return begins >= day.from && begins < day.to;
};

type CellProps = { line: RotaRow; tone: StateTone; beganBefore: boolean };
function Cell({ line, tone, beganBefore }: CellProps) {
  const { t, initial, weekday } = useI18n();
  const { shift, role, coming } = line;
  return (
    <a className={`line-link rota-cell ${tone}`} href={`/board/shifts/${shift.id}`}>
      {beganBefore && `${initial(weekday(shift.window.from))}, `}
      <Hours window={shift.window} />
      <StateMark tone={tone}>
        {coming}/{role.capacity}
        {tone === "warning" && ` · ${t("shifts:needed", { count: role.minimum - coming })}`}
        {shift.state === "draft" && ` · ${t("shifts:phase.draft")}`}
      </StateMark>
    </a>
  );
}
