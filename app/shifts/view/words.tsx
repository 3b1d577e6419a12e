import { useI18n } from "../../i18n/context";
import type { Key } from "../../i18n/keys";
import type { Window } from "../../platform/types";
import { StateMark, type StateTone } from "../../ui/marks";
import { DAY } from "../rules/timing";
import type { SignUpState } from "../types";

const TONES: Record<SignUpState, StateTone> = {
  signed_up: "done",
  waitlisted: "neutral",
  offered: "warning",
  checked_in: "active",
  checked_out: "done",
  withdrawn: "past",
  no_show: "past",
};

type Own = { state: SignUpState; position: number; answerBy: Date | null; claim?: boolean };

/** Where somebody stands with a shift of theirs, in words to them. */
export function OwnMark({ own }: { own: Own }) {
  const { t, moment } = useI18n();
  const { state, position, answerBy, claim } = own;
  const at = answerBy ? moment(answerBy) : "";
  return (
    <StateMark tone={claim ? "warning" : TONES[state]}>
      {claim ? t("shifts:claim") : t(`shifts:state.${state}`, { position, at })}
    </StateMark>
  );
}

/** The same in words about them. */
export function HeldMark({ state }: { state: SignUpState }) {
  const { t } = useI18n();
  return <StateMark tone={TONES[state]}>{t(`shifts:held.${state}`)}</StateMark>;
}

/** `10:00–14:00`, `20:00–08:00 (next day)`, `18:00 – Monday 11 January, 08:00`. */
export function Hours({ window: { from, to } }: { window: Window }) {
  const { t, clock, day, weekday } = useI18n();
  const nextDay = day(new Date(to.getTime() - DAY));
  if (day(from) === day(to) || day(from) === nextDay)
    return (
      <span className="num">
        {clock(from)}–{clock(to)}
        {day(from) !== day(to) && ` (${t("shifts:nextDay")})`}
      </span>
    );
  return (
    <span className="num">
      {clock(from)} – {weekday(to)}, {clock(to)}
    </span>
  );
}

/** What a role does, and what it asks for, where that is not the same. */
export function useRoleTitle() {
  const { t, terms } = useI18n();
  return ({ title, skills }: { title: string; skills: readonly string[] }) => {
    const asked = terms(skills.map((one) => t(`common:skill.${one}` as Key)));
    return asked.toLowerCase() === title.toLowerCase()
      ? title
      : [title, asked].filter(Boolean).join(" · ");
  };
}
