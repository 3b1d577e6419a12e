import { type I18n, useI18n } from "../../i18n/context";
import { ownName } from "../../i18n/format";
import type { Key } from "../../i18n/keys";
import type { FieldErrors, Typed } from "../../platform/form";
import { LOCALES } from "../../platform/types";
import { askedOf } from "../../ui/asked";
import { Button, ButtonLink } from "../../ui/button";
import { Select } from "../../ui/choice";
import { Sheet } from "../../ui/content";
import { Field } from "../../ui/field";
import { ErrorSummary, Notice, Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import type { OwnAccount } from "../views";
import { ShownCode } from "./shown-code";

type Props = {
  account: OwnAccount;
  typed: Typed | null;
  errors: FieldErrors;
  refusal: string | null;
  saved: boolean;
  /** The link that proves the address was ordered again. */
  sent: boolean;
  /** A code was sent to the phone. */
  coded: boolean;
  /** This site sends text messages. */
  texts: boolean;
};

/** Whether mail comes to the address, and what to do that it does. */
function emailHint({ email, emailProven, pendingEmail }: OwnAccount, t: I18n["t"]) {
  if (pendingEmail) return t("account:contact.emailPending", { email: pendingEmail });
  if (!email) return null;
  return t(emailProven ? "account:contact.emailProven" : "account:contact.emailClaimed");
}

export function AccountPage({ account, typed, errors, refusal, saved, sent, coded, texts }: Props) {
  const { t } = useI18n();
  const { name, email, phone, locale, version } = account;
  const stored = { name, email: email ?? "", phone: phone ?? "", locale };
  const values = typed ? { ...stored, ...typed } : stored;
  const { asked, problems } = askedOf(values, errors, (code) => t(`account:error.${code}` as Key));
  return (
    <>
      <h1>{t("common:nav.account")}</h1>
      {refusal && <Refusal>{refusal}</Refusal>}
      {saved && (
        <Notice tone="success" role="status">
          {t("account:saved")}
        </Notice>
      )}
      {sent && (
        <Notice role="status" title={t("account:contact.sentAgain")}>
          {t("account:contact.sentAgainText")}
        </Notice>
      )}
      <ShownCode code={account.code} />
      <ErrorSummary items={problems} />
      <PostForm className="stack" action="/account" noValidate>
        <input type="hidden" name="version" value={version} />
        <Field {...asked("name")} label={t("account:name")} autoComplete="name" />
        <Field
          {...asked("email")}
          label={t("account:email")}
          hint={emailHint(account, t)}
          type="email"
          autoComplete="email"
        />
        <Field
          {...asked("phone")}
          label={t("account:phone")}
          hint={
            phone &&
            t(account.phoneProven ? "account:contact.phoneProven" : "account:contact.phoneClaimed")
          }
          type="tel"
          autoComplete="tel"
          width="half"
        />
        <Select
          {...asked("locale")}
          label={t("account:language")}
          hint={t("account:languageHint")}
          placeholder={false}
          options={LOCALES.map((one) => ({ value: one, label: ownName(one) }))}
          width="half"
        />
        <Button tone="primary">{t("common:button.save")}</Button>
      </PostForm>
      {(account.pendingEmail || (email && !account.emailProven)) && (
        <PostForm action="/account/proofs">
          <Button>{t("account:contact.sendAgain")}</Button>
        </PostForm>
      )}
      {phone && !account.phoneProven && texts && (
        <>
          {coded && (
            <Sheet title={t("account:phoneCode.title")} id="phone-code">
              <p>{t("account:phoneCode.lead", { phone })}</p>
              <PostForm className="stack" action="/account/phone-proofs" noValidate>
                <Field
                  {...asked("secret_code")}
                  label={t("account:phoneCode.code")}
                  inputMode="numeric"
                  autoComplete="one-time-code"
                  width="short"
                />
                <Button tone="primary">{t("account:phoneCode.confirm")}</Button>
              </PostForm>
            </Sheet>
          )}
          <PostForm action="/account/phone-codes">
            <Button>{t("account:phoneCode.send")}</Button>
          </PostForm>
        </>
      )}
      <Sheet title={t("account:password")} id="password-change">
        <PostForm className="stack" action="/account/password" noValidate>
          {account.hasPassword && (
            <Field
              {...asked("current_password")}
              value=""
              label={t("account:currentPassword")}
              type="password"
              autoComplete="current-password"
            />
          )}
          <Field
            {...asked("password")}
            value=""
            label={t("account:newPassword")}
            hint={t("account:passwordHint")}
            type="password"
            autoComplete="new-password"
          />
          <Button>{t("account:changePassword")}</Button>
        </PostForm>
      </Sheet>
      <Sheet title={t("messages:own.title")} id="messages">
        <p className="soft">{t("messages:own.open")}</p>
        <p>
          <ButtonLink href="/account/messages">{t("messages:own.choose")}</ButtonLink>
        </p>
      </Sheet>
      <Sheet title={t("security:own.title")} id="security">
        <p className="soft">{t("security:own.lead")}</p>
        <p>
          <ButtonLink href="/account/security">{t("security:own.open")}</ButtonLink>
        </p>
      </Sheet>
      <p className="way">
        <a href="/account/looks">{t("privacy:looks.own")}</a>
      </p>
      <p className="way">
        <a href="/account/data">{t("data:link")}</a>
      </p>
    </>
  );
}
