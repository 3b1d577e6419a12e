import { useI18n } from "../../i18n/context";
import type { Key } from "../../i18n/keys";
import type { FieldErrors, Typed } from "../../platform/form";
import { LOCALES, type Locale } from "../../platform/types";
import { askedOf } from "../../ui/asked";
import { Button } from "../../ui/button";
import { Select } from "../../ui/choice";
import { Sheet } from "../../ui/content";
import { Field } from "../../ui/field";
import { Time } from "../../ui/marks";
import { ErrorSummary, Notice, Refusal } from "../../ui/notice";

type Account = {
  name: string;
  email: string | null;
  phone: string | null;
  locale: Locale;
  version: number;
  hasPassword: boolean;
  sessions: { publicId: string; createdAt: Date; device: string }[];
};
type Props = {
  account: Account;
  here: string;
  typed: Typed | null;
  errors: FieldErrors;
  refusal: string | null;
  saved: boolean;
};

export function AccountPage({ account, here, typed, errors, refusal, saved }: Props) {
  const { t } = useI18n();
  const { name, email, phone, locale, version, sessions } = account;
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
      <ErrorSummary items={problems} />
      <form className="stack" method="post" action="/account" noValidate>
        <input type="hidden" name="version" value={version} />
        <Field {...asked("name")} label={t("account:name")} autoComplete="name" />
        <Field {...asked("email")} label={t("account:email")} type="email" autoComplete="email" />
        <Field
          {...asked("phone")}
          label={t("account:phone")}
          type="tel"
          autoComplete="tel"
          width="half"
        />
        <Select
          {...asked("locale")}
          label={t("account:language")}
          hint={t("account:languageHint")}
          placeholder={false}
          options={LOCALES.map((one) => ({ value: one, label: t(`common:languages.${one}`) }))}
          width="half"
        />
        <Button tone="primary">{t("common:button.save")}</Button>
      </form>
      <Sheet title={t("account:password")} id="password-change">
        <form className="stack" method="post" action="/account/password" noValidate>
          {account.hasPassword && (
            <Field
              {...asked("current")}
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
        </form>
      </Sheet>
      <Sheet title={t("account:sessions.title")} id="sessions">
        <p className="soft">{t("account:sessions.lead")}</p>
        <ul className="stack tight">
          {sessions.map(({ publicId, device, createdAt }) => (
            <li key={publicId} className="row">
              <span>
                <b>{device || t("account:sessions.unknown")}</b>{" "}
                <span className="hint">
                  <Time at={createdAt} />
                </span>
              </span>
              {publicId === here ? (
                <span className="hint">{t("account:sessions.here")}</span>
              ) : (
                <form method="post" action={`/account/sessions/${publicId}`}>
                  <Button size="dense">{t("account:sessions.end")}</Button>
                </form>
              )}
            </li>
          ))}
        </ul>
        {sessions.length > 1 && (
          <form method="post" action="/account/sessions/others">
            <Button>{t("account:sessions.endOthers")}</Button>
          </form>
        )}
      </Sheet>
      <p>
        <a href="/account/looks">{t("privacy:looks.own")}</a>
      </p>
    </>
  );
}
