import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // The tests wait for the database half of their time: two files at once keep two cores busy, which one does not.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    reporters: process.env.NAABER_COUNTS
      ? ["default", ["json", { outputFile: process.env.NAABER_COUNTS }]]
      : ["default"],
    projects: [
      {
        test: {
          name: "pure",
          include: ["app/**/*.test.ts", "tests/*.test.ts"],
          // Milliseconds each; but a machine may be slow, and busy with something else.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "whole",
          include: ["tests/{db,http}/**/*.test.ts"],
          globalSetup: ["tests/db/server.setup.ts"],
          setupFiles: ["tests/db/file.setup.ts"],
          // For a machine that is five times slower than ours; what hangs, hangs longer than this.
          hookTimeout: 300_000,
          testTimeout: 300_000,
        },
      },
    ],
  },
});
