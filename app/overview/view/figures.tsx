import { useI18n } from "../../i18n/context";
import { Disclosure, Sheet } from "../../ui/content";
import { type Column, Table } from "../../ui/table";
import { type Figures, OUTCOMES, type Step, WAITS } from "../types";
import type { Counted } from "../views";
import { Bars, Strips } from "./bars";

/** Sums over all of them, then how long they waited. */
export function Totals({ total, openNow }: { total: Figures; openNow?: number }) {
  const { t, number } = useI18n();
  const tiles = [
    ...(openNow === undefined
      ? []
      : [{ key: "now", label: t("overview:figure.now"), value: openNow }]),
    { key: "asked", label: t("overview:figure.asked"), value: total.asked },
    { key: "people", label: t("overview:figure.people"), value: total.people },
    ...OUTCOMES.map((one) => ({ key: one, label: t(`overview:figure.${one}`), value: total[one] })),
  ];
  return (
    <dl className="tiles">
      {tiles.map(({ key, label, value }) => (
        <div key={key}>
          <dt>{label}</dt>
          <dd className="num">{number(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** How long people waited, and how much of it was in time. */
export function Waits({ total }: { total: Figures }) {
  const { t } = useI18n();
  const say = useWaits();
  return (
    <Table
      caption={t("overview:wait.title")}
      columns={[
        { key: "wait", label: t("overview:wait.until") },
        { key: "median", label: t("overview:wait.median"), align: "end" },
        { key: "p90", label: t("overview:wait.p90"), align: "end" },
        { key: "kept", label: t("overview:wait.kept"), align: "end" },
      ]}
      rows={WAITS.map((wait) => ({
        key: wait,
        cells: { wait: t(`overview:wait.${wait}`), ...say(total, wait) },
      }))}
    />
  );
}

function useWaits() {
  const { t, number, duration } = useI18n();
  const time = (seconds: number | null) => (seconds === null ? "–" : duration(seconds * 1000));
  return (figures: Figures, wait: (typeof WAITS)[number]) => {
    const { median, p90, kept, judged } = figures.waits[wait];
    return {
      median: time(median),
      p90: time(p90),
      kept:
        judged === 0
          ? "–"
          : t("overview:wait.share", {
              percent: number(Math.round((kept / judged) * 100)),
              kept: number(kept),
              judged: number(judged),
            }),
    };
  };
}

type Line = { key: string; name: string; figures: Figures; amount?: string };

/** A column in which nothing stands is left out. */
function FiguresTable({ caption, lines }: { caption: string; lines: Line[] }) {
  const { t, number } = useI18n();
  const say = useWaits();
  const shown = OUTCOMES.filter((one) => lines.some(({ figures }) => figures[one] > 0));
  const columns: Column[] = [
    { key: "name", label: caption },
    { key: "asked", label: t("overview:figure.asked"), align: "end" },
    ...shown.map((key) => ({ key, label: t(`overview:figure.${key}`), align: "end" as const })),
    { key: "found", label: t("overview:wait.foundHalf"), align: "end" },
    { key: "helped", label: t("overview:wait.helpedHalf"), align: "end" },
  ];
  const amounts: Column[] = lines.some(({ amount }) => amount)
    ? [{ key: "amount", label: t("overview:figure.delivered"), align: "end" }]
    : [];
  return (
    <div className="counted">
      <Table
        caption={caption}
        captionHidden
        columns={[...columns, ...amounts]}
        rows={lines.map(({ key, name, figures, amount }) => ({
          key,
          cells: {
            name,
            amount,
            asked: number(figures.asked),
            // On a phone, where each is a line, what is empty is left out.
            ...Object.fromEntries(
              shown.map((one) => [one, figures[one] > 0 && number(figures[one])]),
            ),
            found: figures.waits.found.median !== null && say(figures, "found").median,
            helped: figures.waits.helped.median !== null && say(figures, "helped").median,
          },
        }))}
      />
    </div>
  );
}

/** By kind, by district and over time: a picture each, and a table that says the same. */
export function Groups({ counted, step }: { counted: Counted; step: Step }) {
  const { t, name, amount } = useI18n();
  const kinds = counted.kinds.map(({ names, unit, quantity, delivered, figures }) => ({
    key: names.en,
    name: name(names),
    figures,
    amount: unit && quantity ? amount(quantity, unit, delivered) : undefined,
  }));
  const districts = counted.districts.map(({ code, names, figures }) => ({
    key: code ?? "",
    name: names ? name(names) : t("board:cityWide"),
    figures,
  }));
  const times = useTimes(counted, step);
  const byTime = t(step === "hour" ? "overview:by.hour" : "overview:by.day");
  return (
    <>
      <Sheet title={byTime}>
        <Bars label={t("overview:by.picture", { what: byTime })} bars={times} />
        <Disclosure summary={t("overview:by.table", { what: byTime })}>
          <FiguresTable caption={byTime} lines={times.filter(({ figures }) => figures.asked > 0)} />
        </Disclosure>
      </Sheet>
      <Sheet title={t("overview:by.kind")}>
        <Strips label={t("overview:by.kind")} bars={kinds} />
        <FiguresTable caption={t("overview:by.kind")} lines={kinds} />
      </Sheet>
      <Sheet title={t("overview:by.district")}>
        <Strips label={t("overview:by.district")} bars={districts} />
        <FiguresTable caption={t("overview:by.district")} lines={districts} />
      </Sheet>
    </>
  );
}

const LENGTH = { hour: 3_600_000, day: 24 * 3_600_000 };
/** The most bars that a picture has. */
const MOST_BARS = 100;

/** The hours or days from the first to the last, those in which nothing came in too. */
function useTimes({ times }: Counted, step: Step): Line[] {
  const { moment, columnDay } = useI18n();
  const nameOf = (at: Date) => (step === "hour" ? moment(at) : columnDay(at));
  const lines = times.flatMap(({ at, figures }, index) => {
    const before = times[index - 1];
    const missing = before
      ? Math.min(MOST_BARS, Math.round((+at - +before.at) / LENGTH[step]) - 1)
      : 0;
    const empty = Array.from({ length: Math.max(0, missing) }, (_, nth) => {
      const between = new Date(+before!.at + (nth + 1) * LENGTH[step]);
      return { key: between.toISOString(), name: nameOf(between), figures: NOTHING };
    });
    return [...empty, { key: at.toISOString(), name: nameOf(at), figures }];
  });
  return lines.slice(-MOST_BARS);
}

const NO_WAIT = { median: null, p90: null, kept: 0, judged: 0 };
const NOTHING: Figures = {
  asked: 0,
  people: 0,
  met: 0,
  open: 0,
  unmet: 0,
  elsewhere: 0,
  joined: 0,
  waits: { read: NO_WAIT, found: NO_WAIT, helped: NO_WAIT },
};
