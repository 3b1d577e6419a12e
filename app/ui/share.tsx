import { useI18n } from "../i18n/context";
import { ButtonLink } from "./button";

type Props = { url: string; code?: string };

/**
 * A private link, and the code beside it, to be kept: by text message or mail to oneself; with `share.ts` also copied, or handed to
 * whatever app the phone offers, which then stands for both.
 */
export function Share({ url, code }: Props) {
  const { t } = useI18n();
  const body = encodeURIComponent(`Naaber ${url}`);
  return (
    <share-text class="stack tight" data-copied={t("common:share.copied")}>
      <p className="row" data-plain="">
        <span>{t("track:linkShare")}</span>
        <ButtonLink href={`sms:?body=${body}`}>{t("track:bySms")}</ButtonLink>
        <ButtonLink href={`mailto:?subject=Naaber&body=${body}`}>{t("track:byEmail")}</ButtonLink>
      </p>
      <p className="row" hidden>
        <button type="button" className="btn" data-url={url}>
          {t("common:share.send")}
        </button>
        <button type="button" className="btn" data-copy={url}>
          {t("common:share.copyLink")}
        </button>
        {code && (
          <button type="button" className="btn" data-copy={code}>
            {t("common:share.copyCode")}
          </button>
        )}
        <output className="hint" />
      </p>
    </share-text>
  );
}
