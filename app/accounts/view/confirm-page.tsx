import { useI18n } from "../../i18n/context";
import { Button, ButtonLink } from "../../ui/button";
import { Field } from "../../ui/field";
import { Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import { PasskeyButton } from "./passkey-button";
import { CodeField } from "./second-step-page";

type Props = {
  to: string;
  /** What was sent too late; it goes along and is sent again. Null: a page is to be opened. */
  fields: [name: string, value: string][] | null;
  asksPassword: boolean;
  hasApp: boolean;
  hasFactor: boolean;
  options: object | null;
  /** Whose form travels. */
  tag: string;
  refusal: string | null;
};

/** "Who are you?" again, before something that only the person themselves may do. */
export function ConfirmPage({ to, fields, options, tag, refusal, ...ways }: Props) {
  const { t } = useI18n();
  const { asksPassword, hasApp, hasFactor } = ways;
  const action = `/confirm?to=${encodeURIComponent(to)}`;
  const changeKey = fields?.find(([name]) => name === "key")?.[1];
  const travelling = (
    <>
      <input type="hidden" name="confirm_step" value={fields ? "send" : "open"} />
      {fields && <input type="hidden" name="confirm_for" value={tag} />}
      {fields?.map(([name, value], index) =>
        name === "key" ? null : (
          // biome-ignore lint/suspicious/noArrayIndexKey: one name may stand twice
          <input key={index} type="hidden" name={name} value={value} />
        ),
      )}
    </>
  );
  return (
    <>
      <h1>{t("security:confirm.title")}</h1>
      {refusal && <Refusal>{refusal}</Refusal>}
      <p className="soft">{t("security:confirm.lead")}</p>
      {fields && <p>{t("security:confirm.kept")}</p>}
      {options && (
        <PostForm className="stack" action={action} changeKey={changeKey}>
          {travelling}
          <PasskeyButton
            kind="get"
            options={options}
            name="confirm_secret_response"
            label={t("security:passkey.use")}
            primary
          />
        </PostForm>
      )}
      {asksPassword && (
        <PostForm className="stack" action={action} changeKey={changeKey} noValidate>
          {travelling}
          <Field
            name="confirm_password"
            label={t("account:password")}
            type="password"
            autoComplete="current-password"
          />
          <Button tone={options ? "quiet" : "primary"} wide>
            {t("security:confirm.byPassword")}
          </Button>
        </PostForm>
      )}
      {hasFactor && (
        <PostForm className="stack" action={action} changeKey={changeKey} noValidate>
          {travelling}
          <CodeField name="confirm_secret_code" hasApp={hasApp} />
          <Button tone={options || asksPassword ? "quiet" : "primary"} wide>
            {t("security:confirm.byCode")}
          </Button>
        </PostForm>
      )}
      {!asksPassword && !hasFactor && (
        <>
          <p>{t("security:confirm.noWay")}</p>
          <p>
            <ButtonLink href="/sign-in/code">{t("account:code.title")}</ButtonLink>
          </p>
        </>
      )}
    </>
  );
}
