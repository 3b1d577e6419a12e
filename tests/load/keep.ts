import { readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";

const path = join(import.meta.dirname, "../../docs/benchmarks.md");

/** Puts what was measured at the head of the notes, and says it. */
export function keep(how: string, lines: readonly string[]) {
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`;
  const date = new Date().toISOString().slice(0, 10);
  const entry = `\n## ${date}\n\n${how} on ${machine}.\n\n${lines.map((line) => `- ${line}`).join("\n")}\n`;
  const text = readFileSync(path, "utf8");
  const at = text.indexOf("\n## ");
  writeFileSync(path, at < 0 ? text + entry : text.slice(0, at) + entry + text.slice(at));
  process.stdout.write(`${lines.join("\n")}\n`);
}
