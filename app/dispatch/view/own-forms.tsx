import type { Unit } from "../../districts/types";
import { useI18n } from "../../i18n/context";
import type { Key } from "../../i18n/keys";
import type { FieldErrors, Typed } from "../../platform/form";
import { askedOf } from "../../ui/asked";
import { Button, ButtonLink } from "../../ui/button";
import { Checkboxes, Radios } from "../../ui/choice";
import { Field, TextArea } from "../../ui/field";
import { ErrorSummary, Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import { DECLINE_REASONS } from "../types";
import type { OpenedOwnTask } from "../views";

export type OwnFormProps = {
  sheet: OpenedOwnTask;
  typed: Typed | null;
  errors: FieldErrors;
  refusal: string | null;
};

function useOwnForm({ typed, errors, refusal, sheet }: OwnFormProps) {
  const { t } = useI18n();
  const { asked, chosen, problems } = askedOf(typed ?? {}, errors, (code) =>
    t(`tasks:error.${code}` as Key),
  );
  const trouble = (
    <>
      {refusal && <Refusal>{refusal}</Refusal>}
      <ErrorSummary items={problems} />
    </>
  );
  const back = <ButtonLink href={`/tasks/${sheet.id}`}>{t("common:button.back")}</ButtonLink>;
  return { t, asked, chosen, trouble, back };
}

type NoProps = OwnFormProps & { path: "answers" | "withdrawals" };

export function NoForm({ path, ...props }: NoProps) {
  const { t, asked, trouble, back } = useOwnForm(props);
  const title = t(path === "answers" ? "tasks:decline" : "tasks:withdraw");
  return (
    <PostForm className="stack panel" action={`/tasks/${props.sheet.id}/${path}`} noValidate>
      {trouble}
      <Radios
        {...asked("reason")}
        label={t("tasks:whyNot")}
        options={DECLINE_REASONS.map((one) => ({ value: one, label: t(`tasks:reason.${one}`) }))}
      />
      <TextArea {...asked("note")} label={t("tasks:word")} optional rows={2} />
      <div className="row">
        <Button tone="danger">{title}</Button>
        {back}
      </div>
    </PostForm>
  );
}

export function DoneForm(props: OwnFormProps) {
  const { t, asked, chosen, trouble, back } = useOwnForm(props);
  const { name } = useI18n();
  const { id, requests, checklist } = props.sheet;
  return (
    <PostForm className="stack panel" action={`/tasks/${id}/completions`} noValidate>
      <h2>{t("tasks:doneTitle")}</h2>
      {trouble}
      {requests.map((one) => (
        <fieldset key={one.id} className="stack tight">
          <legend>
            {name(one.names)}
            {one.secret?.address ? `, ${one.secret.address}` : ""}
          </legend>
          {one.unit && one.quantity !== null ? (
            <Field
              {...asked(`amount-${one.id}`)}
              label={t("tasks:handedOver")}
              value={props.typed ? asked(`amount-${one.id}`).value : one.quantity - one.delivered}
              unit={t(`common:unitShort.${one.unit as Unit}`)}
              inputMode="decimal"
              width="short"
            />
          ) : (
            <Radios
              {...asked(`outcome-${one.id}`)}
              label={t("tasks:outcome")}
              value={asked(`outcome-${one.id}`).value || "whole"}
              options={(["whole", "part", "none"] as const).map((value) => ({
                value,
                label: t(`tasks:outcomes.${value}`),
              }))}
            />
          )}
        </fieldset>
      ))}
      {checklist.length > 0 && (
        <Checkboxes
          {...chosen("ticked")}
          label={t("tasks:checklist")}
          options={checklist.map((point, index) => ({ value: String(index), label: point }))}
        />
      )}
      <TextArea {...asked("note")} label={t("tasks:word")} optional rows={2} />
      <div className="row">
        <Button tone="primary">{t("tasks:step.done")}</Button>
        {back}
      </div>
    </PostForm>
  );
}
