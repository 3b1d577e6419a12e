import texts from "../../i18n/en/privacy.json";
import type { Key } from "../../i18n/keys";

/** The kinds of thing that the record has lines about. */
export const THINGS = Object.keys(texts.thing) as (keyof typeof texts.thing)[];
export type Thing = (typeof THINGS)[number];

/** Every type of line that has words of its own: `request.triaged`. */
export const RECORD_TYPES: readonly string[] = Object.entries(texts.event).flatMap(
  ([thing, events]) =>
    typeof events === "string" ? [] : Object.keys(events).map((event) => `${thing}.${event}`),
);

/** The words of a type; those of a version to come are not known yet. */
export const wordsOf = (type: string): Key =>
  (RECORD_TYPES.includes(type) ? `privacy:event.${type}` : "privacy:event.other") as Key;
