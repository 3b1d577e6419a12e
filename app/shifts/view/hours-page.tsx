import { useI18n } from "../../i18n/context";
import { Button, ButtonLink } from "../../ui/button";
import { Sheet } from "../../ui/content";
import { Empty } from "../../ui/desk";
import { Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import type { ServedShift } from "../views";
import { ShiftsMenu } from "./shifts-menu";

type CalendarProps = { link: string | null; phone: string | null; refusal: string | null };

export function CalendarPage({ link, phone, refusal }: CalendarProps) {
  const { t } = useI18n();
  return (
    <>
      <h1>{t("shifts:part.calendars")}</h1>
      <ShiftsMenu current="calendars" />
      {refusal && <Refusal>{refusal}</Refusal>}
      <p>{t("shifts:calendar.lead")}</p>
      {link && phone && (
        <Sheet title={t("shifts:calendar.made")}>
          <p>
            <code className="break">{link}</code>
          </p>
          <p>
            <ButtonLink href={phone}>{t("shifts:calendar.subscribe")}</ButtonLink>
          </p>
          <p>{t("shifts:calendar.keep")}</p>
        </Sheet>
      )}
      <PostForm action="/shifts/calendars">
        <Button tone={link ? "quiet" : "primary"}>{t("shifts:calendar.make")}</Button>
      </PostForm>
      <p className="hint">{t("shifts:calendar.again")}</p>
    </>
  );
}

/** The hours that somebody has served, and the way to a paper that says so; of tasks alone there may be one too. */
export function HoursPage({ lines }: { lines: ServedShift[] }) {
  const { t, hours, clock, day, now } = useI18n();
  const total = lines.reduce((sum, { served }) => sum + served, 0);
  return (
    <>
      <h1>{t("shifts:part.hours")}</h1>
      <div className="no-print">
        <ShiftsMenu current="hours" />
      </div>
      {lines.length === 0 ? (
        <Empty title={t("shifts:hours.none")}>{t("shifts:hours.noneHint")}</Empty>
      ) : (
        <>
          <p className="details">{t("shifts:hours.total", { hours: hours(total) })}</p>
          <ul className="task-rows plain-rows">
            {lines.map((line) => (
              <li key={line.id}>
                <b>{day(line.window.from)}</b>
                <span>{[line.place, line.title].filter(Boolean).join(" · ")}</span>
                <span className="num">
                  {line.checkedInAt && clock(line.checkedInAt)}–
                  {line.checkedOutAt && clock(line.checkedOutAt)}, {hours(line.served)}
                </span>
                {line.correction && (
                  <span className="hint">
                    {t("shifts:hours.corrected")}: {line.correction}
                  </span>
                )}
              </li>
            ))}
          </ul>
          <p className="hint">{t("shifts:hours.drawn", { day: day(now) })}</p>
        </>
      )}
      <PostForm className="stack tight no-print" action="/shifts/hours/certificates">
        <Button wide>{t("shifts:hours.make")}</Button>
        <p className="hint">{t("shifts:hours.makeHint")}</p>
      </PostForm>
    </>
  );
}
