import { expect, it } from "vitest";
import { ago } from "./live-words";

const words = { minutes: "{minutes} min", left: "{time} left" } as Parameters<
  typeof ago
>[1]["words"];
const at = (minutes: number) => minutes * 60_000;
const said = (data: DOMStringMap, minutes: number) => ago(data, { now: at(minutes), words });

it.each([
  [0, "< 1 min"],
  [59, "59 min"],
  [60, "1 h"],
  [61, "1 h 1 min"],
  [599, "9 h 59 min"],
  [600, "10 h"],
  [1289, "21 h"],
  [2879, "47 h"],
])("says %d minutes as the server writes them", (minutes, time) => {
  const own = {
    under: "< 1 min",
    minutes: "{minutes} min",
    hours: "{hours} h",
    hoursMinutes: "{hours} h {minutes} min",
  };
  const said = ago({ left: String(at(minutes)) }, { now: 0, words: { ...words, ...own } });
  expect(said?.text).toBe(`${time} left`);
});

it("who comes is late from the moment on that the line says, and then says so", () => {
  const line = {
    words: "Taras on the way, {time}",
    since: String(at(0)),
    near: String(at(30)),
    late: " · no news",
  };
  expect(said(line, 29)).toEqual({ text: "Taras on the way, 29 min", clock: "" });
  expect(said(line, 30)).toEqual({ text: "Taras on the way, 30 min · no news", clock: "over" });
  const { near: _, late: __, ...written } = line;
  expect(said(written, 50)?.clock).toBe("");
});

it("what is left is near its end from the moment on that the line says, and over at its end", () => {
  const line = { left: String(at(60)), near: String(at(45)) };
  expect(said(line, 44)).toEqual({ text: "16 min left", clock: "" });
  expect(said(line, 45)).toEqual({ text: "15 min left", clock: "near" });
  expect(said(line, 61)).toEqual({ text: "+1 min", clock: "over" });
});
