import { writeFileSync } from "node:fs";
import { failuresOfVitest } from "./failures.mjs";
import { root } from "./install.mjs";

/** Vitest's reporter that leaves what failed for the end of `npm test`. */
export default class FailuresReporter {
  constructor({ outputFile }) {
    this.outputFile = outputFile;
  }

  onTestRunEnd(modules, unhandled) {
    writeFileSync(this.outputFile, JSON.stringify(failuresOfVitest(modules, unhandled, root)));
  }
}
