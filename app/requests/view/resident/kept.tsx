import { useI18n } from "../../../i18n/context";
import { Button } from "../../../ui/button";
import { Notice } from "../../../ui/notice";

/** The number to call when a life is in danger. */
type Props = { emergency: string };

/** That the phone has kept the form, which the worker alone shows; and what has become of one that was sent without a network. */
export function Unsent({ emergency: number }: Props) {
  const { t } = useI18n();
  return (
    <>
      <div className="kept">
        <Notice tone="warning" title={t("help:offline")}>
          {t("help:kept")}
        </Notice>
      </div>
      <div id="sent" hidden>
        <Notice tone="success" role="status" title={t("help:sent")}>
          <p>
            <a href="/track">{t("help:sentOpen")}</a>
          </p>
        </Notice>
      </div>
      <div id="unsent" role="alert" tabIndex={-1} hidden>
        <Notice tone="warning" title={t("help:unsent")}>
          <div className="stack tight">
            <p>{t("help:unsentText", { number })}</p>
            <p className="hint">
              {t("help:written")} <span id="written" />
            </p>
            <p className="row">
              <button type="button" className="btn" id="try">
                {t("help:unsentTry")}
              </button>
              <button type="button" className="btn" id="drop">
                {t("help:unsentDrop")}
              </button>
            </p>
          </div>
        </Notice>
      </div>
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
