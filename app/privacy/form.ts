import { z } from "zod";
import { lookUpForm } from "../requests/form";
import { SETTINGS } from "./rules/registry";
import { FEWEST_DAYS, MOST_DAYS } from "./rules/retention";
import { BEHALF, ERASABLE } from "./types";

/** What of the record is taken out, and whether a part of it. */
export const exportForm = z.object({ show: z.enum(["deeds", "looks"]), filtered: z.boolean() });

/** Ticked by whoever has read that nothing brings it back. A message is the code of its text, `privacy:error.<code>`. */
const sure = z.literal("yes", { error: "sure" });

export const forgetMeForm = z.object({ sure });
/** By a private link; `token` stands in its address. */
export const forgetOwnForm = z.object({ token: z.string(), sure });
/** What is known of how somebody is reached, for their file: a message is the code of its text, `track:error.<code>`. */
export const fileForm = lookUpForm.pick({ digits: true });
export const forgetByCodeForm = lookUpForm.extend({ sure });

export const subjectForm = z.object({ thing: z.enum(ERASABLE), id: z.guid() });
/** For somebody who asked an administrator. */
export const forgetForForm = subjectForm.extend({
  grounds: z.enum(BEHALF, { error: "grounds" }),
  sure,
});

export const retentionForm = z.object({
  kind: z.enum(SETTINGS),
  days: z.coerce
    .number({ error: "days" })
    .int("days")
    .min(FEWEST_DAYS, "days")
    .max(MOST_DAYS, "days"),
  /** As on the page; 0 while the default holds. */
  version: z.coerce.number().int().min(0),
});
/** Of the job: one kind after the other, as they stand in `SETTINGS`. */
export const retireForm = z.object({ at: z.iso.datetime() });
