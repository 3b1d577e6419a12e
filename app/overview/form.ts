import { z } from "zod";

/** Nothing is asked: what is certified stands in the database. */
export const certificateForm = z.object({});
