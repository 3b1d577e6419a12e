import { useI18n } from "../../i18n/context";
import { Button, ButtonLink } from "../../ui/button";
import { Field } from "../../ui/field";
import { Notice, Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import { Qr } from "../../ui/qr";
import { PasskeyButton } from "./passkey-button";

type TotpProps = {
  setup: { secret: string; uri: string; sealed: string };
  name: string;
  refusal: string | null;
};

/** An authenticator app: by camera or by typing, then a code to show that it works. */
export function NewTotpPage({ setup, name, refusal }: TotpProps) {
  const { t } = useI18n();
  const { secret, uri, sealed } = setup;
  return (
    <>
      <h1>{t("security:totp.title")}</h1>
      {refusal && <Refusal>{refusal}</Refusal>}
      <p>{t("security:totp.lead")}</p>
      <Qr text={uri} label={t("security:totp.picture")} />
      <p className="way">
        <a href={uri}>{t("security:totp.open")}</a>
      </p>
      <p>
        {t("security:totp.byHand")} <code>{secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
      </p>
      <PostForm className="stack" noValidate>
        <input type="hidden" name="sealed" value={sealed} />
        <NameField value={name} />
        <Field
          name="secret_code"
          label={t("security:totp.code")}
          inputMode="numeric"
          autoComplete="one-time-code"
          width="short"
        />
        <Button tone="primary" wide>
          {t("security:totp.add")}
        </Button>
      </PostForm>
      <Back />
    </>
  );
}

type PasskeyProps = { options: object | null; name: string; refusal: string | null };

export function NewPasskeyPage({ options, name, refusal }: PasskeyProps) {
  const { t } = useI18n();
  return (
    <>
      <h1>{t("security:passkey.title")}</h1>
      {refusal && <Refusal>{refusal}</Refusal>}
      <p>{t("security:passkey.lead")}</p>
      {options ? (
        <PostForm className="stack">
          <NameField value={name} />
          <PasskeyButton
            kind="create"
            options={options}
            name="secret_response"
            label={t("security:passkey.add")}
            primary
          />
        </PostForm>
      ) : (
        <p>{t("security:passkey.notHere")}</p>
      )}
      <p className="soft">{t("security:passkey.needs")}</p>
      <p className="way">
        <a href="/account/security/totp">{t("security:totp.instead")}</a>
      </p>
      <Back />
    </>
  );
}

function NameField({ value }: { value: string }) {
  const { t } = useI18n();
  return (
    <Field
      name="name"
      label={t("security:factor.name")}
      hint={t("security:factor.nameHint")}
      value={value}
      optional
      maxLength={60}
      width="half"
    />
  );
}

function Back() {
  const { t } = useI18n();
  return (
    <p className="way">
      <a href="/account/security">{t("common:button.back")}</a>
    </p>
  );
}

export function NewCodesPage({ refusal }: { refusal: string | null }) {
  const { t } = useI18n();
  return (
    <>
      <h1>{t("security:codes.title")}</h1>
      {refusal && <Refusal>{refusal}</Refusal>}
      <p className="soft">{t("security:codes.lead")}</p>
      <PostForm action="/account/security/recovery-codes">
        <Button tone="primary">{t("security:codes.renew")}</Button>
      </PostForm>
      <Back />
    </>
  );
}

/** Shown once. */
export function RecoveryCodesPage({ codes }: { codes: readonly string[] }) {
  const { t } = useI18n();
  return (
    <>
      <h1>{t("security:codes.title")}</h1>
      <Notice tone="warning" title={t("security:codes.once")}>
        {t("security:codes.lead")}
      </Notice>
      <ul className="stack tight">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <p className="no-print">
        <ButtonLink href="/start" tone="primary">
          {t("security:codes.kept")}
        </ButtonLink>
      </p>
    </>
  );
}
