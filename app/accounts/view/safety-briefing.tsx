import { useI18n } from "../../i18n/context";
import { Disclosure } from "../../ui/content";

const POINTS = ["door", "home", "money", "danger", "night", "leave"] as const;

/** What every volunteer should know before they go to a stranger's, in a minute. */
export function SafetyBriefing({ emergency }: { emergency: string }) {
  const { t } = useI18n();
  return (
    <Disclosure summary={t("account:briefing.title")} id="briefing">
      <ul className="prose-list">
        {POINTS.map((point) => (
          <li key={point}>{t(`account:briefing.${point}`, { emergency })}</li>
        ))}
      </ul>
    </Disclosure>
  );
}
