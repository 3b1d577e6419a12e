import type { I18n } from "../../i18n/context";
import { wallTime } from "../../platform/zone";
import { type Figures, OUTCOMES, PEOPLE, WAITS } from "../types";
import type { Counted, Report } from "../views";

/** A number by itself: of which part of the report, of which thing in it, what was measured, in what. */
export type TidyRow = {
  part: string;
  name: string;
  measure: string;
  value: string | number;
  unit: string;
};

/** In minutes, as spreadsheets calculate with them. */
const minutes = (seconds: number | null) => (seconds === null ? "" : Math.round(seconds / 6) / 10);

/** All that the pages of numbers show, a number a line, in the reader's words. */
export function tidyNumbers(counted: Counted, i18n: Pick<I18n, "t" | "name" | "zone">): TidyRow[] {
  const { t, name, zone } = i18n;
  const linesOf = (part: string, of: string, figures: Figures): TidyRow[] => [
    ...(["asked", "people", ...OUTCOMES] as const).map((key) => ({
      part,
      name: of,
      measure: t(`overview:figure.${key}`),
      value: figures[key],
      unit: "",
    })),
    ...WAITS.flatMap((wait) => {
      const { median, p90, kept, judged } = figures.waits[wait];
      const line = (
        what: "median" | "p90" | "kept" | "judged",
        value: string | number,
        unit: string,
      ) => ({
        part,
        name: of,
        measure: `${t(`overview:wait.${wait}`)}: ${t(`overview:wait.${what}`)}`,
        value,
        unit,
      });
      return [
        line("median", minutes(median), "min"),
        line("p90", minutes(p90), "min"),
        line("kept", kept, ""),
        line("judged", judged, ""),
      ];
    }),
  ];
  const amounts = counted.kinds
    .filter(({ unit, quantity }) => unit && quantity)
    .flatMap(({ names, unit, quantity, delivered }) => {
      const of = { part: t("overview:by.kind"), name: name(names), unit: unit! };
      return [
        { ...of, measure: t("overview:figure.amount"), value: quantity },
        { ...of, measure: t("overview:figure.delivered"), value: delivered },
      ];
    });
  return [
    ...linesOf(t("overview:by.total"), "", counted.total),
    ...counted.kinds.flatMap(({ names, figures }) =>
      linesOf(t("overview:by.kind"), name(names), figures),
    ),
    ...amounts,
    ...counted.districts.flatMap(({ names, figures }) =>
      linesOf(t("overview:by.district"), names ? name(names) : t("board:cityWide"), figures),
    ),
    ...counted.times.flatMap(({ at, figures }) =>
      linesOf(t("overview:by.time"), wallTime(at, zone), figures),
    ),
  ];
}

/** The same of an incident, with how many people helped and what was lent. */
export function tidyReport(report: Report, i18n: Pick<I18n, "t" | "name" | "zone">): TidyRow[] {
  const { t, name, zone } = i18n;
  const { incident, people, lent } = report;
  const about = { part: t("overview:incident.of"), name: incident.name, unit: "" };
  const times = [
    { ...about, measure: t("overview:incident.starts"), value: wallTime(incident.startsAt, zone) },
    {
      ...about,
      measure: t("overview:incident.ends"),
      value: incident.endsAt ? wallTime(incident.endsAt, zone) : "",
    },
  ];
  const counts = PEOPLE.map((key) => ({
    part: t("overview:people.title"),
    name: "",
    measure: t(`overview:people.${key}`),
    value: Math.round(people[key] * 10) / 10,
    unit: "",
  }));
  const things = lent.flatMap(({ names, unit, ...one }) =>
    (["lent", "back", "used", "out"] as const).map((key) => ({
      part: t("overview:lent.title"),
      name: name(names),
      measure: t(`overview:lent.${key}`),
      value: one[key],
      unit,
    })),
  );
  return [...times, ...tidyNumbers(report.counted, i18n), ...counts, ...things];
}
