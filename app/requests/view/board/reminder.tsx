import { useI18n } from "../../../i18n/context";
import { Button } from "../../../ui/button";
import { Select } from "../../../ui/choice";
import { Disclosure } from "../../../ui/content";
import { Field } from "../../../ui/field";
import { StateMark, Time } from "../../../ui/marks";
import { PostForm } from "../../../ui/post-form";
import { REMINDERS } from "../../rules/timing";
import { requestMayBecome } from "../../states";
import type { OpenedRequest } from "../../views";

type Props = { request: OpenedRequest; verb: (path: string) => string };

/** When somebody wants to come back to a request, and a form to say so: what was promised on the phone is kept by the board. */
export function Reminder({ request: { state, remindAt, remindDue }, verb }: Props) {
  const { t, brief } = useI18n();
  if (!requestMayBecome(state, "cancelled")) return null;
  return (
    <div className="stack tight no-print">
      {remindAt && (
        <PostForm className="row" action={verb("reminder-removals")}>
          <StateMark tone={remindDue ? "warning" : "neutral"}>
            {t("board:remind.stands")} <Time at={remindAt} />
          </StateMark>
          <Button>{t("board:remind.clear")}</Button>
        </PostForm>
      )}
      <Disclosure summary={t(remindAt ? "board:remind.change" : "board:remind.title")}>
        <PostForm className="stack tight" action={verb("reminders")}>
          <Select
            name="minutes"
            label={t("board:remind.in")}
            value="30"
            placeholder={false}
            options={REMINDERS.map((one) => ({ value: one, label: brief(Number(one) * 60_000) }))}
            width="half"
          />
          <Field
            name="at"
            label={t("board:remind.at")}
            hint={t("board:remind.atHint")}
            width="short"
            autoComplete="off"
            maxLength={8}
            optional
          />
          <Button>{t("board:remind.save")}</Button>
        </PostForm>
      </Disclosure>
    </div>
  );
}
