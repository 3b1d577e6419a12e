import { useI18n } from "../../../i18n/context";
import type { Key } from "../../../i18n/keys";
import type { FieldErrors, Typed } from "../../../platform/form";
import { askedOf } from "../../../ui/asked";
import { Button, ButtonLink } from "../../../ui/button";
import { Field } from "../../../ui/field";
import { ErrorSummary, Refusal } from "../../../ui/notice";
import { PostForm } from "../../../ui/post-form";
import { maximumOf } from "../../form";
import { StairsFields } from "./stairs-fields";

type Props = {
  link: string;
  typed: Typed;
  errors: FieldErrors;
  refusal: string | null;
  /** Somebody else asked for them, who has a number of their own. */
  forOther: boolean;
};

/** How a resident is reached and found now; what is left empty stays as it is. */
export function CorrectionForm({ link, typed, errors, refusal, forOther }: Props) {
  const { t } = useI18n();
  const { asked, problems } = askedOf(typed, errors, (code) =>
    t(`help:error.${code}` as Key, { max: maximumOf("address") }),
  );
  return (
    <PostForm className="stack panel" action={`${link}/corrections`} data-hold="" noValidate>
      <h2>{t("track:correct")}</h2>
      {refusal && <Refusal>{refusal}</Refusal>}
      <ErrorSummary items={problems} />
      <p className="hint">{t("track:correctHint")}</p>
      <Field {...asked("phone")} label={t("track:correctPhone")} type="tel" autoComplete="tel" />
      {forOther && (
        <Field
          {...asked("forPhone")}
          label={t("track:correctForPhone")}
          type="tel"
          autoComplete="off"
        />
      )}
      <Field {...asked("address")} label={t("track:correctAddress")} />
      <StairsFields floor={asked("floor")} lift={asked("lift")} />
      <Field {...asked("access")} label={t("track:correctAccess")} />
      <Field {...asked("email")} label={t("track:correctEmail")} type="email" />
      <div className="row">
        <Button tone="primary">{t("track:correctSend")}</Button>
        <span className="online">
          <ButtonLink href={link}>{t("common:button.back")}</ButtonLink>
        </span>
      </div>
    </PostForm>
  );
}
