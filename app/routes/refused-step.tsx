import { useI18n } from "../i18n/context";
import { Refusal } from "../ui/notice";
import { useAnswer } from "./use-answer";

const WRITTEN = ["word", "reason", "body", "note"];

/** Why a step could not be done, with the words that were written for it, so that nobody writes them twice. */
export function RefusedStep() {
  const { t, refusal: inWords } = useI18n();
  const { refusal: refused, errors, typed } = useAnswer();
  // Its form has no page of its own to show beside which field something is wrong.
  const refusal = refused ?? (Object.keys(errors).length > 0 ? inWords("input") : null);
  const words = WRITTEN.map((name) => String(typed[name] ?? "").trim()).find(Boolean);
  return (
    refusal && <Refusal more={words && t("common:errors.wrote", { words })}>{refusal}</Refusal>
  );
}
