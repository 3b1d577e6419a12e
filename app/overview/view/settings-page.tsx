import type { ReactNode } from "react";
import { useI18n } from "../../i18n/context";
import { Button } from "../../ui/button";
import { Facts, Sheet } from "../../ui/content";
import { Notice, Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import type { ChannelHealth } from "../views";
import { Channels } from "./health";

type Props = {
  city: {
    name: string;
    zone: string;
    emergencyNumber: string;
    callingCode: string;
    languages: string[];
    organisation: string;
  };
  channels: ChannelHealth[];
  /** Where a test goes; null for what is not proven. */
  own: { email: string | null; phone: string | null };
  tried: boolean;
  /** Whether push messages are offered. */
  pushes: boolean;
  refusal: string | null;
};

const PAGES = [
  "districts",
  "categories",
  "kinds",
  "clocks",
  "coordinators",
  "security",
  "about",
  "privacy",
] as const;

/** Everything that is set, and where. */
export function SettingsPage({ city, channels, own, tried, pushes, refusal }: Props) {
  const { t, list } = useI18n();
  return (
    <>
      <h1>{t("overview:settings.title")}</h1>
      {refusal && <Refusal>{refusal}</Refusal>}
      {tried && (
        <Notice tone="success" role="status" title={t("overview:settings.tried")}>
          {t("overview:settings.triedLead")}
        </Notice>
      )}
      <Sheet title={t("overview:settings.city")}>
        <Facts
          items={[
            { label: t("overview:settings.name"), value: city.name },
            { label: t("overview:settings.zone"), value: city.zone },
            { label: t("overview:settings.emergency"), value: city.emergencyNumber },
            { label: t("overview:settings.calling"), value: `+${city.callingCode}` },
            { label: t("overview:settings.languages"), value: list(city.languages) },
            { label: t("overview:settings.organisation"), value: city.organisation },
          ]}
        />
        <p className="hint">{t("overview:settings.cityHint")}</p>
      </Sheet>
      <Sheet title={t("overview:settings.pages")}>
        <ul className="stack tight">
          {PAGES.map((page) => (
            <li key={page}>
              <a href={`/admin/${page}`}>{t(`admin:menu.${page}`)}</a>
              <p className="hint">{t(`overview:settings.page.${page}`)}</p>
            </li>
          ))}
        </ul>
      </Sheet>
      <Sheet title={t("overview:health.channels")}>
        <Channels channels={channels} captionHidden />
        <Try channel="email" to={own.email}>
          {t("overview:settings.tryMail")}
        </Try>
        <Try channel="sms" to={own.phone}>
          {t("overview:settings.tryText")}
        </Try>
        {!pushes && <p className="soft">{t("overview:settings.noPush")}</p>}
      </Sheet>
    </>
  );
}

type TryProps = { channel: "email" | "sms"; to: string | null; children: ReactNode };

function Try({ channel, to, children }: TryProps) {
  const { t } = useI18n();
  if (!to)
    return (
      <p className="soft">
        {t(`overview:channel.${channel}`)}: {t("overview:settings.unproven")}{" "}
        <a href="/account">{t("common:nav.account")}</a>
      </p>
    );
  return (
    <PostForm className="row">
      <input type="hidden" name="channel" value={channel} />
      <Button>{children}</Button>
      <span className="soft">{t("overview:settings.to", { to })}</span>
    </PostForm>
  );
}
