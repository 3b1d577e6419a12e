import { expect, it } from "vitest";
import { readDegrees, readPoint } from "./coordinates";

const LVIV = { lat: 49.8397, lon: 24.0297 };

it.each([
  "49.8397, 24.0297",
  "49.8397,24.0297",
  "49.8397 24.0297",
  "49.8397; 24.0297",
  "49,8397; 24,0297",
  "49,8397;24,0297",
  "49,8397 24,0297",
  "49,8397, 24,0297",
  "49,8397,24,0297",
  "49.8397/24.0297",
  " 49.8397°N, 24.0297°E ",
  "49.8397 N 24.0297 E",
  "N 49.8397, E 24.0297",
  "+49.8397, +24.0297",
  "４９.８３９７, ２４.０２９７",
])("%j is a point", (typed) => {
  expect(readPoint(typed)).toEqual(LVIV);
});

it("lies south and west where it says so", () => {
  const point = { lat: -33.45, lon: -70.66 };
  expect(readPoint("-33.45, -70.66")).toEqual(point);
  expect(readPoint("−33,45; −70,66")).toEqual(point);
  expect(readPoint("33.45 S 70.66 W")).toEqual(point);
});

it.each([
  "",
  ",",
  "49.8397,",
  ", 24.0297",
  "49.8397",
  "49.8397, 24.0297, 300",
  "91, 24",
  "49, 181",
  "49.8397 E 24.0297 N",
  "1e1, 24",
  "0x10, 24",
  "here, there",
  "49..8, 24",
])("%j is none", (typed) => {
  expect(readPoint(typed)).toBeNull();
});

it.each([
  ["49,8012", 49.8012],
  ["49.80N", 49.8],
  ["S49.8", -49.8],
  ["-49,8", -49.8],
  ["90", 90],
])("%j are %d degrees of latitude", (typed, degrees) => {
  expect(readDegrees(typed, 90)).toBe(degrees);
});

it.each(["4980", "49.80E", "-49.8S", "90.1", "49° 48′", "", "x"])("%j are none", (typed) => {
  expect(readDegrees(typed, 90)).toBeNull();
});
