import { useI18n } from "../../i18n/context";
import { Notice } from "../../ui/notice";
import type { LedHere } from "../views";
import { Hours } from "./words";

/** What somebody is asked to sign in for. */
export function LedHereNotice({ by, place, window }: LedHere) {
  const { t, weekday, initial } = useI18n();
  return (
    <Notice title={t(`shifts:signInFor.${by}`)}>
      <p>
        {place}
        <br />
        {initial(weekday(window.from))}, <Hours window={window} />
      </p>
    </Notice>
  );
}
