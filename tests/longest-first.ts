import { relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * What takes longest, longest first. A clone that has never run knows the size of a file alone: begun late, one of these ends
 * by itself while other cores have nothing to do. An order that is no longer right costs seconds and no test.
 */
const LONGEST = [
  "tests/http/routes.test.ts",
  "tests/http/twice.test.ts",
  "tests/http/start.test.ts",
  "tests/http/canaries.test.ts",
  "tests/http/kills.test.ts",
  "tests/db/resources-race.test.ts",
  "tests/db/shifts-race.test.ts",
  "tests/db/commands.test.ts",
  "tests/http/fuzz.test.ts",
  "tests/http/live.test.ts",
  "tests/http/boards.test.ts",
  "tests/db/plans.test.ts",
  "tests/http/given-back.test.ts",
  "tests/db/shifts-chaos.test.ts",
  "tests/http/called-in.test.ts",
  "tests/db/chains.test.ts",
];

/** The long files, the others with a database or a program, and what takes milliseconds fills up the end. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const rank = ({ project, moduleId }: TestSpecification) => {
      if (project.name === "pure") return LONGEST.length + 1;
      const index = LONGEST.indexOf(relative(this.ctx.config.root, moduleId));
      return index === -1 ? LONGEST.length : index;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}
