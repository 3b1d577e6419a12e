import { matchRoutes } from "@remix-run/react";
import { describe, expect, it } from "vitest";
import remix from "../../remix.config.js";
import { routeFinder, type Tree } from "./find-route";

/** All routes of the program, as its build has them. */
function wholeTree(): Tree {
  const levels: Tree[] = [[]];
  type Define = (path: string, file: string, ...more: unknown[]) => void;
  const define = (build: (route: Define) => void) => {
    build((path, file, ...more) => {
      const children: Tree = [];
      const nest = more.find((one) => typeof one === "function") as (() => void) | undefined;
      levels.push(children);
      nest?.();
      levels.pop();
      const here = levels.at(-1) as unknown[];
      here.push(path === "/" ? { id: file, index: true } : { id: file, path, children });
    });
    return {};
  };
  remix.routes!(define as never);
  return [{ id: "root", path: "", children: levels[0] }] as Tree;
}

const tree = wholeTree();
const pathsOf = (routes: Tree, base = ""): string[] =>
  routes.flatMap(({ path, children }) => {
    const full = [base, path].filter(Boolean).join("/");
    return [`/${full}`, ...(children ? pathsOf(children, full) : [])];
  });

describe("the route of an address", () => {
  const filled = (path: string, name: string) => path.replace(/:\w+|\*/g, name);
  const addresses = pathsOf(tree).flatMap((path) => [
    filled(path, "data"),
    filled(path, "b".repeat(22)),
    `${filled(path, "%D0%B2")}/`,
    filled(path, "1").toUpperCase(),
    `${filled(path, "x")}/more/than/there/is`,
  ]);
  const odd = [
    "/",
    "//",
    "//track",
    "/%74rack/abc",
    "/:token",
    "/*",
    "/__manifest",
    "*",
    "/track//data",
  ];

  it("is the one that Remix finds among all of them", () => {
    const find = routeFinder(tree);
    expect(addresses.length).toBeGreaterThan(500);
    for (const path of [...addresses, ...odd]) {
      const wanted = matchRoutes(tree, path)?.at(-1);
      const found = find(path);
      expect([path, found?.route.id, found?.params]).toEqual([
        path,
        wanted?.route.id,
        wanted?.params,
      ]);
    }
  });
});
