import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { compile } from "tailwindcss";
import { describe, expect, it } from "vitest";

const app = resolve(import.meta.dirname, "../app");
const read = (endings: readonly string[]) =>
  readdirSync(app, { recursive: true, encoding: "utf8" })
    .filter((path) => endings.some((ending) => path.endsWith(ending)))
    .filter((path) => !path.includes(".test."))
    .map((path) => readFileSync(join(app, path), "utf8"))
    .join("\n");

const styles = read([".css"])
  .replace(/\/\*.*?\*\//gs, "")
  .replace(/"[^"]*"/g, '""');
const code = read([".ts", ".tsx"]);
const words = new Set(code.match(/[\w-]+/g));

const classesIn = (css: string) =>
  new Set([...css.matchAll(/\.([a-z][\w-]*)/gi)].map(([, name]) => name!));
/** What is written out in views; what is put together is found word by word by the other test. */
const classesOf = (views: string) =>
  new Set([...views.matchAll(/className="([^"]+)"/g)].flatMap(([, names]) => names!.split(" ")));

/** Classes that a library gives to what it draws. */
const isForeign = (name: string) => name.startsWith("leaflet-");

describe("a class", () => {
  it("of a view is one of the kit, or a utility of Tailwind on our own tokens", async () => {
    const tokens = readFileSync(join(app, "ui/tokens.css"), "utf8");
    const utilities = await compile(`${tokens}\n@tailwind utilities;`);
    const known = classesIn(styles);
    const others = [...classesOf(code)].filter((name) => !known.has(name));
    const none = others.filter((name) => !utilities.build([name]).includes(`.${name}`));
    expect(none).toEqual([]);
    expect(utilities.build(["text-sm", "bg-gray-100"])).not.toContain("gray");
  });

  it("that has a style is used", () => {
    const unused = [...classesIn(styles)].filter((name) => !isForeign(name) && !words.has(name));
    expect(unused).toEqual([]);
  });

  it("is found out where it has no style, or no use", () => {
    expect([...classesOf('<p className="hint lost" />')]).toEqual(["hint", "lost"]);
    expect([...classesIn(".row > .gone:hover { gap: 0.5rem }")]).toEqual(["row", "gone"]);
  });
});

it("every token is used", () => {
  const tokens = new Set([...styles.matchAll(/^ *(--[\w-]+):/gm)].map(([, name]) => name!));
  const unused = [...tokens].filter(
    (name) =>
      ![styles, code].some((text) => new RegExp(`(?:\\(|"|')${name}(?![\\w-]|:)`).test(text)),
  );
  expect(unused).toEqual([]);
});
