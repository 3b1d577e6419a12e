import { useI18n } from "../../i18n/context";
import type { Key } from "../../i18n/keys";
import type { FieldErrors, Typed } from "../../platform/form";
import { typedText } from "../../platform/form";
import { Button } from "../../ui/button";
import { Checkboxes } from "../../ui/choice";
import { Sheet } from "../../ui/content";
import { DateTime } from "../../ui/field";
import { ErrorSummary, Notice, Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import type { ChannelName } from "../types";
import type { OwnMessages } from "../views";
import { Devices } from "./devices";

type Props = {
  own: OwnMessages;
  typed: Typed | null;
  errors: FieldErrors;
  refusal: string | null;
  saved: boolean;
  /** A test has been ordered. */
  tried: boolean;
  demo: boolean;
};

/** By what somebody wants to hear, and when not. */
export function MessagesPage({ own, typed, errors, refusal, saved, tried, demo }: Props) {
  const { t } = useI18n();
  const { kinds, by, reached, version, isMailDead, isPhoneDead } = own;
  const on = Array.isArray(typed?.on) ? typed.on : own.on;
  const from = typed ? typedText(typed, "quietFrom") : own.quietFrom;
  const to = typed ? typedText(typed, "quietTo") : own.quietTo;
  const fault = (field: string) =>
    errors[field] ? t(`messages:error.${errors[field]}` as Key) : null;
  const labelOf = (channel: ChannelName) => {
    const name = t(`messages:channel.${channel}`);
    if (reached[channel]) return name;
    return t(channel === "push" ? "messages:push.notOn" : "messages:own.notYet", { channel: name });
  };
  return (
    <>
      <h1>{t("messages:own.title")}</h1>
      <p className="soft">{t("messages:own.lead")}</p>
      {refusal && <Refusal>{refusal}</Refusal>}
      {saved && (
        <Notice tone="success" role="status">
          {t("messages:own.saved")}
        </Notice>
      )}
      {isMailDead && <Notice tone="warning" title={t("messages:own.mailDead")} />}
      {isPhoneDead && <Notice tone="warning" title={t("messages:own.phoneDead")} />}
      <ErrorSummary
        items={Object.keys(errors).map((field) => ({
          href: `#${field}`,
          text: fault(field) ?? "",
        }))}
      />
      <PostForm className="stack" action="/account/messages" noValidate>
        <input type="hidden" name="version" value={version} />
        {by.map((channel) => (
          <input key={channel} type="hidden" name="by" value={channel} />
        ))}
        {kinds.map((kind) => (
          <div key={kind}>
            <input type="hidden" name="of" value={kind} />
            <Checkboxes
              name="on"
              id={`on-${kind}`}
              label={t(`messages:kind.${kind}`)}
              hint={t(`messages:kindHint.${kind}`)}
              values={on}
              options={by.map((channel) => ({
                value: `${kind}.${channel}`,
                label: labelOf(channel),
              }))}
            />
          </div>
        ))}
        <Sheet title={t("messages:own.quiet")}>
          <p className="soft">{t("messages:own.quietLead")}</p>
          <div className="row">
            <DateTime
              kind="time"
              name="quietFrom"
              label={t("messages:own.quietFrom")}
              value={from}
              error={fault("quietFrom")}
            />
            <DateTime
              kind="time"
              name="quietTo"
              label={t("messages:own.quietTo")}
              value={to}
              error={fault("quietTo")}
            />
          </div>
        </Sheet>
        {isMailDead && (
          <Checkboxes
            name="retry"
            label={t("messages:own.mailDead")}
            values={[]}
            options={[{ value: "yes", label: t("messages:own.retry") }]}
          />
        )}
        <Button tone="primary">{t("common:button.save")}</Button>
      </PostForm>
      <p className="soft">{t("messages:own.always")}</p>
      <Devices own={own} tried={tried} demo={demo} />
      <p className="way">
        <a href="/account">{t("common:nav.account")}</a>
      </p>
    </>
  );
}
