import { useI18n } from "../../../i18n/context";
import { type FieldErrors, type Typed, typedText } from "../../../platform/form";
import { Button } from "../../../ui/button";
import { Field } from "../../../ui/field";
import { ErrorSummary, Refusal } from "../../../ui/notice";
import { PostForm } from "../../../ui/post-form";
import type { LookedUpRequest } from "../../views";
import { StatusOnly } from "./track-page";

type Props = {
  typed: Typed;
  errors: FieldErrors;
  refusal: string | null;
  status: LookedUpRequest | null;
};

export function LookUpPage({ typed, errors, refusal, status }: Props) {
  const { t } = useI18n();
  const codeError = errors.code ? t("track:error.code") : null;
  const digitsError = errors.digits ? t("track:error.digits") : null;
  return (
    <>
      <h1>{t("track:lookUp")}</h1>
      {refusal && <Refusal>{refusal}</Refusal>}
      {status && <StatusOnly {...status} />}
      <ErrorSummary
        items={[
          ...(codeError ? [{ href: "#code", text: codeError }] : []),
          ...(digitsError ? [{ href: "#digits", text: digitsError }] : []),
        ]}
      />
      <p className="soft">{t("track:lookUpLead")}</p>
      <PostForm className="stack" action="/track" noValidate>
        <Field
          name={"code"}
          value={typedText(typed, "code")}
          error={codeError}
          label={t("track:lookUpCode")}
          inputMode="numeric"
          autoComplete="off"
          width="half"
        />
        <Field
          name={"digits"}
          value={typedText(typed, "digits")}
          error={digitsError}
          label={t("track:lookUpDigits")}
          inputMode="numeric"
          autoComplete="off"
          width="short"
        />
        <Button tone="primary" wide>
          {t("track:lookUpSend")}
        </Button>
      </PostForm>
    </>
  );
}
