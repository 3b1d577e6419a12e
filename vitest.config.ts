import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./tests/longest-first";

export default defineConfig({
  test: {
    // A file waits for the database, the program and their clocks: one file more than cores keeps the cores busy.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongestFirst },
    reporters: process.env.NAABER_COUNTS
      ? [
          "default",
          ["json", { outputFile: process.env.NAABER_COUNTS }],
          ["./deploy/failures-reporter.mjs", { outputFile: process.env.NAABER_FAILURES }],
        ]
      : ["default"],
    // What files import is read once for all of a worker: whatever a file sets for itself, it takes back.
    projects: [
      {
        test: {
          name: "pure",
          isolate: false,
          include: ["app/**/*.test.ts", "tests/*.test.ts"],
          // Milliseconds each; but a machine may be slow, and busy with something else.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "whole",
          isolate: false,
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
