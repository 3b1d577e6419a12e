import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { alarmOf, PRESSING_ALARMS } from "../../app/requests/rules/alarm";
import { guessKinds } from "../../app/requests/rules/guess-kind";
import { keep } from "./keep";

/** Which of our kinds a label of the file stands for. */
const LABELS: Record<string, readonly string[]> = {
  water: ["water"],
  food: ["food"],
  warmth: ["shelter", "cold", "clothing"],
  medicine: ["medical_help", "medical_products", "hospitals"],
  transport: ["transport"],
  check: ["missing_people"],
  charging: ["electricity"],
  repairs: ["buildings", "tools"],
};
const DANGER = ["search_and_rescue", "fire"];

type Row = { message: string; labels: string; request: string };

const [file] = process.argv.slice(2).filter((one) => !one.startsWith("--"));
if (!file) {
  process.stderr.write("usage: npm run bench:guess -- FILE.csv [--keep]\n");
  process.exit(1);
}
const rows = parse(readFileSync(file), { columns: true }) as Row[];
const judged = rows
  .filter(({ request }) => request !== "0")
  .map(({ message, labels }) => ({
    labels: new Set(labels.split(" ")),
    first: guessKinds(message)[0] ?? "other",
    all: guessKinds(message),
    alarm: alarmOf(message),
  }));

const share = (part: number, whole: number) => (whole === 0 ? "–" : (part / whole).toFixed(2));
const isAbout = (kind: string) => (row: (typeof judged)[number]) =>
  LABELS[kind]!.some((label) => row.labels.has(label));

const lines = Object.keys(LABELS).map((kind) => {
  const labelled = judged.filter(isAbout(kind));
  const mentioned = judged.filter(({ all }) => all.includes(kind));
  const right = mentioned.filter(isAbout(kind)).length;
  const chosen = judged.filter(({ first }) => first === kind);
  const chosenRight = chosen.filter(isAbout(kind)).length;
  return `${kind}: ${labelled.length} labelled; mentioned: precision ${share(right, mentioned.length)}, recall ${share(right, labelled.length)}; as the first guess: precision ${share(chosenRight, chosen.length)} of ${chosen.length}`;
});
const danger = judged.filter(({ labels }) => DANGER.some((label) => labels.has(label)));
const seen = danger.filter(({ alarm }) => alarm && PRESSING_ALARMS.includes(alarm)).length;
const calm = danger.filter(({ alarm }) => !alarm || !PRESSING_ALARMS.includes(alarm));
const calmUnguessed = calm.filter(({ first }) => first === "other").length;
const behind = calm.filter(({ first }) => first !== "other").map(({ first }) => first);
const alarmed = judged.filter(({ alarm }) => alarm && PRESSING_ALARMS.includes(alarm)).length;
const unguessed = judged.filter(({ first }) => first === "other").length;
lines.push(
  `${judged.length} requests in English, ${unguessed} without a guess (“something else”); danger: ${alarmed} raised, among them ${seen} of the ${danger.length} labelled ${DANGER.join(" or ")} (precision ${share(seen, alarmed)}, recall ${share(seen, danger.length)}); ${calmUnguessed} more are without a guess, which is read before what is guessed to be calm; ${behind.length} stand among the calm ones (${behind.join(", ") || "–"})`,
);
if (process.argv.includes("--keep"))
  keep("`npm run bench:guess -- FILE` (kinds of help guessed from labelled text messages)", lines);
else process.stdout.write(`${lines.join("\n")}\n`);
