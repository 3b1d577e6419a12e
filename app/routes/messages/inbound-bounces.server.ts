import { type RequestHandler, Router } from "express";
import getRawBody from "raw-body";
import { reportBounce } from "../../messages/commands/report-bounce.server";
import { readBounce } from "../../messages/rules/read-bounce";
import type { Returns } from "../../messages/rules/return-path";
import { execute } from "../../platform/command.server";
import { isOutage } from "../../platform/outage";
import { answer, type Inbound, isSecret, later, secretIn } from "./door.server";

/** Bytes of a report together with the mail that it is about, which is one of ours. */
const LARGEST = 512 * 1024;

/**
 * Where the city's mail server brings what came back for `BOUNCE_ADDRESS`, each as it is, with the secret of the settings. What is no
 * report is let go: an answer with an error would be answered with a mail.
 */
export function inboundBounces({
  returns,
  channels,
  ctxOf,
  isAway,
  log,
}: Inbound & { returns: Returns | null }): Router {
  const take: RequestHandler = async (req, res, next) => {
    try {
      if (!returns) return answer(res, 404, "not found");
      if (!isSecret(secretIn(req), returns.secret))
        return answer(res.set("WWW-Authenticate", "Bearer"), 401, "a secret is needed");
      const raw = await getRawBody(req, { limit: LARGEST }).catch(
        (fault: { status?: number }) => fault.status ?? 400,
      );
      if (typeof raw === "number") return answer(res, raw, "cannot be read");
      if (isAway()) return later(res);
      const bounce = await readBounce(raw);
      const read =
        bounce && (await execute({ ...ctxOf(), channels, returns }, reportBounce, bounce));
      if (!read?.ok || read.value === 0)
        log.warn({ refused: "no mail of ours" }, "what came back by mail could not be read");
      answer(res, 200, "");
    } catch (fault) {
      if (!isOutage(fault) || res.headersSent) return next(fault);
      later(res);
    }
  };
  const router = Router();
  router.post("/inbound/bounces", take);
  router.all("/inbound/bounces", (_, res) => answer(res.set("Allow", "POST"), 405, "POST"));
  return router;
}
