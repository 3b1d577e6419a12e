import type { Locale } from "../../platform/types";

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign]!);

/**
 * The text of a mail as simple HTML: paragraphs, lines, and links to this site alone, so that an address which somebody else typed is
 * not made easier to press. Nothing is loaded from anywhere.
 */
export function mailHtml(text: string, locale: Locale, origin: string): string {
  const linked = (line: string) =>
    line
      .split(/(https?:\/\/\S+)/)
      .map((part) =>
        part.startsWith(`${origin}/`)
          ? `<a href="${escaped(part)}">${escaped(part)}</a>`
          : escaped(part),
      )
      .join("");
  const paragraphs = text
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${paragraph.split("\n").map(linked).join("<br>")}</p>`);
  return `<!doctype html><html lang="${locale}"><meta charset="utf-8"><body style="font:1rem/1.5 sans-serif;max-width:36rem">${paragraphs.join("")}</body></html>`;
}
