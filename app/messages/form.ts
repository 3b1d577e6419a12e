import { z } from "zod";
import { readReport } from "./rules/read-report";
import { SMS_FAILURES } from "./types";

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
