import { useI18n } from "../../../i18n/context";
import { Button } from "../../../ui/button";
import { Code, Disclosure } from "../../../ui/content";
import { TextArea } from "../../../ui/field";
import { Time } from "../../../ui/marks";
import { Notice } from "../../../ui/notice";
import { PostForm } from "../../../ui/post-form";
import { Steps } from "../../../ui/steps";
import { journeyOf } from "../../rules/journey";
import { requestMayBecome } from "../../states";
import type { ClosingReason, RequestState } from "../../types";
import type { TrackedRequest } from "../../views";

/** The page of the private link: how far it is, what was said, and what its holder can do. */
export function TrackPage({ link, tracked }: { link: string; tracked: TrackedRequest }) {
  const { t, name } = useI18n();
  const { code, state, reason, names, steps, notes } = tracked;
  const fresh = state === "submitted";
  return (
    <>
      <div className="stack tight">
        <p className="soft">{name(names)}</p>
        <h1>{t(`track:headline.${state}`)}</h1>
        <p>{reason ? t(`track:reason.${reason}`) : t(`track:next.${state}`)}</p>
      </div>
      {state === "fulfilled" && <Outcome link={link} />}
      {fresh && <OwnCode code={code} fresh={fresh} />}
      <Steps
        label={t("track:happened")}
        steps={journeyOf(steps, state).map((step) => ({
          // What has not happened yet is told as a plan, never in the words of what has.
          text:
            step.place === "upcoming"
              ? t(`track:ahead.${step.state as "fulfilled"}`)
              : t(`track:state.${step.state}`),
          state: step.place,
          at: step.at,
        }))}
      />
      <Notes link={link} notes={notes} />
      {!fresh && <OwnCode code={code} fresh={fresh} />}
      <p>
        <a href={`${link}/looks`}>{t("privacy:looks.request")}</a>
      </p>
      {requestMayBecome(state, "cancelled") && (
        <Disclosure summary={t("track:cancel")}>
          <p>{t("track:cancelHint")}</p>
          <PostForm action={`${link}/cancellation`}>
            <Button tone="danger" wide>
              {t("track:cancelSure")}
            </Button>
          </PostForm>
        </Disclosure>
      )}
    </>
  );
}

/** To be written down: right after asking it stands before everything else. */
function OwnCode({ code, fresh }: { code: string; fresh: boolean }) {
  const { t } = useI18n();
  return (
    <section className="sheet stack tight" id="code">
      <h2>{t("track:code")}</h2>
      <Code value={code} />
      <p>{t(fresh ? "track:codeHint" : "track:codeShort")}</p>
      <p className="hint">{t("track:link")}</p>
    </section>
  );
}

function Outcome({ link }: { link: string }) {
  const { t } = useI18n();
  return (
    <PostForm className="stack tight" action={`${link}/outcome`}>
      <h2>{t("track:outcome")}</h2>
      <Button tone="primary" wide name="came" value="yes">
        {t("track:came")}
      </Button>
      <Button wide name="came" value="no">
        {t("track:cameNot")}
      </Button>
      <p className="hint">{t("track:outcomeHint")}</p>
    </PostForm>
  );
}

function Notes({ link, notes }: { link: string; notes: TrackedRequest["notes"] }) {
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
      <PostForm className="stack tight" action={`${link}/notes`}>
        <TextArea name="note" label={t("track:note")} hint={t("track:noteHint")} rows={2} />
        <Button wide>{t("track:noteSend")}</Button>
      </PostForm>
    </section>
  );
}

/** For the short code: the state and since when, nothing else. Its holder can't answer here. */
export function StatusOnly(props: { state: RequestState; at: Date; reason: ClosingReason | null }) {
  const { t, moment, relative } = useI18n();
  const { state, at, reason } = props;
  return (
    <Notice role="status" title={t(`track:headline.${state}`)}>
      <p>
        {t("track:since", { at: moment(at), ago: relative(at) })}{" "}
        {reason
          ? t(`track:reason.${reason}`)
          : t(state === "fulfilled" ? "track:answerAtLink" : `track:next.${state}`)}
      </p>
    </Notice>
  );
}
