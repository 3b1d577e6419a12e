import { useI18n } from "../../i18n/context";
import type { VolunteerStanding } from "../../platform/types";
import { Notice } from "../../ui/notice";

type Props = {
  standing: VolunteerStanding | null;
  /** Within how many milliseconds half of so many were verified lately. */
  usual?: { count: number; half: number } | null;
};

/** What a volunteer who is not verified, or is suspended, has to know; nothing for the others. */
export function StandingNotice({ standing, usual }: Props) {
  const { t, duration } = useI18n();
  if (!standing || standing === "verified") return null;
  return (
    <Notice
      tone={standing === "suspended" ? "warning" : "info"}
      title={t(`account:standing.${standing}`)}
    >
      <p>{t(`account:standingNote.${standing}`)}</p>
      {standing === "unverified" && usual && (
        <p>{t("account:usual", { count: usual.count, half: duration(usual.half) })}</p>
      )}
    </Notice>
  );
}
