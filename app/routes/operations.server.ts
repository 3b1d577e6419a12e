import { createHash, timingSafeEqual } from "node:crypto";
import { type RequestHandler, Router } from "express";
import type { Metrics } from "../platform/metrics.server";

type Parts = {
  metrics: Metrics;
  /** Whether the process should be given requests. */
  isReady: () => Promise<boolean>;
  /** Opens the figures; without it they are closed. */
  token: string | undefined;
};

const digest = (text: string) => createHash("sha256").update(text).digest();

/** What machines and operators ask: does it live, should it be given requests, how is it doing. */
export function operations({ metrics, isReady, token }: Parts): Router {
  const expected = token ? digest(`Bearer ${token}`) : null;
  const guarded: RequestHandler = (req, res, next) => {
    if (!expected) return void res.status(404).type("text").send("not found");
    if (timingSafeEqual(digest(req.headers.authorization ?? ""), expected)) return next();
    res.status(401).set("WWW-Authenticate", "Bearer").type("text").send("a token is needed");
  };
  const router = Router();
  // These addresses alone: what comes after says for itself how long it may be kept.
  router.use(["/healthz", "/readyz", "/metrics"], (_, res, next) => {
    res.setHeader("Cache-Control", "no-store");
    next();
  });
  router.get("/healthz", (_, res) => void res.type("text").send("ok"));
  router.get("/readyz", async (req, res, next) => {
    if ("detail" in req.query) return next();
    const ready = await isReady();
    res
      .status(ready ? 200 : 503)
      .type("text")
      .send(ready ? "ready" : "the database or the pages do not answer");
  });
  router.get("/readyz", guarded, async (_, res, next) => {
    try {
      const [ready, state] = await Promise.all([isReady(), metrics.state()]);
      res.status(ready ? 200 : 503).json({ ready, ...state });
    } catch (fault) {
      next(fault);
    }
  });
  router.get("/metrics", guarded, async (_, res, next) => {
    try {
      res.type(metrics.contentType).send(await metrics.text());
    } catch (fault) {
      next(fault);
    }
  });
  return router;
}
