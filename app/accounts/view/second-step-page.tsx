import { useI18n } from "../../i18n/context";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import { PasskeyButton } from "./passkey-button";

type SecondProps = { options: object | null; hasApp: boolean; refusal: string | null };

/** After the password: a code of the app, a recovery code, or a passkey. */
export function SecondStepPage({ options, hasApp, refusal }: SecondProps) {
  const { t } = useI18n();
  return (
    <>
      <h1>{t("security:second.title")}</h1>
      {refusal && <Refusal>{refusal}</Refusal>}
      {options && (
        <PostForm className="stack" action="/sign-in/second">
          <PasskeyButton
            kind="get"
            options={options}
            name="secret_response"
            label={t("security:passkey.use")}
            primary
          />
        </PostForm>
      )}
      <PostForm className="stack" action="/sign-in/second" noValidate>
        <CodeField name="secret_code" hasApp={hasApp} />
        <Button tone={options ? "quiet" : "primary"} wide>
          {t("common:session.signIn")}
        </Button>
      </PostForm>
      <p className="hint">{t("security:second.lost")}</p>
    </>
  );
}

export function CodeField({ name, hasApp }: { name: string; hasApp: boolean }) {
  const { t } = useI18n();
  return (
    <Field
      name={name}
      label={t(hasApp ? "security:second.code" : "security:second.recovery")}
      hint={t(hasApp ? "security:second.codeHint" : "security:second.recoveryHint")}
      autoComplete="one-time-code"
      width="half"
      spellCheck={false}
    />
  );
}

type PasskeyProps = { options: object | null; to: string; refusal: string | null };

/** A passkey alone: it shows who it is and that they are there. */
export function PasskeySignInPage({ options, to, refusal }: PasskeyProps) {
  const { t } = useI18n();
  return (
    <>
      <h1>{t("security:passkey.signIn")}</h1>
      {refusal && <Refusal>{refusal}</Refusal>}
      {options && (
        <PostForm className="stack" action="/sign-in/passkey">
          <input type="hidden" name="to" value={to} />
          <PasskeyButton
            kind="get"
            options={options}
            name="secret_response"
            label={t("security:passkey.use")}
            primary
          />
        </PostForm>
      )}
      <p className="soft">{t("security:passkey.needs")}</p>
      <p className="way">
        <a href={`/sign-in?to=${encodeURIComponent(to)}`}>{t("security:passkey.byPassword")}</a>
      </p>
    </>
  );
}
