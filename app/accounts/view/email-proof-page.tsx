import { useI18n } from "../../i18n/context";
import { Button, ButtonLink } from "../../ui/button";
import { Field } from "../../ui/field";
import { Notice, Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";

type Props = {
  proof: { email: string; own: boolean } | null;
  proven: boolean;
  refusal: string | null;
};

/** Where the link in the mail leads: one press where somebody is signed in, else the account's password besides. */
export function EmailProofPage({ proof, proven, refusal }: Props) {
  const { t } = useI18n();
  if (!proof)
    return (
      <>
        <h1>{t(proven ? "account:proof.done" : "account:over.title")}</h1>
        <p>{refusal ?? t(proven ? "account:proof.doneText" : "account:proof.over")}</p>
        <p>
          <ButtonLink href="/account">{t("common:nav.account")}</ButtonLink>
        </p>
      </>
    );
  return (
    <>
      <h1>{t("account:proof.title")}</h1>
      {refusal && <Refusal>{refusal}</Refusal>}
      <p>{t("account:proof.lead", { email: proof.email })}</p>
      <PostForm className="stack" noValidate>
        {!proof.own && (
          <Field
            name="password"
            value=""
            label={t("account:password")}
            hint={t("account:proof.passwordHint")}
            type="password"
            autoComplete="current-password"
          />
        )}
        <Button tone="primary" wide>
          {t("account:proof.confirm")}
        </Button>
      </PostForm>
      {!proof.own && (
        <Notice title={t("account:proof.notYou")}>{t("account:proof.notYouText")}</Notice>
      )}
    </>
  );
}
