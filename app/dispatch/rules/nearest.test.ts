import fc from "fast-check";
import { expect, it } from "vitest";
import { travelMinutes } from "../../matching/rules/travel";
import { kilometresTo } from "../../matching/rules/why-not";
import { nearestOf } from "./nearest";

const lat = fc.double({ min: 49.6, max: 50, noNaN: true });
const lon = fc.double({ min: 23.8, max: 24.3, noNaN: true });
const point = fc.record({ lat, lon });
const thing = fc.oneof({ weight: 5, arbitrary: point }, fc.constant({ lat: null, lon: null }));

it("gives those that sorting all of them by minutes gives, to within what a plane differs from the globe", () => {
  fc.assert(
    fc.property(
      fc.array(thing, { maxLength: 60 }),
      fc.option(point),
      fc.integer({ min: 1, max: 12 }),
      (things, place, most) => {
        const sorted = things
          .map(({ lat, lon }) => {
            const cell = lat === null || lon === null ? null : { lat, lon };
            return travelMinutes(kilometresTo(cell, place), "car");
          })
          .sort((one, other) => one - other)
          .slice(0, most);
        const found = nearestOf(things, place, most).map(({ minutes }) => minutes);
        expect(found).toHaveLength(sorted.length);
        for (const [at, minutes] of sorted.entries())
          expect(Math.abs(found[at]! - minutes)).toBeLessThan(0.01 * minutes + 0.001);
      },
    ),
  );
});

it("keeps the order of those that are as near", () => {
  const here = { lat: 49.8, lon: 24 };
  const things = ["a", "b", "c"].map((id) => ({ id, ...here }));
  expect(nearestOf(things, here, 2).map(({ thing }) => thing.id)).toEqual(["a", "b"]);
  expect(nearestOf(things, null, 2).map(({ thing }) => thing.id)).toEqual(["a", "b"]);
});
