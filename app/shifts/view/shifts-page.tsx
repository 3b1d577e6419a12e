import type { Skill } from "../../accounts/types";
import { StandingNotice } from "../../accounts/view/standing-notice";
import type { Choice } from "../../districts/types";
import { useI18n } from "../../i18n/context";
import type { VolunteerStanding } from "../../platform/types";
import { Button, ButtonLink } from "../../ui/button";
import { Select, Tick } from "../../ui/choice";
import { Disclosure, Sheet } from "../../ui/content";
import { Empty, Pager } from "../../ui/desk";
import { DateTime } from "../../ui/field";
import { PostForm } from "../../ui/post-form";
import type { OpenRow, OwnRow } from "../views";
import { ShiftsMenu } from "./shifts-menu";
import { Hours, OwnMark, useRoleTitle } from "./words";

export type Asked = {
  day: string;
  district: string;
  skill: string;
  fits: boolean;
  show: "can" | "others";
};
type Props = {
  mine: OwnRow[];
  lines: OpenRow[];
  next: string | null;
  asked: Asked;
  /** Days and the home district, for a filter by one press. */
  near: { today: string; tomorrow: string; home: string | null };
  /** What shifts ahead ask for. */
  skills: readonly Skill[];
  districts: Choice[];
  standing: VolunteerStanding | null;
};

const query = (asked: Asked, more: Record<string, string>) => {
  const { day, district, skill, fits, show } = asked;
  const values = { day, district, skill, fits: fits ? "yes" : "", show, ...more };
  const params = Object.entries(values).filter(
    ([key, value]) => value && `${key}${value}` !== "showcan",
  );
  return `/shifts?${new URLSearchParams(params)}`;
};

/** What is mine, then what I could take: two taps from here to a slot. */
export function ShiftsPage({ mine, lines, next, asked, near, standing, ...ways }: Props) {
  const { t } = useI18n();
  const others = asked.show === "others";
  const chosen = others || Boolean(asked.day || asked.district || asked.skill || asked.fits);
  return (
    <>
      <h1>{t("shifts:title")}</h1>
      <ShiftsMenu current="shifts" />
      <StandingNotice standing={standing} />
      {mine.length > 0 && (
        <Sheet title={t("shifts:mine")}>
          <ul className="task-rows">
            {mine.map((row) => (
              <Mine key={row.own.id} row={row} />
            ))}
          </ul>
        </Sheet>
      )}
      <Sheet title={t(others ? "shifts:others" : "shifts:open")} id="open">
        <Quick asked={asked} near={near} />
        <Filter asked={asked} {...ways} />
        {lines.length === 0 ? (
          <Empty title={t(chosen ? "shifts:noneChosen" : "shifts:empty")}>
            {t(chosen ? "shifts:noneChosenHint" : "shifts:emptyHint")}
          </Empty>
        ) : (
          <Days lines={lines} told={standing !== "verified"} />
        )}
        <Pager next={next && query(asked, { after: next })} />
        <p className="way">
          <a href={query(asked, { show: others ? "can" : "others" })}>
            {t(others ? "shifts:showOpen" : "shifts:showOthers")}
          </a>
        </p>
      </Sheet>
    </>
  );
}

function Mine({ row: { shift, role, own } }: { row: OwnRow }) {
  const { t, weekday, initial } = useI18n();
  const titleOf = useRoleTitle();
  return (
    <li>
      <a href={`/shifts/${shift.id}`}>
        <b>
          {initial(weekday(shift.window.from))}, <Hours window={shift.window} />
        </b>
        <span>{[shift.place, titleOf(role)].filter(Boolean).join(" · ")}</span>
        <OwnMark own={own} />
      </a>
      {(own.state === "offered" || own.claim) && (
        <PostForm className="row" action={`/shifts/${shift.id}/answers`}>
          <Button tone="primary" name="answer" value="yes">
            {t("shifts:accept")}
          </Button>
          {own.state === "offered" && (
            <Button name="answer" value="no">
              {t("shifts:decline")}
            </Button>
          )}
        </PostForm>
      )}
    </li>
  );
}

/** The filters that are wanted most, each by one press, and by another no more. */
function Quick({ asked, near: { today, tomorrow, home } }: Pick<Props, "asked" | "near">) {
  const { t } = useI18n();
  const ways: { name: "day" | "district"; value: string; label: string }[] = [
    { name: "day", value: today, label: t("shifts:quick.today") },
    { name: "day", value: tomorrow, label: t("shifts:quick.tomorrow") },
    { name: "day", value: "weekend", label: t("shifts:quick.weekend") },
  ];
  if (home) ways.push({ name: "district", value: home, label: t("shifts:quick.near") });
  return (
    <nav className="row" aria-label={t("shifts:quick.label")}>
      {ways.map(({ name, value, label }) => {
        const chosen = asked[name] === value;
        return (
          <a
            key={value}
            className={chosen ? "btn primary" : "btn"}
            href={query(asked, { [name]: chosen ? "" : value })}
            aria-current={chosen || undefined}
          >
            {label}
          </a>
        );
      })}
    </nav>
  );
}

function Filter({ asked, districts, skills }: Pick<Props, "asked" | "districts" | "skills">) {
  const { t, name } = useI18n();
  const { day, district, skill, fits, show } = asked;
  return (
    <Disclosure summary={t("shifts:filter")} open={Boolean(skill || fits)}>
      <form className="stack tight" method="get" action="/shifts">
        {show === "others" && <input type="hidden" name="show" value="others" />}
        <DateTime
          kind="date"
          name="day"
          label={t("shifts:day")}
          value={day === "weekend" ? "" : day}
        />
        <Select
          name="district"
          label={t("tasks:district")}
          value={district}
          placeholder={t("shifts:any")}
          options={districts.map(({ code, names }) => ({ value: code, label: name(names) }))}
        />
        {skills.length > 0 && (
          <Select
            name="skill"
            label={t("shifts:skill")}
            value={skill}
            placeholder={t("shifts:any")}
            options={skills.map((one) => ({ value: one, label: t(`common:skill.${one}`) }))}
          />
        )}
        <Tick name="fits" label={t("shifts:fits")} checked={fits} />
        <p className="row">
          <Button>{t("common:button.filter")}</Button>
          <a href="/shifts">{t("common:button.clear")}</a>
        </p>
      </form>
    </Disclosure>
  );
}

type Gathered = { row: OpenRow; later: OpenRow[] };

/** Each role of a series once, at its first day here, with the days after it that have the same hours. */
function gather(lines: readonly OpenRow[], clock: (at: Date) => string): Gathered[] {
  const rows = new Map<string, Gathered>();
  for (const row of lines) {
    const { id, seriesId, place, window } = row.shift;
    const { title, skills, position } = row.role;
    const of = [seriesId, place, title, skills, clock(window.from), clock(window.to)];
    const key = [...(seriesId ? of : [id]), position].join("|");
    const known = rows.get(key);
    if (known) known.later.push(row);
    else rows.set(key, { row, later: [] });
  }
  return [...rows.values()];
}

/** `told`: why nothing can be taken stands above the list already. */
function Days({ lines, told }: { lines: OpenRow[]; told: boolean }) {
  const { weekday, initial, clock } = useI18n();
  const days = new Map<string, Gathered[]>();
  for (const one of gather(lines, clock)) {
    const day = initial(weekday(one.row.shift.window.from));
    days.set(day, [...(days.get(day) ?? []), one]);
  }
  return (
    <>
      {[...days].map(([day, rows]) => (
        <section key={day} className="stack tight">
          <h3 className="shift-day">{day}</h3>
          <ul>
            {rows.map(({ row, later }) => (
              <Line key={row.role.id} row={row} later={later} told={told} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function LaterDays({ rows }: { rows: OpenRow[] }) {
  const { t, columnDay } = useI18n();
  if (rows.length === 0) return null;
  return (
    <div className="col-span-full w-full">
      <p className="hint">{t("shifts:alsoOn")}</p>
      <div className="days">
        {rows.map(({ shift, role }) => (
          <ButtonLink key={role.id} href={`/shifts/${shift.id}`}>
            {columnDay(shift.window.from)}
          </ButtonLink>
        ))}
      </div>
    </div>
  );
}

type LineProps = { row: OpenRow; later: OpenRow[]; told: boolean };

function Line({ row: { shift, role, whyNot }, later, told }: LineProps) {
  const { t, name, refusal, moment } = useI18n();
  const titleOf = useRoleTitle();
  const full = role.held >= role.capacity;
  const at = whyNot === "opens_later" && shift.opensAt ? shift.opensAt : shift.window.from;
  const short = role.minimum - role.held;
  return (
    <li className="shift-row">
      <a href={`/shifts/${shift.id}`}>
        <b>
          <Hours window={shift.window} /> {shift.place}
        </b>
        <span>
          {[titleOf(role), shift.districtNames && name(shift.districtNames)]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </a>
      <p className="hint">
        {short > 0 ? (
          <strong>{t("shifts:needed", { count: short })}</strong>
        ) : (
          t("shifts:places", { held: role.held, capacity: role.capacity })
        )}
        {role.waiting > 0 && ` · ${t("shifts:waiting", { count: role.waiting })}`}
      </p>
      {told && whyNot === "not_verified" ? null : whyNot ? (
        <p className="hint act">{refusal(`shift.${whyNot}_soon`, { when: moment(at) })}</p>
      ) : (
        <PostForm className="act" action={`/shifts/${shift.id}/sign-ups`}>
          <Button name="role" value={role.id}>
            {full ? t("shifts:wait") : t("shifts:take")}
          </Button>
        </PostForm>
      )}
      <LaterDays rows={later} />
    </li>
  );
}
