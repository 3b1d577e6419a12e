import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["app/**/*.test.ts", "tests/architecture.test.ts"],
    reporters: process.env.NAABER_COUNTS
      ? ["default", ["json", { outputFile: process.env.NAABER_COUNTS }]]
      : ["default"],
  },
});
