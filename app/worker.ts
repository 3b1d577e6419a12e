import { housekeeping } from "./accounts/jobs.server";
import { auditJobs } from "./audit/jobs.server";
import { reactionJobs } from "./audit/reactions.server";
import { dispatchJobs } from "./dispatch/jobs.server";
import { dispatchReactions } from "./dispatch/reactions.server";
import { dutyJobs } from "./duty/jobs.server";
import { makeChannels } from "./messages/channels/all.server";
import type { City } from "./messages/commands/send-email.server";
import { readGammu } from "./messages/gateways/read-gammu.server";
import { messageJobs } from "./messages/jobs.server";
import { messageReactions } from "./messages/reactions.server";
import { overviewJobs } from "./overview/jobs.server";
import type { Ctx } from "./platform/context.server";
import type { Env } from "./platform/env.server";
import { startWorker } from "./platform/jobs.server";
import type { Log } from "./platform/log.server";
import type { Store } from "./platform/store.server";
import { FALLBACK_LOCALE } from "./platform/types";
import { privacyJobs } from "./privacy/jobs.server";
import { requestJobs } from "./requests/jobs.server";
import { requestReactions } from "./requests/reactions.server";
import { resourceJobs } from "./resources/jobs.server";
import { shiftJobs } from "./shifts/jobs.server";
import { shiftReactions } from "./shifts/reactions.server";

type Parts = {
  env: Env;
  store: Store;
  city: City & { demo: boolean };
  origin: string;
  log: Log;
};

/** Starts working off the queue: every room's jobs by name. */
export function work({ env, store, city, origin, log }: Parts) {
  const { db } = store.connection;
  const channels = makeChannels(env, db, city);
  if (!env.SMTP_URL && !city.demo)
    log.warn("SMTP_URL is not set: mail waits in the queue until it is");
  const jobs = {
    ...messageJobs(channels),
    ...reactionJobs([
      requestReactions,
      dispatchReactions,
      shiftReactions,
      messageReactions(channels, env.GATHER_SECONDS * 1_000),
    ]),
    ...requestJobs,
    ...dispatchJobs,
    ...resourceJobs,
    ...shiftJobs,
    ...auditJobs,
    ...dutyJobs,
    ...privacyJobs,
    ...overviewJobs,
    housekeeping,
  };
  const { ownerUrl, watch } = store;
  const worker = startWorker({ ownerUrl, db, origin, city, log, jobs, watch });
  const { SMS_URL: address } = env;
  if (!address?.startsWith("gammu:")) return worker;
  const ctxOf = (): Ctx => ({
    db,
    now: new Date(),
    locale: FALLBACK_LOCALE,
    actor: { kind: "visitor" },
    origin,
    city,
  });
  const inbox = readGammu({ address, ctxOf, channels, log });
  return {
    running: worker.running,
    async stop() {
      await Promise.all([inbox.stop(), worker.stop()]);
    },
  };
}
