import { useI18n } from "../../i18n/context";
import { Facts } from "../../ui/content";
import { StateMark } from "../../ui/marks";
import { Table } from "../../ui/table";
import type { ChannelHealth, readJobs, readSizes } from "../views";

const MEGA = 1_000_000;
const GIGA = 1_000 * MEGA;
/** Seconds that the oldest job may wait before it is a sign of something. */
const LONG_WAIT = 120;
/** Part of a disk below which it is filling up. */
const LITTLE = 0.1;

type Props = {
  jobs: Awaited<ReturnType<typeof readJobs>>;
  channels: ChannelHealth[];
  sizes: Awaited<ReturnType<typeof readSizes>>;
};

/** The queue, the channels, the database and the disk; a mark where somebody should look. */
export function Health({ jobs, channels, sizes }: Props) {
  const { t, number, duration } = useI18n();
  const size = (bytes: number) =>
    bytes < GIGA
      ? t("overview:health.megabytes", { number: number(Math.round(bytes / MEGA)) })
      : t("overview:health.gigabytes", { number: number(Math.round(bytes / (GIGA / 10)) / 10) });
  const { disk } = sizes;
  const waits = jobs.waiting > 0 ? duration(jobs.oldestSeconds * 1000) : "–";
  return (
    <>
      <Facts
        items={[
          {
            label: <a href="/admin/jobs">{t("overview:health.waiting")}</a>,
            value: number(jobs.waiting),
          },
          {
            label: t("overview:health.oldest"),
            value: <Sign bad={jobs.waiting > 0 && jobs.oldestSeconds > LONG_WAIT}>{waits}</Sign>,
          },
          {
            label: <a href="/admin/jobs">{t("overview:health.dead")}</a>,
            value: <Sign bad={jobs.dead > 0}>{number(jobs.dead)}</Sign>,
          },
          { label: t("overview:health.database"), value: size(sizes.bytes) },
          {
            label: t("overview:health.connections"),
            value: t("overview:health.of", {
              part: number(sizes.connections),
              all: number(sizes.most),
            }),
          },
          disk && {
            label: t("overview:health.disk"),
            value: (
              <Sign bad={disk.free < disk.all * LITTLE}>
                {t("overview:health.of", { part: size(disk.free), all: size(disk.all) })}
              </Sign>
            ),
          },
        ]}
      />
      <Channels channels={channels} />
    </>
  );
}

function Sign({ bad, children }: { bad: boolean; children: string }) {
  return bad ? <StateMark tone="warning">{children}</StateMark> : <span>{children}</span>;
}

type ChannelsProps = { channels: ChannelHealth[]; captionHidden?: boolean };

export function Channels({ channels, captionHidden }: ChannelsProps) {
  const { t, number, relative } = useI18n();
  const when = (at: Date | null) => (at ? relative(at) : "–");
  return (
    <Table
      caption={t("overview:health.channels")}
      captionHidden={captionHidden}
      columns={[
        { key: "channel", label: t("overview:health.channel") },
        { key: "sent", label: t("overview:health.sent"), align: "end" },
        { key: "waiting", label: t("overview:health.unsent"), align: "end" },
        { key: "failed", label: t("overview:health.failed"), align: "end" },
      ]}
      rows={channels.map(({ name, sentAt, waiting, failedAt }) => ({
        key: name,
        cells: {
          channel: t(`overview:channel.${name}`),
          sent: when(sentAt),
          waiting: number(waiting),
          failed: when(failedAt),
        },
      }))}
    />
  );
}
