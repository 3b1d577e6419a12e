// `npm test` runs everything; `npm run check` (`--check`) the quick part, which needs no database.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installChromium } from "./chromium.mjs";
import { describeFailures, failuresOfPlaywright } from "./failures.mjs";
import { installGateways, notTried } from "./gateways.mjs";
import { install, root } from "./install.mjs";

install();
const quick = process.argv.includes("--check");
if (!quick) {
  installChromium();
  installGateways();
}
const folder = mkdtempSync(join(tmpdir(), "naaber-test-"));
const counts = join(folder, "vitest.json");
const failuresOfTests = join(folder, "failures.json");
const browserCounts = join(folder, "playwright.json");
// What stands in one line runs at once; what needs two cores, or the clock, alone.
const steps = [
  [
    ["format and lint", ["biome", "check", "--error-on-warnings", "."]],
    ["regular expressions that backtrack", ["eslint", "--max-warnings", "0", "."]],
    // Three times as fast as the version before, which ESLint's parser still needs.
    ["types", ["node", "node_modules/typescript-7/bin/tsc", "--noEmit"]],
    ...(quick ? [] : [["build", ["node", "deploy/build.mjs"]]]),
  ],
  ...(quick
    ? [[["pure tests and architecture", ["vitest", "run", "--project", "pure"]]]]
    : [[["tests", ["vitest", "run"]]], [["browser tests", ["playwright", "test"]]]]),
];

/** Runs one step; what it says is shown as it comes, or whole at its end beside others. */
async function run([name, command], beside) {
  const began = Date.now();
  const [program, ...args] = command[0] === "node" ? command : ["npx", "--no-install", ...command];
  const child = spawn(program, args, {
    cwd: root,
    stdio: beside ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      NAABER_COUNTS: counts,
      NAABER_FAILURES: failuresOfTests,
      NAABER_COUNTS_BROWSER: browserCounts,
    },
  });
  const said = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk) => said.push(chunk));
  const [status] = await once(child, "close");
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  process.stdout.write(Buffer.concat(said));
  console.log(`${status === 0 ? "ok" : "FAILED"}: ${name} (${seconds} s)\n`);
  return status === 0;
}

const failedSteps = [];
for (const group of steps) {
  const passed = await Promise.all(group.map((step) => run(step, group.length > 1)));
  failedSteps.push(...group.filter((_, index) => !passed[index]).map(([name]) => name));
}

const read = (path, count) => {
  try {
    return count(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    failedSteps.push("a runner has ended without its report");
    return { passed: 0, failed: 0, failures: [] };
  }
};
const runs = [
  read(counts, (report) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    failures: JSON.parse(readFileSync(failuresOfTests, "utf8")),
  })),
  ...(quick
    ? []
    : [
        read(browserCounts, (report) => ({
          passed: report.stats.expected,
          failed: report.stats.unexpected + report.stats.flaky,
          failures: failuresOfPlaywright(report, root),
        })),
      ]),
];
rmSync(folder, { recursive: true });
const passed = runs.reduce((sum, run) => sum + run.passed, 0);
const failed = runs.reduce((sum, run) => sum + run.failed, 0) || failedSteps.length;
// Whoever reads the end of the log alone sees what failed.
const failures = runs.flatMap((run) => run.failures);
if (failures.length > 0) console.log(`${describeFailures(failures)}\n`);
if (failedSteps.length > 0) console.log(`FAILED: ${failedSteps.join(", ")}\n`);
for (const said of quick ? [] : notTried()) console.log(`${said}\n`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || passed === 0 ? 1 : 0);
