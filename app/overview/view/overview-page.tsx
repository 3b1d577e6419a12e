import { useI18n } from "../../i18n/context";
import { Sheet } from "../../ui/content";
import { StateMark } from "../../ui/marks";
import { Table } from "../../ui/table";
import type { ChannelHealth, DistrictLine, readJobs, readSizes } from "../views";
import { Health } from "./health";

type Props = {
  districts: DistrictLine[];
  jobs: Awaited<ReturnType<typeof readJobs>>;
  channels: ChannelHealth[];
  sizes: Awaited<ReturnType<typeof readSizes>>;
};

/** How every district stands, and how the program is doing. */
export function OverviewPage({ districts, ...health }: Props) {
  const { t } = useI18n();
  return (
    <>
      <h1>{t("overview:start.title")}</h1>
      <Districts lines={districts} />
      <Sheet title={t("overview:health.title")}>
        <Health {...health} />
      </Sheet>
    </>
  );
}

function Districts({ lines }: { lines: DistrictLine[] }) {
  const { t, name, number } = useI18n();
  const counted = (value: number, wrong: boolean) =>
    wrong && value > 0 ? <StateMark tone="warning">{number(value)}</StateMark> : number(value);
  const linkOf = ({ code }: DistrictLine) => `/board?district=${code ?? "none"}`;
  return (
    <Table
      caption={t("overview:start.districts")}
      columns={[
        { key: "district", label: t("board:district") },
        { key: "open", label: t("overview:start.open"), align: "end" },
        { key: "unread", label: t("overview:start.unread"), align: "end" },
        { key: "alone", label: t("overview:start.alone"), align: "end" },
        { key: "late", label: t("overview:start.late"), align: "end" },
        { key: "seen", label: t("overview:start.coordinators"), align: "end" },
        { key: "free", label: t("overview:start.free"), align: "end" },
      ]}
      rows={lines.map((line) => ({
        key: line.code ?? "",
        cells: {
          district: (
            <a href={linkOf(line)}>{line.names ? name(line.names) : t("board:cityWide")}</a>
          ),
          open: number(line.open),
          unread: number(line.unread),
          alone: counted(line.alone, true),
          late: counted(line.late, true),
          seen: line.code !== null && <Seen line={line} />,
          free: number(line.free),
        },
      }))}
    />
  );
}

/** Who is there: on duty, else whoever has opened a page lately. */
function Seen({ line: { coordinators, seen, onDuty } }: { line: DistrictLine }) {
  const { t, number } = useI18n();
  const words = t("overview:start.seenOf", { seen: number(seen), all: number(coordinators) });
  if (onDuty > 0)
    return (
      <StateMark tone="done">
        {t("overview:start.onDuty", { count: onDuty, number: number(onDuty) })}
      </StateMark>
    );
  if (coordinators === 0) return <StateMark tone="warning">{t("overview:start.nobody")}</StateMark>;
  return seen === 0 ? <StateMark tone="waiting">{words}</StateMark> : words;
}
