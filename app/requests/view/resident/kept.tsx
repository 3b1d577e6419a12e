import { useI18n } from "../../../i18n/context";
import { Button } from "../../../ui/button";
import { Notice } from "../../../ui/notice";

/** The number to call when a life is in danger. */
type Props = { emergency: string };

/** That the phone has kept the form, which the worker alone shows; and what has become of what was sent without a network. */
export function Unsent({ emergency }: Props) {
  const { t } = useI18n();
  return (
    <>
      <div className="kept">
        <Notice tone="warning" title={t("help:offline")}>
          {t("help:kept")}
        </Notice>
      </div>
      <Waiting emergency={emergency} />
    </>
  );
}

/** What this phone holds: sent, refused, not sent yet; `waiting.ts` fills the lists. Whom to call, where nothing else says it. */
export function Waiting({ emergency: number }: Partial<Props>) {
  const { t } = useI18n();
  return (
    <>
      <div id="sent" hidden>
        <Notice tone="success" role="status" title={t("help:sent")}>
          <ul className="stack" />
        </Notice>
      </div>
      <div id="refused" role="alert" hidden>
        <Notice tone="warning" title={t("help:refused")}>
          <ul className="stack" />
        </Notice>
      </div>
      <div id="unsent" role="alert" tabIndex={-1} data-over={t("help:unsentOver")} hidden>
        <Notice tone="warning" title={t("help:unsent")}>
          <div className="stack">
            {number && <p>{t("help:unsentDanger", { number })}</p>}
            <p>{t("help:unsentText")}</p>
            <ul className="stack" />
            <p>
              <button type="button" className="btn" id="try">
                {t("help:unsentTry")}
              </button>
            </p>
          </div>
        </Notice>
      </div>
      <template id="held">
        <li className="stack tight">
          <p className="whitespace-pre-line">
            <b data-part="words" />
          </p>
          <p className="hint">
            {t("help:written")} <span data-part="written" />
            <span data-with="">
              {" "}
              · {t("help:sentAt")} <span data-part="answered" />
            </span>
          </p>
          <p data-part="why" />
          <p className="row">
            <a className="btn" data-part="open" href="/track">
              {t("help:sentOpen")}
            </a>
            <button type="button" className="btn" data-part="back">
              {t("help:unsentDrop")}
            </button>
            <button type="button" className="btn" data-part="again">
              {t("help:refusedAgain")}
            </button>
            <button type="button" className="btn" data-part="drop">
              {t("track:forget")}
            </button>
          </p>
        </li>
      </template>
    </>
  );
}

/** Why what was sent without a network could not be kept to be sent later. */
export function Offline({ emergency: number }: Props) {
  const { t } = useI18n();
  return (
    <div id="offline" role="alert" tabIndex={-1} hidden>
      <Notice tone="warning" title={t("help:offline")}>
        <p id="no-category" hidden>
          {t("help:error.category")}
        </p>
        <p id="no-reach" hidden>
          {t("help:error.reach")}
        </p>
        <p>{t("help:offlineText", { number })}</p>
      </Notice>
    </div>
  );
}

/** Above the page of a private link that the phone has kept: shown by the worker alone, never as if it were so now. */
export function AsItStood({ emergency: number }: Props) {
  const { t, dated, now } = useI18n();
  return (
    <div className="kept">
      <Notice tone="warning" title={t("track:kept", { at: dated(now) })}>
        {t("track:keptText", { number })}
      </Notice>
    </div>
  );
}

/** The worker keeps a page that holds this mark; `draft.ts` shows it once it is kept. */
export function KeptHere() {
  const { t } = useI18n();
  return (
    <div data-keep="" className="stack tight" hidden>
      <p className="hint">{t("track:keptHere")}</p>
      <Button type="button">{t("track:forget")}</Button>
    </div>
  );
}
