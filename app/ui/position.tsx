import { useI18n } from "../i18n/context";
import { Button } from "./button";
import type { IconName } from "./icon";

type Props = {
  /** On the button. */
  label: string;
  icon: IconName;
  /** What is said once it is known, and when the phone can't tell. */
  found: string;
  failed: string;
  hint?: string;
  lat?: string;
  lon?: string;
};

/** The phone's own position, if it is asked for: `own-position.ts` shows this and fills the two fields. */
export function Position({ label, icon, found, failed, hint, lat, lon }: Props) {
  const { t } = useI18n();
  return (
    <own-position
      class="stack tight"
      id="position"
      hidden
      data-found={found}
      data-failed={failed}
      data-waiting={t("help:positionWaiting")}
    >
      <input type="hidden" name="lat" defaultValue={lat} />
      <input type="hidden" name="lon" defaultValue={lon} />
      <Button type="button" icon={icon}>
        {label}
      </Button>
      {hint && <p className="hint">{hint}</p>}
      <output className="hint" />
    </own-position>
  );
}
