import { z } from "zod";

/** What of the record is taken out, and whether a part of it. */
export const exportForm = z.object({ show: z.enum(["deeds", "looks"]), filtered: z.boolean() });
