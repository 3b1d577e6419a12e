import type { ReactNode } from "react";
import { useI18n } from "../../../i18n/context";
import { Button, ButtonLink } from "../../../ui/button";
import { Code, Disclosure, Facts } from "../../../ui/content";
import { TextArea } from "../../../ui/field";
import { Time } from "../../../ui/marks";
import { Notice } from "../../../ui/notice";
import { PostForm } from "../../../ui/post-form";
import { Share } from "../../../ui/share";
import { Steps } from "../../../ui/steps";
import { LONGEST_NOTE } from "../../form";
import { headlineOf, type JourneyStep, journeyOf, mayTakeBack } from "../../rules/journey";
import { stairsInWords } from "../../rules/stairs";
import { OPEN_STATES, requestMayBecome, UNCOVERED } from "../../states";
import type { LookedUpRequest, TrackedRequest } from "../../views";
import { AsItStood, KeptHere, Waiting } from "./kept";

type Props = {
  /** The address of the page, which is its holder's way in. */
  link: string;
  /** The same as it is sent on: with the site's own name. */
  url: string;
  tracked: TrackedRequest;
  /** Who is on the way, by the number that they say; their first name where they have said that it may be read. */
  visitors: { number: string; name: string | null }[];
  /** How soon requests were read here lately, in milliseconds. */
  usual: { count: number; half: number; most: number } | null;
  /** That the phone may keep this page for when there is no network, and whom to call then. */
  kept: { emergency: string } | null;
  /** In the place of the form for a message: the same with what is wrong. */
  noteForm: ReactNode;
  /** For the page as the phone has kept it, from which no other opens. */
  correction: ReactNode;
};

/** The page of the private link: how far it is, what was said, and what its holder can do. */
export function TrackPage({ link, url, tracked, visitors, usual, kept, ...forms }: Props) {
  const { noteForm, correction } = forms;
  const { t, name, now, clock, duration } = useI18n();
  const { code, state, names, advice, joined, notes, hasEnded } = tracked;
  const fresh = state === "submitted";
  // One that was merged is as far as the other one.
  const leading = joined ?? tracked;
  return (
    <>
      {kept && (
        <>
          <AsItStood {...kept} />
          <Waiting />
        </>
      )}
      {/* The script takes the first for what it says aloud, and puts the second anew. */}
      <follow-steps class="block" data-coming={isComing(leading) ? "yes" : undefined}>
        <output className="sr" />
        <div className="stack">
          <div className="stack tight">
            <p className="soft">{name(names)}</p>
            <Standing {...leading} />
            <AtDoor visitors={visitors} />
            {usual && (
              <p className="hint">
                {t("track:usual", {
                  count: usual.count,
                  half: duration(usual.half),
                  most: duration(usual.most),
                })}
              </p>
            )}
            <p className="hint online">
              {t("track:asOf", { at: clock(now) })} ·{" "}
              <a href={link}>{t("common:button.refresh")}</a>
            </p>
          </div>
          {joined && <p>{t("track:joined")}</p>}
          {leading.state === "fulfilled" && <Outcome link={link} merged={joined !== null} />}
          {joined?.state === "closed" && <Outcome link={link} merged />}
          {fresh && <OwnCode code={code} fresh={fresh} url={url} />}
          {!hasEnded && <Advice advice={advice} />}
          <Steps label={t("track:happened")} steps={stepsOf(leading, t)} />
        </div>
      </follow-steps>
      {(hasEnded && !joined) || state === "fulfilled" ? (
        <AskAgain link={link} tracked={tracked} mistaken={mayTakeBack(tracked, now)} />
      ) : (
        <p className="online">{t("track:worse")}</p>
      )}
      <Notes notes={notes}>{noteForm || <NoteForm link={link} tracked={tracked} />}</Notes>
      <Written link={link} {...tracked.written}>
        {correction}
      </Written>
      {!fresh && <OwnCode code={code} fresh={fresh} url={url} />}
      {kept && !isOver(leading) && <KeptHere />}
      <p className="way online">
        <a href={`${link}/looks`}>{t("privacy:looks.request")}</a>
      </p>
      <p className="way online">
        <a href={`${link}/data`}>{t("data:link")}</a>
      </p>
      {requestMayBecome(state, "cancelled") && (
        <div className="online">
          <Disclosure summary={t("track:cancel")}>
            <p>{t(UNCOVERED.includes(tracked.cover) ? "track:cancelHint" : "track:comingHint")}</p>
            <PostForm action={`${link}/cancellation`}>
              <Button tone="danger" wide>
                {t("track:cancelSure")}
              </Button>
            </PostForm>
          </Disclosure>
        </div>
      )}
    </>
  );
}

/** Whether its holder has nothing to wait for and nothing to answer any more. */
const isOver = ({ state }: Pick<LookedUpRequest, "state">) =>
  state !== "fulfilled" && !OPEN_STATES.includes(state);

/** Whether somebody who has said yes is still to come to the door. */
const isComing = ({ state, cover }: Pick<LookedUpRequest, "state" | "cover">) =>
  state === "in_progress" && ["accepted", "on_the_way"].includes(cover);

/** By what its holder knows that it is the right person who rings. */
function AtDoor({ visitors }: Pick<Props, "visitors">) {
  const { t, terms } = useI18n();
  if (visitors.length === 0) return null;
  const names = visitors.flatMap(({ name }) => name ?? []);
  return (
    <Notice title={t("track:door.title")}>
      {visitors.map(({ number }) => (
        <Code key={number} value={number} group={3} />
      ))}
      <p>{t("track:door.text")}</p>
      {names.length > 0 && <p>{t("track:atDoor", { names: terms(names) })}</p>}
    </Notice>
  );
}

/** What can be done until help comes, where the city has written any. */
function Advice({ advice }: Pick<TrackedRequest, "advice">) {
  const { locale } = useI18n();
  const text = advice[locale] ?? advice.en;
  return text ? <Notice>{text}</Notice> : null;
}

type Stands = Pick<LookedUpRequest, "state" | "cover" | "trouble" | "reason">;

/** Where it stands, and what comes next: never more than somebody has said. */
function Standing(stands: Stands) {
  const { t } = useI18n();
  const headline = headlineOf(stands);
  const { reason } = stands;
  return (
    <>
      <h1>{t(`track:headline.${headline}`)}</h1>
      {reason && <p>{t(`track:reason.${reason}`)}</p>}
      {(!reason || headline === "unreachable") && <p>{t(`track:next.${headline}`)}</p>}
    </>
  );
}

/** What has not happened yet is told as a plan, never in the words of what has. */
const stepsOf = (
  { passed, state }: Pick<TrackedRequest, "passed" | "state">,
  t: ReturnType<typeof useI18n>["t"],
) =>
  journeyOf(passed, state).map(({ name, place, at }: JourneyStep) => ({
    text: place === "upcoming" ? t(`track:ahead.${name as "fulfilled"}`) : t(`track:step.${name}`),
    state: place,
    at,
  }));

type CodeProps = { code: string; fresh: boolean; url: string };

/** To be written down: right after asking it stands before everything else. */
function OwnCode({ code, fresh, url }: CodeProps) {
  const { t } = useI18n();
  return (
    <section className="sheet stack tight" id="code">
      <h2>{t("track:code")}</h2>
      <Code value={code} />
      <p>{t(fresh ? "track:codeHint" : "track:codeShort")}</p>
      <p className="hint">{t("track:link")}</p>
      <Share url={url} code={code} />
    </section>
  );
}

function Outcome({ link, merged }: { link: string; merged: boolean }) {
  const { t } = useI18n();
  return (
    <PostForm className="stack tight" action={`${link}/outcome`} data-hold="">
      <h2>{t("track:outcome")}</h2>
      <OutcomeButtons merged={merged} />
    </PostForm>
  );
}

/** Yes and no weigh the same. Whoever was merged into another request is only asked for a no: the yes is the other one's. */
export function OutcomeButtons({ merged }: { merged: boolean }) {
  const { t } = useI18n();
  return (
    <>
      {!merged && (
        <Button wide name="came" value="yes">
          {t("track:came")}
        </Button>
      )}
      <Button wide name="came" value="no">
        {t("track:cameNot")}
      </Button>
      {!merged && <p className="hint">{t("track:cameHint")}</p>}
      <p className="hint">{t("track:outcomeHint")}</p>
    </>
  );
}

/** The way on from an end. */
function AskAgain(props: { link: string; tracked: TrackedRequest; mistaken: boolean }) {
  const { t } = useI18n();
  const { link, tracked, mistaken } = props;
  if (tracked.state === "fulfilled") return null;
  return (
    <div className="stack tight online">
      {mistaken && (
        <PostForm className="stack tight" action={`${link}/mistake`}>
          <p>{t("track:mistake")}</p>
          <Button wide>{t("track:mistakeSend")}</Button>
        </PostForm>
      )}
      <ButtonLink wide href={`/help?again=${link.slice("/track/".length)}`}>
        {t("track:again")}
      </ButtonLink>
    </div>
  );
}

type NotesProps = { notes: TrackedRequest["notes"]; children: ReactNode };

function Notes({ notes, children }: NotesProps) {
  const { t } = useI18n();
  return (
    <section className="sheet stack" id="notes">
      <h2>{t("track:notes")}</h2>
      {notes.length > 0 && (
        <ol className="stack">
          {notes.map((note) => (
            <li key={note.at.toISOString() + note.body}>
              <p className="hint">
                {t(note.own ? "track:noteOwn" : "track:noteTheirs")} · <Time at={note.at} />
              </p>
              <p className="whitespace-pre-line">{note.body}</p>
            </li>
          ))}
        </ol>
      )}
      {children}
    </section>
  );
}

type NoteFormProps = {
  link: string;
  tracked: Parameters<typeof headlineOf>[0];
  /** What was typed, and why it was not taken: the page opens here then. */
  typed?: string;
  error?: string | null;
};

export function NoteForm({ link, tracked, typed, error }: NoteFormProps) {
  const { t } = useI18n();
  return (
    <PostForm
      className="stack tight"
      action={`${link}/notes#note`}
      data-hold=""
      data-most={LONGEST_NOTE}
      data-long={t("refusal:request.note_long")}
    >
      <TextArea
        name="note"
        label={t(headlineOf(tracked) === "not_come" ? "track:missingWhat" : "track:note")}
        hint={t("track:noteHint")}
        value={typed}
        error={error}
        rows={2}
      />
      <Button wide>{t("track:noteSend")}</Button>
    </PostForm>
  );
}

type WrittenProps = TrackedRequest["written"] & { link: string; children: ReactNode };

/** What was sent, so that a wrong digit is seen; folded, for others may look at the phone too. */
function Written({ link, people, phone, email, forPhone, ...written }: WrittenProps) {
  const { address, access, details, children, forOther: _, ...door } = written;
  const i18n = useI18n();
  const { t, number } = i18n;
  return (
    <Disclosure summary={t("track:written")}>
      {details && <p className="whitespace-pre-line">{details}</p>}
      <Facts
        items={[
          { label: t("help:phone"), value: phone },
          { label: t("help:email"), value: email },
          { label: t("help:forPhone"), value: forPhone },
          { label: t("help:address"), value: address },
          { label: t("tasks:stairs"), value: stairsInWords(i18n, door) },
          { label: t("help:access"), value: access },
          { label: t("track:people"), value: number(people) },
        ]}
      />
      <div className="online">
        <ButtonLink wide href={`${link}/corrections`}>
          {t("track:correct")}
        </ButtonLink>
      </div>
      {children}
    </Disclosure>
  );
}

type StatusProps = Omit<LookedUpRequest, "asks"> & { heard?: boolean };

/** For the short code: where it stands and since when, nothing else; `heard` right after they have said whether help came. */
export function StatusOnly({ heard = false, ...stands }: StatusProps) {
  const { t, moment, relative } = useI18n();
  const { stateAt: at, reason } = stands;
  const headline = headlineOf(stands);
  return (
    <Notice role="status" title={t(`track:headline.${headline}`)}>
      <p>
        {t("track:since", { at: moment(at), ago: relative(at) })}{" "}
        {t(reason ? `track:reason.${reason}` : heard ? "track:heard" : `track:next.${headline}`)}
      </p>
    </Notice>
  );
}
