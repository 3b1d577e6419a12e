import { useI18n } from "../../i18n/context";
import { lookUp } from "../../i18n/translate";
import { StateMark, type StateTone } from "../../ui/marks";
import type { Attribute, AttributeValues, OfferState, ReservationState } from "../types";

const OFFER_TONES: Record<OfferState, StateTone> = {
  offered: "neutral",
  verified: "done",
  paused: "neutral",
  withdrawn: "past",
  retired: "past",
};
const RESERVATION_TONES: Record<ReservationState, StateTone> = {
  held: "neutral",
  handed_over: "active",
  returned: "done",
  consumed: "done",
  released: "past",
};

type OfferMarkProps = {
  state: OfferState;
  /** Its owner reads it: what waits for a coordinator asks nothing of them. */
  own?: boolean;
};

export function OfferMark({ state, own = false }: OfferMarkProps) {
  const { t } = useI18n();
  if (own && state === "offered")
    return <StateMark tone="waiting">{t("resources:waiting")}</StateMark>;
  return <StateMark tone={OFFER_TONES[state]}>{t(`resources:state.${state}`)}</StateMark>;
}

export function ReservationMark({ state }: { state: ReservationState }) {
  const { t } = useI18n();
  return <StateMark tone={RESERVATION_TONES[state]}>{t(`resources:reserved.${state}`)}</StateMark>;
}

/** An attribute's unit in the reader's language; one that no text knows stays as the administrator wrote it. */
export function useUnit() {
  const { locale } = useI18n();
  return (unit: string) => lookUp(locale, `common:unitShort.${unit}`) ?? unit;
}

/** `2.2 kW · Petrol · Owner brings and runs it`. */
export function useAttributes() {
  const { name, number, amount } = useI18n();
  return (attributes: readonly Attribute[], values: AttributeValues) =>
    attributes
      .map(({ code, names, type, unit, choices }) => {
        const value = values[code];
        if (value === undefined) return null;
        if (type === "flag") return name(names);
        if (type === "choice") {
          const chosen = choices?.find((one) => one.code === value);
          return chosen ? name(chosen.names) : null;
        }
        return unit === "×"
          ? `${name(names)}: ${number(Number(value))}`
          : amount(Number(value), unit ?? "");
      })
      .filter(Boolean)
      .join(" · ");
}
