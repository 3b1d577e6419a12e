import { useI18n } from "../../i18n/context";
import type { StateTone } from "../../ui/marks";
import type { BroadcastState } from "../states";
import type { Broadcast } from "../views";

export const TONES: Record<BroadcastState, StateTone> = {
  draft: "neutral",
  waiting: "waiting",
  sending: "active",
  stopped: "warning",
  sent: "done",
  withdrawn: "past",
};

/** To whom something goes, in words. */
export function useAudience() {
  const { t, name } = useI18n();
  return ({
    groups,
    names,
    skill,
    incident,
  }: Pick<Broadcast, "groups" | "names" | "skill" | "incident">): string =>
    [
      groups.map((group) => t(`messages:group.${group}`)).join(", "),
      names.length > 0 ? names.map(name).join(", ") : t("messages:broadcast.wholeCity"),
      skill && t(`common:skill.${skill}`),
      incident && t("messages:broadcast.ofIncident", { name: incident }),
    ]
      .filter(Boolean)
      .join(" · ");
}
