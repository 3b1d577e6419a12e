import { useI18n } from "../../i18n/context";
import type { Key } from "../../i18n/keys";
import type { FieldErrors, Typed } from "../../platform/form";
import { askedOf } from "../../ui/asked";
import { Button } from "../../ui/button";
import { Disclosure, Sheet } from "../../ui/content";
import { Field } from "../../ui/field";
import { ErrorSummary, Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import { FREE_HOURS } from "../rules/free-time";

const HOUR = 3_600_000;

type Props = {
  /** Until when they have said that they are free; null where they have not. */
  until: Date | null;
  typed: Typed;
  errors: FieldErrors;
  refusal: string | null;
};

/** One press: free for some hours from now; or, once that is said, not any more. */
export function FreeTime({ until, typed, errors, refusal }: Props) {
  const { t, moment, duration } = useI18n();
  const { asked, problems } = askedOf(typed, errors, (code) => t(`account:error.${code}` as Key));
  if (until)
    return (
      <Sheet title={t("account:free.until", { at: moment(until) })} id="free">
        <p>{t("account:free.said")}</p>
        <PostForm action="/free-times/ends">
          <Button wide>{t("account:free.end")}</Button>
        </PostForm>
      </Sheet>
    );
  return (
    <Sheet title={t("account:free.title")} id="free">
      {refusal && <Refusal>{refusal}</Refusal>}
      <ErrorSummary items={problems} />
      <p>{t("account:free.lead")}</p>
      <PostForm className="row" action="/free-times">
        {FREE_HOURS.map((hours) => (
          <Button key={hours} name="hours" value={String(hours)}>
            {duration(hours * HOUR)}
          </Button>
        ))}
      </PostForm>
      <Disclosure summary={t("account:free.other")} open={refusal !== null || problems.length > 0}>
        <PostForm className="stack tight" action="/free-times" noValidate>
          <Field
            {...asked("until")}
            label={t("account:free.untilTime")}
            hint={t("account:free.untilHint")}
            inputMode="numeric"
            width="short"
          />
          <Button wide>{t("account:free.send")}</Button>
        </PostForm>
      </Disclosure>
    </Sheet>
  );
}
