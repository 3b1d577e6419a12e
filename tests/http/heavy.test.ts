import { resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { makeReaders } from "../../app/routes/heavy.server";
import { build } from "../../deploy/build.mjs";

// The thread as the program has it.
beforeAll(build);
const read = makeReaders(resolve(import.meta.dirname, "../.."), { dev: false });
const centre = { lat: 59.43, lon: 24.75 };
/** A star of many points: the checks of crossings have most to do with it. */
const star = (points: number) => {
  const ring = Array.from({ length: points }, (_, i) => {
    const angle = (2 * Math.PI * i) / points;
    const radius = i % 2 ? 0.05 : 0.1;
    return [24.75 + radius * Math.cos(angle), 59.43 + radius * Math.sin(angle)];
  });
  const feature = {
    type: "Feature",
    properties: { code: "a", name: "a" },
    geometry: { type: "Polygon", coordinates: [[...ring, ring[0]]] },
  };
  return JSON.stringify({ type: "FeatureCollection", features: [feature] });
};

describe("a large file", () => {
  it("is read beside the pages: the process goes on answering meanwhile", async () => {
    let turns = 0;
    const tick = setInterval(() => {
      turns += 1;
    }, 10);
    const { districts, findings } = await read("districts", star(20_000), centre);
    clearInterval(tick);
    expect([districts.length, findings]).toEqual([1, []]);
    expect(turns).toBeGreaterThan(10);
  });

  it("gives what reading it here would give, also of a table", async () => {
    const csv = "kind;title;quantity\ngenerator;Honda;1\n;;\ngenerator;Stihl;\n";
    const read2 = await read(
      "table",
      csv,
      [{ code: "generator", names: { en: "Generator" }, unit: "piece", attributes: [] }],
      [],
      { zone: "Europe/Kyiv", lat: 49.84, lon: 24.03 },
    );
    expect(read2).toMatchObject({ ok: true, rows: [{ line: 2, title: "Honda" }, { line: 4 }] });
  });

  it("is refused at once where too many wait", async () => {
    const answers = await Promise.allSettled(
      Array.from({ length: 20 }, () => read("districts", "not json", centre)),
    );
    const refused = answers.filter(({ status }) => status === "rejected");
    expect(refused.length).toBeGreaterThan(0);
    for (const one of refused) expect(one).toMatchObject({ reason: { name: "Busy" } });
    expect(answers.length - refused.length).toBeGreaterThanOrEqual(6);
  });
});
