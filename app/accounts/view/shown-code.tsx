import { useI18n } from "../../i18n/context";
import { Code } from "../../ui/content";
import { Notice } from "../../ui/notice";

/** What volunteers hold out to a coordinator who sees them, to show that the account is theirs. */
export function ShownCode({ code }: { code: string | null }) {
  const { t } = useI18n();
  if (!code) return null;
  return (
    <Notice tone="info" title={t("account:shown.title")}>
      <Code value={code} group={3} />
      <p>{t("account:shown.text")}</p>
    </Notice>
  );
}
