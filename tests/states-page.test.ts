import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { statesPage } from "../deploy/states";

it("docs/states.md draws the states as the code has them", () => {
  const page = resolve(import.meta.dirname, "../docs/states.md");
  expect(readFileSync(page, "utf8")).toBe(statesPage());
});
