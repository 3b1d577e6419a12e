import { describe, expect, it } from "vitest";
import { mailHtml } from "./mail-html";

const ORIGIN = "https://naaber.example";
const bodyOf = (text: string) => /<body[^>]*>(.*)<\/body>/s.exec(mailHtml(text, "uk", ORIGIN))![1];

describe("a mail as HTML", () => {
  it("has its paragraphs and lines, and says its language", () => {
    expect(bodyOf("Вода\nо 9\n\n\nДякуємо")).toBe("<p>Вода<br>о 9</p><p>Дякуємо</p>");
    expect(mailHtml("x", "uk", ORIGIN)).toContain('<html lang="uk">');
  });

  it("links to this site, and to no other that only begins like it or was typed by somebody", () => {
    expect(bodyOf(`Сторінка: ${ORIGIN}/track/a?b=1&c=2`)).toBe(
      `<p>Сторінка: <a href="${ORIGIN}/track/a?b=1&amp;c=2">${ORIGIN}/track/a?b=1&amp;c=2</a></p>`,
    );
    for (const other of [
      `${ORIGIN}.evil.example/x`,
      "https://evil.example/x",
      "javascript:alert(1)",
    ])
      expect(bodyOf(other)).toBe(`<p>${other}</p>`);
  });

  it("has no markup of whoever wrote", () => {
    expect(bodyOf(`<img src=x onerror="y"> & ${ORIGIN}/"><script>`)).toBe(
      `<p>&lt;img src=x onerror=&quot;y&quot;&gt; &amp; <a href="${ORIGIN}/&quot;&gt;&lt;script&gt;">${ORIGIN}/&quot;&gt;&lt;script&gt;</a></p>`,
    );
  });
});
