import type { Choice } from "../../districts/types";
import { useI18n } from "../../i18n/context";
import type { Key } from "../../i18n/keys";
import { askedOf } from "../../ui/asked";
import { Button, ButtonLink } from "../../ui/button";
import { Checkboxes, Select } from "../../ui/choice";
import { Field } from "../../ui/field";
import { ErrorSummary, Refusal } from "../../ui/notice";
import { PAGE_FORM, PostForm } from "../../ui/post-form";
import { SafetyBriefing } from "./safety-briefing";
import type { FormProps } from "./sign-in-page";

function useAsked({ typed, errors }: Pick<FormProps, "typed" | "errors">) {
  const { t } = useI18n();
  return { t, ...askedOf(typed, errors, (code) => t(`account:error.${code}` as Key)) };
}

export function CodePage({ refusal, ...form }: FormProps) {
  const { t, asked, problems } = useAsked(form);
  return (
    <>
      <h1>{t("account:code.title")}</h1>
      {refusal && <Refusal>{refusal}</Refusal>}
      <ErrorSummary items={problems} />
      <p className="soft">{t("account:code.lead")}</p>
      <PostForm className="stack" noValidate>
        <Field
          {...asked("phone")}
          label={t("account:phone")}
          type="tel"
          autoComplete="tel"
          width="half"
        />
        <Field
          {...asked("secret_code")}
          label={t("account:code.code")}
          inputMode="numeric"
          autoComplete="one-time-code"
          width="half"
        />
        <Button tone="primary" wide>
          {t("common:session.signIn")}
        </Button>
      </PostForm>
    </>
  );
}

type SignUpProps = FormProps & {
  districts: Choice[];
  emergency: string;
  /** How old one has to be, where the city asks. */
  age: string | null;
};

export function SignUpPage({ refusal, districts, emergency, age, ...form }: SignUpProps) {
  const { t, asked, chosen, problems } = useAsked(form);
  const { name } = useI18n();
  return (
    <>
      <h1>{t("common:nav.volunteer")}</h1>
      {refusal && <Refusal>{refusal}</Refusal>}
      <ErrorSummary items={problems} />
      <p className="soft">{t("account:signUp.lead")}</p>
      <PostForm id={PAGE_FORM} className="stack" noValidate>
        <Field {...asked("name")} label={t("account:name")} autoComplete="name" />
        <Field
          {...asked("email")}
          label={t("account:email")}
          hint={t("account:signUp.emailHint")}
          type="email"
          autoComplete="email"
        />
        <Field
          {...asked("phone")}
          label={t("account:phone")}
          hint={t("account:signUp.phoneHint")}
          type="tel"
          autoComplete="tel"
          width="half"
        />
        <Select
          {...asked("district")}
          label={t("account:district")}
          placeholder={t("account:anyDistrict")}
          options={districts.map(({ code, names }) => ({ value: code, label: name(names) }))}
        />
        <Field
          {...asked("password")}
          value=""
          label={t("account:password")}
          hint={t("account:passwordHint")}
          type="password"
          autoComplete="new-password"
        />
        {age && (
          <Checkboxes
            {...chosen("ofAge")}
            label={t("account:signUp.age")}
            options={[{ value: "yes", label: t("account:signUp.ofAge", { age }) }]}
          />
        )}
        <SafetyBriefing emergency={emergency} />
        <Button tone="primary" wide>
          {t("account:signUp.send")}
        </Button>
      </PostForm>
      <p className="way">
        <a href="/sign-in">{t("account:signUp.known")}</a>
      </p>
    </>
  );
}

export function ResetRequestPage({ refusal, sent, ...form }: FormProps & { sent: boolean }) {
  const { t, asked, problems } = useAsked(form);
  if (sent)
    return (
      <>
        <h1>{t("account:reset.sentTitle")}</h1>
        <p>{t("account:reset.sent")}</p>
        <p className="hint">{t("account:reset.noEmail")}</p>
        <p className="way">
          <a href="/password-resets">{t("account:over.again")}</a>
        </p>
      </>
    );
  return (
    <>
      <h1>{t("account:reset.title")}</h1>
      {refusal && <Refusal>{refusal}</Refusal>}
      <ErrorSummary items={problems} />
      <PostForm className="stack" noValidate>
        <Field {...asked("email")} label={t("account:email")} type="email" autoComplete="email" />
        <Button tone="primary" wide>
          {t("account:reset.send")}
        </Button>
      </PostForm>
      <p className="hint">{t("account:reset.noEmail")}</p>
    </>
  );
}

type LinkProps = FormProps & { open: boolean };

export function NewPasswordPage({ open, refusal, ...form }: LinkProps) {
  const { t, asked, problems } = useAsked(form);
  if (!open) return <LinkOver refusal={refusal} again="/password-resets" />;
  return (
    <>
      <h1>{t("account:reset.newTitle")}</h1>
      {refusal && <Refusal>{refusal}</Refusal>}
      <ErrorSummary items={problems} />
      <PostForm className="stack" noValidate>
        <Field
          {...asked("password")}
          value=""
          label={t("account:newPassword")}
          hint={t("account:passwordHint")}
          type="password"
          autoComplete="new-password"
        />
        <Button tone="primary" wide>
          {t("account:reset.save")}
        </Button>
      </PostForm>
    </>
  );
}

/** `again` is where whoever had the link gets another by themselves. */
function LinkOver({ refusal, again }: { refusal: string | null; again?: string }) {
  const { t } = useI18n();
  return (
    <>
      <h1>{t("account:over.title")}</h1>
      <p>{refusal ?? t("account:over.text")}</p>
      <p>
        {again ? (
          <ButtonLink href={again} tone="primary">
            {t("account:over.again")}
          </ButtonLink>
        ) : (
          <ButtonLink href="/sign-in">{t("common:session.signIn")}</ButtonLink>
        )}
      </p>
    </>
  );
}

type Invitation = {
  name: string;
  email: string;
  administrator: boolean;
  known: boolean;
  fresh: boolean;
};

export function InvitationPage(props: FormProps & { invitation: Invitation | null }) {
  const { invitation, refusal, ...form } = props;
  const { t, asked, problems } = useAsked(form);
  if (!invitation) return <LinkOver refusal={refusal} />;
  const { name, email, known, fresh, administrator } = invitation;
  return (
    <>
      <h1>{t("account:invitation.title", { name })}</h1>
      {refusal && <Refusal>{refusal}</Refusal>}
      <ErrorSummary items={problems} />
      <p>
        {t(
          administrator ? "account:invitation.asAdministrator" : "account:invitation.asCoordinator",
        )}
      </p>
      <PostForm className="stack" noValidate>
        {(known || fresh) && (
          <p className="soft">
            {t(known ? "account:invitation.known" : "account:invitation.new", { email })}
          </p>
        )}
        <Field
          {...asked("password")}
          value=""
          label={t(known ? "account:password" : "account:newPassword")}
          hint={known ? null : t("account:passwordHint")}
          type="password"
          autoComplete={known ? "current-password" : "new-password"}
        />
        <Button tone="primary" wide>
          {t("account:invitation.accept")}
        </Button>
      </PostForm>
    </>
  );
}
