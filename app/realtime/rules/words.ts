import type { Key } from "../../i18n/keys";
import type { Translate } from "../../i18n/translate";
import type { Change } from "../types";

/** What was done, by the type of its line in the record; whatever is not here is a change. */
const DONE: Record<string, Key> = {
  "request.submitted": "board:event.submitted",
  "request.triaged": "board:event.triaged",
  "request.noted": "board:event.noted",
  "request.taken_up": "board:event.taken_up",
  "request.delivered_short": "board:event.delivered_short",
  "request.fulfilled": "board:event.fulfilled",
  "request.open_again": "board:event.open_again",
  "request.reopened": "board:event.reopened",
  "request.merged": "board:event.merged",
  "request.separated": "board:event.separated",
  "request.corrected": "board:event.corrected",
  "request.reminder_set": "board:event.reminder_set",
  "request.reminder_due": "board:event.reminder_due",
  "request.reminder_cleared": "board:event.reminder_cleared",
  "task.open": "board:event.taken_up",
  "assignment.offered": "board:cover.asked",
  "assignment.accepted": "board:cover.accepted",
  "assignment.en_route": "board:cover.on_the_way",
  "assignment.on_site": "board:cover.there",
  "assignment.done": "board:cover.done",
  "assignment.silent": "board:trouble.silent",
};

/** `Borys: triaged`; who is not known by name is called what they are. */
export function changeInWords(t: Translate, { type, actor, name }: Change): string {
  const isResident = actor === "resident" || actor === "visitor";
  const who = name ?? t(isResident ? "board:actor.resident" : "board:actor.system");
  return `${who}: ${t(DONE[type] ?? "board:event.retriaged")}`;
}
