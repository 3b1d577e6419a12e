import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Dialled } from "./dialled";

const numbersIn = (text: string) =>
  [...renderToStaticMarkup(createElement(Dialled, { text })).matchAll(/href="tel:([^"]+)"/g)].map(
    ([, number]) => number,
  );

describe("numbers in what somebody wrote about whom to call", () => {
  it.each([
    ["Ганна, 067 100 00 21", ["0671000021"]],
    ["+380 (67) 100-00-21 (Hanna)", ["+380671000021"]],
    ["Mari 5551 2304, Jaan +372 5551 2305", ["55512304", "+37255512305"]],
    ["112", []],
    ["the guard at the gate, from 8:00 to 16:00", []],
    ["", []],
  ])("%s", (text, numbers) => expect(numbersIn(text)).toEqual(numbers));

  it("stay as they were written, with the words around them", () => {
    const html = renderToStaticMarkup(createElement(Dialled, { text: "Ганна, 067 100 00 21!" }));
    expect(html.replace(/<[^<>]*>/g, "")).toBe("Ганна, 067 100 00 21!");
  });
});
