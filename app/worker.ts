import { housekeeping } from "./accounts/jobs.server";
import { auditJobs } from "./audit/jobs.server";
import { dispatchJobs } from "./dispatch/jobs.server";
import { mailboxPost, noPost, smtpPost } from "./notifications/adapter.server";
import { notificationJobs } from "./notifications/jobs.server";
import type { CityFacts } from "./platform/context.server";
import type { Env } from "./platform/env.server";
import { startWorker } from "./platform/jobs.server";
import type { Log } from "./platform/log.server";
import type { Store } from "./platform/store.server";
import { requestJobs } from "./requests/jobs.server";
import { resourceJobs } from "./resources/jobs.server";
import { shiftJobs } from "./shifts/jobs.server";

type City = CityFacts & { emergencyNumber: string; demo: boolean };
type Parts = { env: Env; store: Store; city: City; origin: string; log: Log };

/** Starts working off the queue: every room's jobs by name. */
export function work({ env, store, city, origin, log }: Parts) {
  const { db } = store.connection;
  const post =
    env.SMTP_URL && env.MAIL_FROM
      ? smtpPost(env.SMTP_URL, env.MAIL_FROM)
      : city.demo
        ? mailboxPost(db)
        : noPost;
  if (post === noPost) log.warn("SMTP_URL is not set: mail waits in the queue until it is");
  const jobs = {
    ...notificationJobs(post, city),
    ...requestJobs,
    ...dispatchJobs,
    ...resourceJobs,
    ...shiftJobs,
    ...auditJobs,
    housekeeping,
  };
  const { ownerUrl, watch } = store;
  return startWorker({ ownerUrl, db, origin, city, log, jobs, watch });
}
