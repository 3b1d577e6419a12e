import { useI18n } from "../../i18n/context";
import { type Typed, typedText } from "../../platform/form";
import { Button } from "../../ui/button";
import { DateTime, Field } from "../../ui/field";
import { Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import type { BoardPerson, BoardShift } from "../views";

type Props = {
  one: Pick<BoardPerson, "id" | "version" | "in" | "out">;
  shiftId: string;
  word?: string;
  /** Asks whether hours that are much longer than the shift are meant. */
  longer?: boolean;
};

/** When somebody came and went, to be put right with a reason; `word` is what was typed the time before. */
export function TimesForm({ one, shiftId, word, longer = false }: Props) {
  const { t } = useI18n();
  // The same person's form stands in the list below too.
  const field = word === undefined ? one.id : "again";
  return (
    <PostForm className="stack tight" action={`/board/shifts/${shiftId}/corrections`}>
      <input type="hidden" name="slot" value={one.id} />
      <input type="hidden" name="version" value={one.version} />
      <div className="pair">
        <DateTime name="in" id={`in-${field}`} label={t("shifts:correct.in")} value={one.in} />
        <DateTime
          name="out"
          id={`out-${field}`}
          value={one.out}
          label={t("shifts:correct.out")}
          optional
        />
      </div>
      <Field name="word" id={`word-${field}`} label={t("shifts:correct.why")} value={word} />
      <div className="row">
        <Button>{t("common:button.save")}</Button>
        {longer && (
          <Button name="longer" value="yes">
            {t("shifts:correct.longer")}
          </Button>
        )}
      </div>
    </PostForm>
  );
}

type RefusedProps = { opened: BoardShift; typed: Typed; refusal: string; longer: boolean };

/** Why times were not put right, with all that was typed for whom. */
export function RefusedTimes({ opened, typed, refusal, longer }: RefusedProps) {
  const who = opened.people.find(({ id }) => id === typed.slot);
  if (!who) return <Refusal>{refusal}</Refusal>;
  const one = { ...who, in: typedText(typed, "in"), out: typedText(typed, "out") };
  return (
    <>
      <Refusal>{refusal}</Refusal>
      <h2>{who.name}</h2>
      <TimesForm
        one={{ ...one, id: who.id }}
        shiftId={opened.shift.id}
        word={typedText(typed, "word")}
        longer={longer}
      />
    </>
  );
}
