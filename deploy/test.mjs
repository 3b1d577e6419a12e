// `npm test` runs everything; `npm run check` (`--check`) the quick part, which needs no database.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findChromium } from "./chromium.mjs";
import { install, root } from "./install.mjs";

install();
const quick = process.argv.includes("--check");
const chromium = quick ? null : findChromium();
const folder = mkdtempSync(join(tmpdir(), "naaber-test-"));
const counts = join(folder, "vitest.json");
const browserCounts = join(folder, "playwright.json");
const steps = [
  ["format and lint", ["biome", "check", "--error-on-warnings", "."]],
  ["regular expressions that backtrack", ["eslint", "--max-warnings", "0", "."]],
  ["types", ["tsc", "--noEmit"]],
  ...(quick
    ? [["pure tests and architecture", ["vitest", "run", "--project", "pure"]]]
    : [
        ["build", ["node", "deploy/build.mjs"]],
        ["tests", ["vitest", "run"]],
        ["browser tests", ["playwright", "test"]],
      ]),
];

let failedSteps = 0;
for (const [name, command] of steps) {
  const began = Date.now();
  const [program, ...args] = command[0] === "node" ? command : ["npx", "--no-install", ...command];
  const { status } = spawnSync(program, args, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      NAABER_COUNTS: counts,
      NAABER_COUNTS_BROWSER: browserCounts,
      ...(chromium ? { CHROMIUM: chromium } : {}),
    },
  });
  if (status !== 0) failedSteps += 1;
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.log(`${status === 0 ? "ok" : "FAILED"}: ${name} (${seconds} s)\n`);
}

const read = (path, count) => {
  try {
    return count(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    failedSteps += 1;
    return { passed: 0, failed: 0 };
  }
};
const runs = [
  read(counts, (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests })),
  ...(quick
    ? []
    : [
        read(browserCounts, ({ stats }) => ({
          passed: stats.expected,
          failed: stats.unexpected + stats.flaky,
        })),
      ]),
];
rmSync(folder, { recursive: true });
const passed = runs.reduce((sum, run) => sum + run.passed, 0);
const failed = runs.reduce((sum, run) => sum + run.failed, 0) || failedSteps;
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || passed === 0 ? 1 : 0);
