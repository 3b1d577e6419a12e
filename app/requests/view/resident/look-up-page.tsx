import { useI18n } from "../../../i18n/context";
import type { Key } from "../../../i18n/keys";
import { type FieldErrors, type Typed, typedText } from "../../../platform/form";
import { Button } from "../../../ui/button";
import { Disclosure } from "../../../ui/content";
import { TextArea } from "../../../ui/field";
import { ErrorSummary, Refusal } from "../../../ui/notice";
import { PAGE_FORM, PostForm } from "../../../ui/post-form";
import type { LookedUpRequest } from "../../views";
import { CodeAndDigits, codeProblems } from "./code-and-digits";
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
  const problems = codeProblems(errors).map((field) => ({
    href: `#${field}`,
    text: t(`track:error.${errors[field]}` as Key),
  }));
  return (
    <>
      <h1>{t("track:lookUp")}</h1>
      {refusal && <Refusal>{refusal}</Refusal>}
      {status && <StatusOnly {...status} heard={heard} />}
      {status?.asks && <AnswerByCode asks={status.asks} typed={typed} />}
      {status && (linkSent ? <p>{t("track:linkSent")}</p> : <LinkAgain typed={typed} />)}
      <ErrorSummary items={problems} />
      {errors.code === "mismatch" && helpLine && (
        <p>
          <a href={`tel:${helpLine.replace(/[^+\d]/g, "")}`}>
            {t("public:help", { phone: helpLine })}
          </a>
        </p>
      )}
      <p className="soft">{t("track:lookUpLead")}</p>
      <PostForm id={PAGE_FORM} className="stack" action="/track" noValidate>
        <CodeAndDigits typed={typed} errors={errors} />
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
