import { useI18n } from "../../i18n/context";
import { ownName } from "../../i18n/format";
import { LOCALES, type Locale } from "../../platform/types";
import { Button, ButtonLink } from "../../ui/button";
import { Facts, Sheet } from "../../ui/content";
import { StateMark, Time } from "../../ui/marks";
import { Notice, Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import type { Broadcast } from "../views";
import { TONES, useAudience } from "./audience";

type Props = { broadcast: Broadcast; locales: readonly Locale[]; refusal: string | null };

/** What is to go to many: whom it reaches and what it costs, then how far it is. */
export function BroadcastPage({ broadcast, locales, refusal }: Props) {
  const { t, number } = useI18n();
  const audience = useAudience();
  const { id, state, words, fallback, reach, progress, isAbove, most, mayConfirm } = broadcast;
  const isMoving = state === "sending";
  const isMissing = locales.some((locale) => !words[locale]);
  return (
    <>
      <h1>{t("messages:broadcast.one")}</h1>
      {refusal && <Refusal>{refusal}</Refusal>}
      <p>
        <StateMark tone={TONES[state]}>{t(`messages:state.${state}`)}</StateMark>
      </p>
      <Facts
        items={[
          { label: t("messages:broadcast.to"), value: audience(broadcast) },
          {
            label: t("messages:broadcast.pressure"),
            value: t(`messages:pressure.${broadcast.pressure}`),
          },
          { label: t("messages:broadcast.writer"), value: broadcast.writer },
          { label: t("messages:broadcast.at"), value: <Time at={broadcast.createdAt} /> },
          ...LOCALES.map(
            (locale) =>
              words[locale] && {
                label: ownName(locale) + (isMissing && locale === fallback ? " *" : ""),
                value: (
                  <span lang={locale} className="whitespace-pre-line">
                    {words[locale]}
                  </span>
                ),
              },
          ).map((item) => item || null),
        ]}
      />
      {isMissing && <p className="hint">* {t("messages:words.stands")}</p>}
      {reach && (
        <Sheet title={t("messages:preview.title")} id="preview">
          <Facts
            items={[
              { label: t("messages:preview.people"), value: number(reach.people) },
              { label: t("messages:channel.email"), value: number(reach.by.email ?? 0) },
              { label: t("messages:channel.push"), value: number(reach.by.push ?? 0) },
              { label: t("messages:channel.sms"), value: number(reach.by.sms ?? 0) },
              { label: t("messages:preview.nobody"), value: number(reach.by.none ?? 0) },
              { label: t("messages:preview.segments"), value: number(reach.segments) },
            ]}
          />
          {isAbove && state === "draft" && (
            <Notice title={t("messages:preview.above", { count: most })} />
          )}
        </Sheet>
      )}
      {progress && (
        <Sheet title={t("messages:progress.title")} id="progress">
          <Facts
            items={[
              {
                label: t("messages:progress.taken"),
                value: t("messages:progress.of", {
                  done: number(progress.taken),
                  all: number(progress.all),
                }),
              },
              { label: t("messages:progress.sent"), value: number(progress.sent) },
              { label: t("messages:progress.later"), value: number(progress.later) },
              { label: t("messages:preview.nobody"), value: number(progress.nowhere) },
            ]}
          />
          {isMoving && (
            <p>
              <ButtonLink href={`/board/broadcasts/${id}`}>
                {t("messages:progress.look")}
              </ButtonLink>
            </p>
          )}
        </Sheet>
      )}
      {state === "waiting" && !mayConfirm && (
        <Notice title={t("messages:broadcast.waits")}>{t("messages:broadcast.waitsText")}</Notice>
      )}
      <div className="row">
        {state === "draft" && <Step broadcast={broadcast} path="sendings" tone="primary" />}
        {state === "waiting" && mayConfirm && (
          <Step broadcast={broadcast} path="confirmations" tone="primary" />
        )}
        {isMoving && <Step broadcast={broadcast} path="stops" tone="danger" />}
        {state === "stopped" && <Step broadcast={broadcast} path="resumptions" tone="primary" />}
        {(state === "draft" || state === "waiting") && (
          <Step broadcast={broadcast} path="withdrawals" tone="quiet" />
        )}
      </div>
      <p className="way">
        <a href={`/board/alerts?broadcast=${id}`}>{t("messages:alert.fromBroadcast")}</a>
      </p>
      <p className="way">
        <a href="/board/broadcasts">{t("messages:broadcast.title")}</a>
      </p>
    </>
  );
}

type StepProps = {
  broadcast: Broadcast;
  path: "sendings" | "confirmations" | "stops" | "resumptions" | "withdrawals";
  tone: "primary" | "danger" | "quiet";
};

function Step({ broadcast: { id, version }, path, tone }: StepProps) {
  const { t } = useI18n();
  return (
    <PostForm action={`/board/broadcasts/${id}/${path}`}>
      <input type="hidden" name="version" value={version} />
      <Button tone={tone}>{t(`messages:step.${path}`)}</Button>
    </PostForm>
  );
}
