import { useI18n } from "../../i18n/context";
import type { Key } from "../../i18n/keys";
import type { FieldErrors, Typed } from "../../platform/form";
import type { Names, VolunteerStanding } from "../../platform/types";
import { askedOf } from "../../ui/asked";
import { Button } from "../../ui/button";
import { Sheet } from "../../ui/content";
import { Field } from "../../ui/field";
import { ErrorSummary, Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";

export type FormProps = { typed: Typed; errors: FieldErrors; refusal: string | null };
type DemoAccount = {
  name: string;
  email: string;
  standing: VolunteerStanding | null;
  administrator: boolean;
  districts: Names[];
};
type Demo = { password: string; accounts: DemoAccount[] };
type Props = FormProps & { to: string; demo: Demo | null };

export function SignInPage({ typed, errors, refusal, to, demo }: Props) {
  const { t } = useI18n();
  const { asked, problems } = askedOf(typed, errors, (code) => t(`account:error.${code}` as Key));
  return (
    <>
      <h1>{t("account:signIn.title")}</h1>
      {refusal && <Refusal>{refusal}</Refusal>}
      <ErrorSummary items={problems} />
      <PostForm className="stack" action="/sign-in" noValidate>
        <input type="hidden" name="to" value={to} />
        <Field
          {...asked("login")}
          label={t("account:signIn.login")}
          autoComplete="username"
          autoCapitalize="none"
        />
        <Field
          {...asked("password")}
          value=""
          label={t("account:password")}
          type="password"
          autoComplete="current-password"
        />
        <Button tone="primary" wide>
          {t("common:session.signIn")}
        </Button>
      </PostForm>
      <ul className="way">
        <li>
          <a href={`/sign-in/passkey?to=${encodeURIComponent(to)}`}>
            {t("security:passkey.signIn")}
          </a>
        </li>
        <li>
          <a href="/sign-in/code">{t("account:signIn.byCode")}</a>
        </li>
        <li>
          <a href="/password-resets">{t("account:signIn.forgotten")}</a>
        </li>
        <li>
          <a href="/sign-up">{t("common:nav.volunteer")}</a>
        </li>
      </ul>
      {demo && <DemoAccounts {...demo} to={to} />}
    </>
  );
}

function DemoAccounts({ password, accounts, to }: Demo & { to: string }) {
  const { t, name, list } = useI18n();
  const roleOf = ({ administrator, districts, standing }: DemoAccount) =>
    [
      administrator && t("account:role.administrator"),
      districts.length > 0 &&
        t("account:role.coordinator", { districts: list(districts.map(name)) }),
      standing && t(`account:standing.${standing}`),
    ].filter((role) => typeof role === "string");
  return (
    <Sheet title={t("account:demo.title")}>
      <p className="soft">{t("account:demo.lead", { password })}</p>
      <ul className="stack tight">
        {accounts.map((account) => (
          <li key={account.email}>
            <PostForm action="/sign-in" className="row">
              <input type="hidden" name="to" value={to} />
              <input type="hidden" name="login" value={account.email} />
              <input type="hidden" name="password" value={password} />
              <Button>{account.name}</Button>
              <span className="hint">{roleOf(account).join(" · ")}</span>
            </PostForm>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
