import type { ReactNode } from "react";
import { useI18n } from "../../i18n/context";
import { Button, ButtonLink } from "../../ui/button";
import { Disclosure, Facts, Sheet } from "../../ui/content";
import { StickyAction } from "../../ui/desk";
import { Dialled } from "../../ui/dialled";
import { TextArea } from "../../ui/field";
import { Time } from "../../ui/marks";
import { Notice } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import { MapLinks } from "../../ui/reach";
import { Share } from "../../ui/share";
import { answerBy, isAtTheDoor, needsWord } from "../rules/sign-up";
import { AHEAD, CAME } from "../states";
import { SILENT_REASONS } from "../types";
import type { OpenedOwnShift } from "../views";
import { RoleList } from "./role-list";
import { Hours, OwnMark } from "./words";

const isSilent = (reason: string | null) => SILENT_REASONS.some((one) => one === reason);

type Props = {
  opened: OpenedOwnShift;
  link: string | null;
  /** Without its city an address is found anywhere. */
  city: string;
  refused: ReactNode;
};

/** One shift for a volunteer: when, where, what, and the one next step. */
export function ShiftPage({ opened, link, city, refused }: Props) {
  const { t, name, weekday, initial, span } = useI18n();
  const { shift, own, roles } = opened;
  const { window } = shift;
  const role = roles.find(({ id }) => id === own?.roleId);
  return (
    <>
      <p className="way">
        <a href="/shifts">{t("shifts:title")}</a>
      </p>
      <header className="stack tight">
        <h1>{shift.place}</h1>
        <p className="details">
          {initial(weekday(window.from))}, <Hours window={window} />
        </p>
        {own?.live && <OwnMark own={own} />}
      </header>
      {refused}
      {shift.state === "cancelled" && (
        <Notice tone="warning" title={t("shifts:phase.cancelled")}>
          {shift.reason}
        </Notice>
      )}
      {own?.state === "offered" && own.reason === "moved" && (
        <Notice tone="warning" title={t("shifts:moved")}>
          <p>{t("shifts:movedHint")}</p>
          {shift.was && (
            <p>
              {t("shifts:movedFrom", {
                was: [
                  span(new Date(shift.was.from), new Date(shift.was.to)),
                  shift.was.place,
                  shift.was.address,
                ]
                  .filter(Boolean)
                  .join(", "),
              })}
            </p>
          )}
        </Notice>
      )}
      {own?.state === "withdrawn" && isSilent(own.reason) && (
        <Notice tone="warning" title={t("shifts:lapsed")}>
          {t("shifts:lapsedHint")}
        </Notice>
      )}
      {shift.briefing && <p className="whitespace-pre-line">{shift.briefing}</p>}
      <Facts
        items={[
          { label: t("shifts:address"), value: shift.address },
          { label: t("tasks:district"), value: shift.districtNames && name(shift.districtNames) },
          { label: t("shifts:contact"), value: shift.contact && <Dialled text={shift.contact} /> },
          { label: t("shifts:yourRole"), value: own?.live && role?.title },
          { label: t("shifts:party"), value: own?.live && own.party > 1 && own.party },
        ]}
      />
      {shift.address && <MapLinks lat={null} lon={null} address={`${shift.address}, ${city}`} />}
      {!own?.live && shift.state === "published" && <RoleList opened={opened} />}
      {own?.live && <Own opened={opened} own={own} link={link} refused={Boolean(refused)} />}
      {opened.notes.length > 0 && (
        <Sheet title={t("shifts:notes")}>
          <Notes notes={opened.notes} />
        </Sheet>
      )}
      {own?.live && CAME.includes(own.state) && (
        <PostForm className="stack tight" action={`/shifts/${shift.id}/notes`}>
          <TextArea name="body" label={t("shifts:noteNext")} rows={3} />
          <Button>{t("shifts:leaveNote")}</Button>
        </PostForm>
      )}
      {own?.live && <Next opened={opened} own={own} />}
    </>
  );
}

export function Notes({ notes }: { notes: OpenedOwnShift["notes"] }) {
  return (
    <ul className="stack tight">
      {notes.map(({ id, body, at }) => (
        <li key={id}>
          <p className="whitespace-pre-line">{body}</p>
          <p className="hint">
            <Time at={at} />
          </p>
        </li>
      ))}
    </ul>
  );
}

type OwnProps = { opened: OpenedOwnShift; own: NonNullable<OpenedOwnShift["own"]> };

type Asides = { link: string | null; refused: boolean };

function Own({ opened: { shift, swap }, own, link, refused }: OwnProps & Asides) {
  const { t, now, zone, dated } = useI18n();
  const at = `/shifts/${shift.id}`;
  const ahead = shift.window.from > now;
  const word = own.state === "signed_up" && needsWord(now, shift.window.from, shift.leaveHours);
  const mayLeave = AHEAD.includes(own.state) && ahead;
  return (
    <div>
      {swap?.state === "answered" && swap.window && (
        <Notice tone="info" title={t("shifts:swap.answered")}>
          <p>
            {swap.place}, <Time at={swap.window.from} />–<Time at={swap.window.to} as="clock" />
          </p>
          <PostForm className="row" action={`${at}/agreements`}>
            <input type="hidden" name="swap" value={swap.id} />
            <input type="hidden" name="other" value={swap.otherId ?? ""} />
            <Button tone="primary" name="answer" value="yes">
              {t("shifts:swap.agree")}
            </Button>
            <Button name="answer" value="no">
              {t("shifts:decline")}
            </Button>
          </PostForm>
        </Notice>
      )}
      {mayLeave && own.state === "waitlisted" && !own.claim && (
        <p>
          {t("shifts:waitingHow", {
            count: own.position - 1,
            by: dated(answerBy(now, shift.window.from, zone)),
          })}
        </p>
      )}
      {ahead && own.state !== "waitlisted" && (
        <p>
          <ButtonLink href={`${at}/calendar.ics`}>{t("shifts:calendar.one")}</ButtonLink>
        </p>
      )}
      {mayLeave && own.state === "signed_up" && (
        <Disclosure summary={t("shifts:swap.title")} open={Boolean(link)} id="swap">
          <p>{t("shifts:swap.lead")}</p>
          {link && (
            <div className="stack tight">
              <p>
                <code className="break">{link}</code>
              </p>
              <Share
                url={link}
                labels={{
                  lead: t("shifts:swap.made"),
                  sms: t("shifts:swap.sms"),
                  email: t("shifts:swap.email"),
                }}
              />
            </div>
          )}
          <PostForm action={`${at}/swaps`}>
            <Button>{t(swap ? "shifts:swap.again" : "shifts:swap.make")}</Button>
          </PostForm>
        </Disclosure>
      )}
      {mayLeave && (
        <Disclosure summary={t("shifts:leave")} open={word && refused}>
          <PostForm className="stack tight" action={`${at}/withdrawals`}>
            {word && <TextArea name="word" label={t("shifts:word")} rows={2} />}
            <Button tone="danger">{t("shifts:leave")}</Button>
          </PostForm>
        </Disclosure>
      )}
    </div>
  );
}

function Next({ opened: { shift }, own }: OwnProps) {
  const { t, now } = useI18n();
  const at = `/shifts/${shift.id}`;
  const answers = own.state === "offered" || own.claim;
  const door = own.state === "signed_up" && isAtTheDoor(now, shift.window);
  if (!answers && !door && own.state !== "checked_in") return null;
  return (
    <StickyAction>
      {answers && (
        <PostForm className="row" action={`${at}/answers`}>
          <Button tone="primary" wide name="answer" value="yes">
            {t("shifts:accept")}
          </Button>
          {own.state === "offered" && (
            <Button wide name="answer" value="no">
              {t("shifts:decline")}
            </Button>
          )}
        </PostForm>
      )}
      {door && (
        <ButtonLink tone="primary" wide href="/check-in">
          {t("shifts:checkIn")}
        </ButtonLink>
      )}
      {own.state === "checked_in" && (
        <PostForm action={`${at}/check-outs`}>
          <Button tone="primary" wide>
            {t("shifts:checkOut")}
          </Button>
        </PostForm>
      )}
    </StickyAction>
  );
}
