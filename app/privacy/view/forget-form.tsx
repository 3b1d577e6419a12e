import type { ReactNode } from "react";
import { useI18n } from "../../i18n/context";
import type { Key } from "../../i18n/keys";
import type { FieldErrors } from "../../platform/form";
import { Button } from "../../ui/button";
import { Checkboxes } from "../../ui/choice";
import { PostForm } from "../../ui/post-form";

type Props = { action: string; errors: FieldErrors; children?: ReactNode };

/** Deletes for good, once it is ticked that this is meant; `children` are what else it asks. */
export function ForgetForm({ action, errors, children }: Props) {
  const { t } = useI18n();
  return (
    <PostForm className="stack" action={action} noValidate>
      {children}
      <Checkboxes
        name="sure"
        label={t("data:sure")}
        options={[{ value: "yes", label: t("data:sureYes") }]}
        error={errors.sure && t(`data:error.${errors.sure}` as Key)}
      />
      <Button tone="danger">{t("data:press")}</Button>
    </PostForm>
  );
}
