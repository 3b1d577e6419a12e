import { defineConfig } from "@playwright/test";
import { findChromium, findWholeChromium } from "./deploy/chromium.mjs";

// Chromium's own sandbox refuses to run as root.
const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const chromium = (path: string | null) => ({
  launchOptions: { args, ...(path ? { executablePath: path } : {}) },
});

export default defineConfig({
  testDir: "tests/e2e",
  globalSetup: "./tests/e2e/program.ts",
  // A journey may take long on a slow machine; what may not is any single step of it.
  timeout: 300_000,
  expect: { timeout: 30_000 },
  fullyParallel: false,
  workers: 2,
  forbidOnly: true,
  outputDir: "test-results",
  reporter: process.env.NAABER_COUNTS_BROWSER
    ? [["list"], ["json", { outputFile: process.env.NAABER_COUNTS_BROWSER }]]
    : [["list"]],
  projects: [
    // Only the whole browser shows notifications. First, or it would end the run alone.
    {
      name: "notifications",
      testMatch: "push.test.ts",
      use: { channel: "chromium", ...chromium(findWholeChromium()) },
    },
    { name: "pages", testIgnore: "push.test.ts", use: chromium(findChromium()) },
  ],
  use: {
    locale: "en-GB",
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    // A trace of every step costs a seventh of all that these tests do: `npx playwright test --trace on`.
    trace: "off",
  },
});
