import { z } from "zod";
import { tickField } from "../districts/form";
import { readReport } from "./rules/read-report";
import { CHOSEN_KINDS, SMS_FAILURES } from "./types";

/** Characters of a text message that came in; what is longer no phone has sent. */
export const LONGEST_SMS = 10_000;

const id = z.string().trim().min(1).max(200);

/** A report: of our own id, or of the gateway's, with whatever word or number it has for the state. */
export const reportForm = z
  .object({
    sms: z.guid().optional(),
    gatewayId: id.optional(),
    state: z
      .enum([...SMS_FAILURES, "delivered", "passing"])
      .or(z.string().max(100).transform(readReport)),
  })
  .transform(({ gatewayId = "", ...report }, context) => {
    if (!report.sms && !gatewayId)
      context.addIssue({ code: "custom", path: ["sms"], message: "input" });
    return { ...report, gatewayId };
  });

/** A text message as its gateway brings it. */
export const smsForm = z.object({
  gateway: z.enum(["http", "gammu", "demo"]),
  id,
  from: z.string().trim().min(1).max(100),
  text: z.string().max(LONGEST_SMS),
});

/** Minutes after midnight of what a clock shows; empty is null. */
const clock = z
  .string()
  .trim()
  .default("")
  .transform((typed, context): number | null => {
    if (!typed) return null;
    const [, hours, minutes] = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(typed) ?? [];
    if (hours && minutes) return Number(hours) * 60 + Number(minutes);
    context.addIssue({ code: "custom", message: "clock" });
    return z.NEVER;
  });

/** By what somebody wants to hear of these kinds (`of`), as `tasks.sms`. */
export const messagesForm = z
  .object({
    of: z.array(z.enum(CHOSEN_KINDS)).max(20).default([]),
    on: z.array(z.string().max(40)).max(60).default([]),
    quietFrom: clock,
    quietTo: clock,
    retry: tickField,
    version: z.coerce.number().int().min(0),
  })
  .superRefine(({ quietFrom, quietTo }, context) => {
    if ((quietFrom === null) === (quietTo === null)) return;
    const path = [quietFrom === null ? "quietFrom" : "quietTo"];
    context.addIssue({ code: "custom", path, message: "both" });
  });
