import { useI18n } from "../../i18n/context";
import { Notice } from "../../ui/notice";
import type { Handovers } from "../views";

/** Those of others, that the reader could take. */
export function WaitingHandovers({ waiting }: Pick<Handovers, "waiting">) {
  const { t, name, list } = useI18n();
  return waiting
    .filter(({ own }) => !own)
    .map((one) => (
      <Notice
        key={one.id}
        title={t("duty:waits", {
          who: one.name,
          places: list(one.districts.map(({ names }) => name(names))),
        })}
      >
        <p>
          <a href={`/board/handover/${one.id}`}>{t("duty:look")}</a>
        </p>
      </Notice>
    ));
}
