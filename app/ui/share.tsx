import { useI18n } from "../i18n/context";
import { ButtonLink } from "./button";

type Props = {
  url: string;
  code?: string;
  /** What stands beside the ways without a script; without, they are said to be to oneself. */
  labels?: { lead: string; sms: string; email: string };
};

/**
 * A private link, and the code beside it, to be kept or sent on: by text message or mail; with `share.ts` also copied, or handed to
 * whatever app the phone offers, which then stands for both.
 */
export function Share({ url, code, labels }: Props) {
  const { t } = useI18n();
  const { lead, sms, email } = labels ?? {
    lead: t("track:linkShare"),
    sms: t("track:bySms"),
    email: t("track:byEmail"),
  };
  const body = encodeURIComponent(`Naaber ${url}`);
  return (
    <share-text class="stack tight" data-copied={t("common:share.copied")}>
      <p className="row" data-plain="">
        <span>{lead}</span>
        <ButtonLink href={`sms:?body=${body}`}>{sms}</ButtonLink>
        <ButtonLink href={`mailto:?subject=Naaber&body=${body}`}>{email}</ButtonLink>
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
