import { useI18n } from "../../i18n/context";
import { Button } from "../../ui/button";
import { Empty } from "../../ui/desk";
import { StateMark, Time } from "../../ui/marks";
import { Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import { Table } from "../../ui/table";
import type { FailedJob, readJobs } from "../views";

type Props = Awaited<ReturnType<typeof readJobs>> & { refusal: string | null };

/** What is waiting in the queue and what has failed there: ids and times alone, whatever it is about. */
export function JobsPage({ waiting, running, oldestSeconds, dead, jobs, more, refusal }: Props) {
  const { t, number, duration } = useI18n();
  return (
    <>
      <h1>{t("overview:jobs.title")}</h1>
      <p className="soft">{t("overview:jobs.lead")}</p>
      {refusal && <Refusal>{refusal}</Refusal>}
      <dl className="tiles">
        {(
          [
            ["waiting", number(waiting)],
            ["running", number(running)],
            ["oldest", waiting > 0 ? duration(oldestSeconds * 1000) : "–"],
            ["dead", number(dead)],
          ] as const
        ).map(([key, value]) => (
          <div key={key}>
            <dt>{t(`overview:jobs.${key}`)}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
      {jobs.length === 0 ? (
        <Empty title={t("overview:jobs.none")}>{t("overview:jobs.noneHint")}</Empty>
      ) : (
        <Jobs jobs={jobs} />
      )}
      {more && <p>{t("overview:jobs.more")}</p>}
    </>
  );
}

function Jobs({ jobs }: { jobs: FailedJob[] }) {
  const { t, number } = useI18n();
  return (
    <Table
      caption={t("overview:jobs.failed")}
      columns={[
        { key: "job", label: t("overview:jobs.job") },
        { key: "state", label: t("overview:jobs.state") },
        { key: "attempts", label: t("overview:jobs.attempts"), align: "end" },
        { key: "fault", label: t("overview:jobs.fault") },
        { key: "since", label: t("overview:jobs.since") },
        { key: "about", label: t("overview:jobs.about") },
        { key: "steps", label: t("overview:jobs.steps") },
      ]}
      rows={jobs.map((job) => ({
        key: String(job.id),
        cells: {
          job: <code>{job.job}</code>,
          state: <State job={job} />,
          attempts: number(job.attempts),
          fault: job.fault || "–",
          since: <Time at={job.since} />,
          about: <About about={job.about} />,
          steps: job.running ? "" : <Steps id={job.id} />,
        },
      }))}
    />
  );
}

function State({ job }: { job: FailedJob }) {
  const { t, relative } = useI18n();
  if (job.running) return <StateMark tone="active">{t("overview:jobs.running")}</StateMark>;
  if (job.dead) return <StateMark tone="warning">{t("overview:jobs.dead")}</StateMark>;
  return (
    <StateMark tone="waiting">{t("overview:jobs.next", { when: relative(job.nextAt) })}</StateMark>
  );
}

function About({ about }: Pick<FailedJob, "about">) {
  return (
    <small className="job-about">
      {Object.entries(about)
        .map(([name, value]) => `${name} ${value}`)
        .join(", ") || "–"}
    </small>
  );
}

function Steps({ id }: { id: number }) {
  const { t } = useI18n();
  return (
    <div className="row">
      <PostForm action={`/admin/jobs/${id}/retries`}>
        <Button size="dense">{t("overview:jobs.retry")}</Button>
      </PostForm>
      <PostForm action={`/admin/jobs/${id}/endings`}>
        <Button size="dense">{t("overview:jobs.letGo")}</Button>
      </PostForm>
    </div>
  );
}
