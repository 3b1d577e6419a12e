import { describe, expect, it } from "vitest";
import { describeFailures, failuresOfPlaywright, failuresOfVitest } from "../deploy/failures.mjs";

const ROOT = "/home/naaber";

describe("what failed", () => {
  it("is read from what Vitest gives, with what differs, also of hooks and of what no test waited for", () => {
    const stack = `Error: x\n    at ${ROOT}/tests/db/b.test.ts:7:3\n    at ${ROOT}/node_modules/vitest/run.js:1:1`;
    const test = (name: string, state: string, errors: object[] = []) => ({
      fullName: `the board > ${name}`,
      result: () => ({ state, errors }),
    });
    const module = (name: string, errors: object[], suites: object[], tests: object[]) => ({
      moduleId: `${ROOT}/tests/${name}`,
      errors: () => errors,
      children: { allSuites: () => suites, allTests: () => tests },
    });
    const modules = [
      module("db/a.test.ts", [], [], [test("opens", "passed", [])]),
      module(
        "db/b.test.ts",
        [],
        [],
        [
          test("opens", "passed", []),
          test("closes", "failed", [{ message: "expected 1 to be 2", stack, diff: "- 2\n+ 1" }]),
          test("waits", "skipped"),
        ],
      ),
      module("db/c.test.ts", [{ message: "Cannot find module './gone'" }], [], []),
      module(
        "db/d.test.ts",
        [],
        [{ fullName: "the board", errors: () => [{ message: "no database" }] }],
        [test("opens", "skipped")],
      ),
    ];
    expect(failuresOfVitest(modules, [{ message: "late" }], ROOT)).toEqual([
      {
        file: "tests/db/b.test.ts",
        name: "the board > closes",
        message: `expected 1 to be 2\n    at ${ROOT}/tests/db/b.test.ts:7:3\n- 2\n+ 1`,
      },
      {
        file: "tests/db/c.test.ts",
        name: "(outside of its tests)",
        message: "Cannot find module './gone'",
      },
      { file: "tests/db/d.test.ts", name: "the board (a hook)", message: "no database" },
      { file: "tests", name: "(no test waited for it)", message: "late" },
    ]);
  });

  it("is read from Playwright's report, below describe too, and a flake is a failure", () => {
    const spec = (title: string, status: string, ...messages: string[]) => ({
      title,
      file: "a.test.ts",
      line: 7,
      tests: [{ status, results: messages.map((message) => ({ errors: [{ message }] })) }],
    });
    const report = {
      config: { rootDir: `${ROOT}/tests/e2e` },
      suites: [
        {
          title: "a.test.ts",
          specs: [spec("opens", "expected"), spec("closes", "unexpected", "Error: closed")],
          suites: [{ title: "on a phone", specs: [spec("opens", "flaky", "Error: first time")] }],
        },
      ],
      errors: [{ message: "Error: no program" }],
    };
    expect(failuresOfPlaywright(report, ROOT)).toEqual([
      { file: "tests/e2e/a.test.ts:7", name: "closes", message: "Error: closed" },
      { file: "tests/e2e/a.test.ts:7", name: "on a phone opens", message: "Error: first time" },
      { file: "tests/e2e", name: "(outside of its tests)", message: "Error: no program" },
    ]);
  });

  it("is told in plain text with the end of what was said", () => {
    const long = Array.from({ length: 60 }, (_, index) => `line ${index}`).join("\n");
    const told = describeFailures([
      { file: "a.test.ts", name: "opens", message: "\u001b[31mexpected\u001b[39m 1\n\nto be 2\n" },
      { file: "b.test.ts", name: "closes", message: long },
    ]);
    expect(told).toMatch(/^FAILED: a\.test\.ts: opens\n {2}expected 1\n\n {2}to be 2\n\nFAILED: b/);
    expect(told).not.toContain("line 19\n");
    expect(told).toMatch(/: closes\n {2}…\n {2}line 20\n/);
    expect(told).toMatch(/ {2}line 59$/);
  });
});
