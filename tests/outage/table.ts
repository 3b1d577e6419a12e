import { readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { resolve } from "node:path";
import type { Outcome } from "./outcome";

const PAGE = resolve(import.meta.dirname, "../../docs/operations.md");
const BEGIN = "<!-- outage table -->";
const END = "<!-- end of outage table -->";

/** A line of the table; `missing` says why it was not played. */
export type Row = { title: string } & (
  | { outcome: Outcome; missing: null }
  | { outcome: null; missing: string }
);

const HEAD = [
  "scenario",
  "503 within (s)",
  "`/readyz` says so within (s)",
  "recovered after (s)",
  "acknowledged",
  "lost",
  "doubled",
  "processes ended",
  "verdict",
];

function seconds(value: number | null): string {
  if (value === null) return "–";
  return Number.isFinite(value) ? value.toFixed(1) : "never";
}
const count = (value: number | null) => (value === null ? "–" : String(value));

/** In a word, and why not. */
export function verdictOf({ outcome, missing }: Row): string {
  if (missing !== null) return `NOT PLAYED: ${missing}`;
  return outcome.faults.length === 0 ? "passed" : `FAILED: ${outcome.faults.join("; ")}`;
}

/** As Markdown. */
export function tableOf(rows: readonly Row[]): string {
  const cells = rows.map((row) => [row.title, ...figuresOf(row.outcome), verdictOf(row)]);
  return [HEAD, HEAD.map((_, index) => (index === 0 || index === 8 ? "---" : "--:")), ...cells]
    .map((line) => `| ${line.map(inOneCell).join(" | ")} |`)
    .join("\n");
}

/** Without what ends a cell. */
const inOneCell = (text: string) => text.replace(/\s+/g, " ").replaceAll("|", "\\|");

function figuresOf(outcome: Outcome | null): string[] {
  if (!outcome) return Array.from({ length: HEAD.length - 2 }, () => "–");
  return [
    seconds(outcome.refusedWithin),
    seconds(outcome.readyzWithin),
    seconds(outcome.recoveredAfter),
    count(outcome.acknowledged),
    count(outcome.lost),
    count(outcome.doubled),
    String(outcome.ended),
  ];
}

/** Puts it into docs/operations.md, with when and on what it was played. */
export function writeTable(table: string): void {
  const text = readFileSync(PAGE, "utf8");
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`docs/operations.md has no ${BEGIN} … ${END}`);
  const date = new Date().toISOString().slice(0, 10);
  const machine = `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`;
  const played = `Played on ${date} by \`npm run test:outage -- --write\` (${machine}).`;
  const written = `${BEGIN}\n\n${played}\n\n${table}\n\n${END}`;
  writeFileSync(PAGE, text.slice(0, begin) + written + text.slice(end + END.length));
}
