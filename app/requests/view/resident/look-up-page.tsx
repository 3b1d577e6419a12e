import { useI18n } from "../../../i18n/context";
import type { Key } from "../../../i18n/keys";
import { type FieldErrors, type Typed, typedText } from "../../../platform/form";
import { Button } from "../../../ui/button";
import { Disclosure } from "../../../ui/content";
import { Field, TextArea } from "../../../ui/field";
import { ErrorSummary, Refusal } from "../../../ui/notice";
import { PAGE_FORM, PostForm } from "../../../ui/post-form";
import type { LookedUpRequest } from "../../views";
import { OutcomeButtons, StatusOnly } from "./track-page";

type Props = {
  typed: Typed;
  errors: FieldErrors;
  refusal: string | null;
  status: LookedUpRequest | null;
  /** Whether they have just said if help came. */
  heard: boolean;
  /** Whether a new link has just been ordered. */
  linkSent: boolean;
  /** Of the city, as it was written. */
  helpLine?: string;
};

export function LookUpPage({ typed, errors, refusal, status, helpLine, ...told }: Props) {
  const { heard, linkSent } = told;
  const { t } = useI18n();
  const error = (field: string) =>
    errors[field] ? t(`track:error.${errors[field]}` as Key) : null;
  const problems = ["code", "digits"].filter((field) => errors[field]);
  // The two do not belong together: said once, at the first of them.
  const shown = errors.code === errors.digits ? problems.slice(0, 1) : problems;
  return (
    <>
      <h1>{t("track:lookUp")}</h1>
      {refusal && <Refusal>{refusal}</Refusal>}
      {status && <StatusOnly {...status} heard={heard} />}
      {status?.asks && <AnswerByCode asks={status.asks} typed={typed} />}
      {status && (linkSent ? <p>{t("track:linkSent")}</p> : <LinkAgain typed={typed} />)}
      <ErrorSummary items={shown.map((field) => ({ href: `#${field}`, text: error(field)! }))} />
      {errors.code === "mismatch" && helpLine && (
        <p>
          <a href={`tel:${helpLine.replace(/[^+\d]/g, "")}`}>
            {t("public:help", { phone: helpLine })}
          </a>
        </p>
      )}
      <p className="soft">{t("track:lookUpLead")}</p>
      <PostForm id={PAGE_FORM} className="stack" action="/track" noValidate>
        <Field
          name={"code"}
          value={typedText(typed, "code")}
          error={error("code")}
          label={t("track:lookUpCode")}
          inputMode="numeric"
          autoComplete="off"
          width="half"
        />
        <Field
          name={"digits"}
          value={typedText(typed, "digits")}
          error={error("digits")}
          label={t("track:lookUpDigits")}
          hint={t("track:lookUpEmail")}
          autoComplete="off"
          width="half"
        />
        <Button tone="primary" wide>
          {t("track:lookUpSend")}
        </Button>
      </PostForm>
      <p className="way">
        <a href="/track/erasures">{t("data:byCode.link")}</a>
      </p>
    </>
  );
}

/** For whoever has lost the private link: a new one goes to the address that the request has. */
function LinkAgain({ typed }: { typed: Typed }) {
  const { t } = useI18n();
  return (
    <Disclosure summary={t("track:linkLost")}>
      <p>{t("track:linkAgainHint")}</p>
      <PostForm action="/track/links">
        <input type="hidden" name="code" value={typedText(typed, "code")} />
        <input type="hidden" name="digits" value={typedText(typed, "digits")} />
        <Button wide>{t("track:linkAgain")}</Button>
      </PostForm>
    </Disclosure>
  );
}

type AnswerProps = { asks: "both" | "no"; typed: Typed };

/** Whether it came, for whoever has no link: with what has just shown that it is theirs. */
function AnswerByCode({ asks, typed }: AnswerProps) {
  const { t } = useI18n();
  return (
    <PostForm className="stack tight" action="/track/answers">
      <input type="hidden" name="code" value={typedText(typed, "code")} />
      <input type="hidden" name="digits" value={typedText(typed, "digits")} />
      <TextArea
        id="answer-note"
        name="note"
        value={typedText(typed, "note")}
        label={t("track:note")}
        optional
        rows={2}
      />
      <OutcomeButtons merged={asks === "no"} />
    </PostForm>
  );
}
