import { transformWithEsbuild } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase } from "../db/fresh-database";
import { readByOldPhone } from "../old-phone";
import { serve } from "./serve";

let program: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  const { appUrl, ownerUrl } = await freshDatabase();
  program = await serve({ DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl });
});
afterAll(() => program.end("SIGTERM"));

const page = async (path: string) => (await fetch(program.base + path)).text();
const lostOf = (css: string) => {
  const lost: string[] = [];
  readByOldPhone(css, (what) => lost.push(what));
  return lost;
};

describe("the styles that are served, read by a phone of 2018", () => {
  it("lose nothing on a resident's page", async () => {
    const css = /<style[^>]*>([\s\S]*?)<\/style>/.exec(await page("/"))![1]!;
    expect(css).toContain(".sos");
    expect(lostOf(css)).toEqual([]);
  });

  it("lose nothing on the pages of who signs in", async () => {
    const path = /<link rel="stylesheet" href="([^"]+)"/.exec(await page("/sign-up"))![1]!;
    const css = await page(path);
    expect(css).toContain(".menu");
    expect(lostOf(css)).toEqual([]);
  });

  it("hold plain colours in every token", async () => {
    const css = /<style[^>]*>([\s\S]*?)<\/style>/.exec(await page("/"))![1]!;
    const tokens = [...css.matchAll(/--color-[\w-]+:([^;}]+)/g)];
    expect(tokens.length).toBeGreaterThan(40);
    for (const [token, value] of tokens) expect(value, token).toMatch(/^#[\da-f]{3,8}$/);
  });

  it("keep every drawing small without any style", async () => {
    for (const path of ["/", "/help", "/track", "/sign-in"])
      for (const [svg] of (await page(path)).matchAll(/<svg[^>]*>/g))
        expect(Number(/ width="(\d+)"/.exec(svg)?.[1]), svg).toBeLessThan(40);
  });
});

describe("the scripts of residents' pages", () => {
  const written = async (code: string, target: string) =>
    (await transformWithEsbuild(code, "script.js", { target, sourcemap: false })).code;
  /** Chrome 70 and Safari 12 read all of ES2019. Numbers with a separator are written without one by either. */
  const isReadByOldPhone = async (code: string) =>
    !/\d_\d/.test(code) && (await written(code, "es2019")) === (await written(code, "esnext"));

  it("are read by a phone of 2018, and so is what works without a page", async () => {
    const body = new URLSearchParams({ category: "water", phone: "067 123 45 67" });
    const tracked = await fetch(`${program.base}/help`, { method: "POST", body });
    const html = (await page("/help")) + (await tracked.text());
    const scripts = new Set(html.match(/\/assets\/[\w.-]+\.js/g));
    expect(scripts.size).toBeGreaterThan(3);
    for (const path of [...scripts, "/help-worker.js", "/board-worker.js"])
      expect(await isReadByOldPhone(await page(path)), path).toBe(true);
  });

  it.each(["a?.b", "a ?? b", "4_000", "a ||= b"])("would be found out: %s", async (code) => {
    expect(await isReadByOldPhone(code)).toBe(false);
  });
});

describe("what an old phone loses", () => {
  it.each([
    ["a layer", "@layer base { a { color: red } }"],
    ["a colour", "a { color: oklch(0.5 0.1 20) }"],
    ["a token's colour", ":root { --ink: oklch(0.5 0.1 20) }"],
    ["a length", "a { width: 1px; height: 100dvh }"],
    ["a length with a token in it", "a { width: 1px; width: min(1px, var(--w)) }"],
    ["a selector that takes others along", ".a, .b:is(.c, .d) { color: red }"],
    ["a rule for `:has` that others stand in", ".a, .b:has(.c) { color: red }"],
    ["a range", "@media (width >= 40rem) { a { color: red } }"],
    ["a registered property", "@property --x { syntax: '*'; inherits: false }"],
    ["a logical side", "a { margin-inline-start: 1px }"],
  ])("is found: %s", (_what, css) => expect(lostOf(css)).toHaveLength(1));

  it.each([
    ["an earlier value", "a { height: 100vh; height: 100dvh }"],
    ["an improvement", ".a:has(.b) { color: red }"],
    ["what asks first", "@supports selector(:has(a)) { a { color: red } }"],
  ])("is not that which has a fallback: %s", (_what, css) => expect(lostOf(css)).toEqual([]));
});
