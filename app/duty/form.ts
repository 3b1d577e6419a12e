import { z } from "zod";
import { versionField } from "../districts/form";
import { idField } from "../platform/form";
import { SECTIONS } from "./types";

export const LONGEST_NOTE = 4_000;

/** Codes of districts; none ends one's duty. */
export const dutyForm = z.object({
  district: z.array(z.string()).default([]),
  /** Said again, knowing that a district is left with nobody. */
  sure: z.literal("yes").optional(),
});

/** A message is the code of its text, `duty:error.<code>`. */
export const handoverForm = z.object({
  note: z.string().trim().max(LONGEST_NOTE, "long").default(""),
});

export const withdrawalForm = z.object({ id: idField, version: versionField });

/** `read`: the parts that were gone through, as the page showed them. */
export const takingForm = z.object({
  id: idField,
  version: versionField,
  read: z.array(z.enum(SECTIONS)).default([]),
});
