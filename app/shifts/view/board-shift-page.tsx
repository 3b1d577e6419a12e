import type { ReactNode } from "react";
import { useI18n } from "../../i18n/context";
import type { Window } from "../../platform/types";
import { Button, ButtonLink } from "../../ui/button";
import { Disclosure, Facts, Sheet } from "../../ui/content";
import { Dialled } from "../../ui/dialled";
import { Field, TextArea } from "../../ui/field";
import { StateMark } from "../../ui/marks";
import { Notice } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import type { BoardShift } from "../views";
import { RoleSheet } from "./roster";
import { Notes } from "./shift-page";
import { Hours } from "./words";

type Coming = { days: Window[]; without: string[] };
type Props = {
  opened: BoardShift;
  /** Of a series before it is published. */
  coming: Coming | null;
  link: string | null;
  refused: ReactNode;
};

export function BoardShiftPage({ opened, coming, link, refused }: Props) {
  const { t, name, moment, weekday } = useI18n();
  const { shift, roles, people, notes } = opened;
  const at = `/board/shifts/${shift.id}`;
  const ahead = shift.state === "draft" || shift.state === "published";
  return (
    <div className="column-left stack">
      <p className="way">
        <a href="/board/shifts">{t("shifts:title")}</a>
      </p>
      <h1>
        {shift.place}, {weekday(shift.window.from)}, <Hours window={shift.window} />
      </h1>
      {refused}
      <p className="row">
        <StateMark tone={shift.state === "running" ? "active" : "neutral"}>
          {t(`shifts:phase.${shift.state}`)}
        </StateMark>
        {shift.reason}
      </p>
      {coming && <ComingDays {...coming} />}
      <div className="row">
        {shift.state === "draft" && (
          <PostForm action={`${at}/publications`}>
            <input type="hidden" name="version" value={shift.version} />
            <Button tone="primary">{t("shifts:publish")}</Button>
          </PostForm>
        )}
        {ahead && <ButtonLink href={`${at}/edits`}>{t("shifts:edit")}</ButtonLink>}
        <ButtonLink href={`/board/shifts/new?from=${shift.id}`}>{t("shifts:copy")}</ButtonLink>
        {shift.code && <ButtonLink href={`${at}/list`}>{t("shifts:list.title")}</ButtonLink>}
        {shift.code && <ButtonLink href={`${at}/poster`}>{t("shifts:poster")}</ButtonLink>}
      </div>
      {link && (
        <Notice tone="success" role="status" title={t("shifts:calendar.made")}>
          <p>
            <code className="break">{link}</code>
          </p>
          <p>{t("shifts:calendar.placeHint")}</p>
        </Notice>
      )}
      {roles.map((role) => (
        <RoleSheet
          key={role.id}
          role={role}
          people={people}
          dead={opened.dead}
          shift={shift}
          wanted={opened.wanted}
        />
      ))}
      <Sheet title={t("shifts:about")}>
        <Facts
          items={[
            { label: t("shifts:address"), value: shift.address },
            {
              label: t("tasks:district"),
              value: shift.districtNames ? name(shift.districtNames) : t("shifts:wholeCity"),
            },
            {
              label: t("shifts:contact"),
              value: shift.contact && <Dialled text={shift.contact} />,
            },
            { label: t("shifts:briefing"), value: shift.briefing },
            { label: t("shifts:opens"), value: shift.opensAt && moment(shift.opensAt) },
            { label: t("shifts:code"), value: shift.code },
          ]}
        />
        <PostForm action={`${at}/calendars`}>
          <Button>{t("shifts:calendar.place")}</Button>
        </PostForm>
      </Sheet>
      <Sheet title={t("shifts:notes")}>
        <Notes notes={notes} />
        <PostForm className="stack tight" action={`${at}/notes`}>
          <TextArea name="body" label={t("shifts:noteNext")} rows={2} />
          <Button>{t("shifts:leaveNote")}</Button>
        </PostForm>
      </Sheet>
      {(ahead || shift.state === "running") && (
        <Disclosure summary={t("shifts:cancel")}>
          <PostForm className="stack tight" action={`${at}/cancellations`}>
            <input type="hidden" name="version" value={shift.version} />
            <Field name="reason" label={t("shifts:cancelWhy")} />
            <p className="row">
              <Button tone="danger">{t("shifts:cancel")}</Button>
              {ahead && shift.seriesId && (
                <Button tone="danger" name="scope" value="following">
                  {t("shifts:cancelFollowing")}
                </Button>
              )}
            </p>
          </PostForm>
        </Disclosure>
      )}
    </div>
  );
}

/** What publishing a series will make public. */
function ComingDays({ days, without }: Coming) {
  const { t, span, initial, list, locale } = useI18n();
  const month = new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" });
  const names = without.map((one) => month.format(new Date(`${one}-01T00:00Z`)));
  return (
    <Notice tone="info" title={t("shifts:coming.title")}>
      <ul>
        {days.map(({ from, to }) => (
          <li key={from.toISOString()}>{initial(span(from, to))}</li>
        ))}
      </ul>
      {names.length > 0 && <p>{t("shifts:coming.without", { months: list(names) })}</p>}
    </Notice>
  );
}
