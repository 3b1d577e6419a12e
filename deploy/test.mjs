// `npm test` runs everything; `npm run check` (`--check`) the quick part, which needs no database.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { install, root } from "./install.mjs";

install();

const folder = mkdtempSync(join(tmpdir(), "naaber-test-"));
const counts = join(folder, "vitest.json");
const quick = process.argv.includes("--check");
const steps = [
  ["format and lint", ["biome", "check", "--error-on-warnings", "."]],
  ["types", ["tsc", "--noEmit"]],
  ...(quick ? [] : [["build", ["remix", "vite:build", "--logLevel", "error"]]]),
  quick
    ? ["pure tests and architecture", ["vitest", "run", "--project", "pure"]]
    : ["tests", ["vitest", "run"]],
];

let failedSteps = 0;
for (const [name, command] of steps) {
  const began = Date.now();
  const { status } = spawnSync("npx", ["--no-install", ...command], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, NAABER_COUNTS: counts },
  });
  if (status !== 0) failedSteps += 1;
  console.log(
    `${status === 0 ? "ok" : "FAILED"}: ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)\n`,
  );
}

let passed = 0;
let failed = 0;
try {
  const report = JSON.parse(readFileSync(counts, "utf8"));
  passed = report.numPassedTests;
  failed = report.numFailedTests;
} catch {
  failedSteps += 1;
}
rmSync(folder, { recursive: true });
console.log(`${passed} passed, ${failed || failedSteps} failed`);
process.exit(failed || failedSteps || passed === 0 ? 1 : 0);
