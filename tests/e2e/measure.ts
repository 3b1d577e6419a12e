import type { Page } from "@playwright/test";

/** Text at this size: as a phone's owner has set it, in percent. */
export const enlarge = (page: Page, percent: number) =>
  page.evaluate((size) => {
    document.documentElement.style.fontSize = `${size}%`;
  }, percent);

/** Words that can't be read to their end: outside of the screen, of a box that hides what sticks out, or of their own. */
export const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) found.push(`the page is ${root.scrollWidth} px wide`);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      const own = text.parentElement!;
      if (!text.textContent!.trim() || own.closest(".sr, .skip, script, style, option")) continue;
      range.selectNodeContents(text);
      for (const line of range.getClientRects()) {
        if (line.width === 0) continue;
        let holder: Element | null = own;
        for (; holder; holder = holder.parentElement) {
          const style = getComputedStyle(holder);
          // Said to screen readers alone, where there is no room for it.
          if (style.clipPath === "inset(50%)") break;
          if (style.display === "inline") continue;
          // What can be pushed aside is not cut off.
          if (/auto|scroll/.test(style.overflowX)) break;
          const box = holder.getBoundingClientRect();
          const sticksOut = line.left < box.left - 1 || line.right > box.right + 1;
          const sinks = style.overflowY !== "visible" && line.bottom > box.bottom + 1;
          if (!sticksOut && !sinks) {
            // What lies over the page is not held by what it is written in.
            if (style.position === "absolute" || style.position === "fixed") break;
            continue;
          }
          found.push(
            `${text.textContent!.trim().slice(0, 40)} (${holder.tagName}.${holder.className})`,
          );
          break;
        }
        if (found.length > 20) return found;
      }
    }
    return found;
  });

/** Answers to be chosen that are longer than the box that shows them, which cuts them without a word. */
export const cutAnswers = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const arrow = 20;
    const pen = document.createElement("canvas").getContext("2d")!;
    return [...document.querySelectorAll("select")].flatMap((select) => {
      const { font, paddingLeft, paddingRight } = getComputedStyle(select);
      pen.font = font;
      const room = select.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) - arrow;
      return [...select.options]
        .map(({ text }) => text)
        .filter((text) => select.clientWidth > 0 && pen.measureText(text).width > room);
    });
  });

/** Words of some parts of a page that are broken in their middle. */
export const broken = (page: Page, parts: string): Promise<string[]> =>
  page.evaluate((parts) => {
    const found: string[] = [];
    const range = document.createRange();
    for (const part of document.querySelectorAll(parts)) {
      const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      for (let text = walker.nextNode(); text; text = walker.nextNode())
        for (const { 0: word, index } of text.textContent!.matchAll(/[\p{L}\p{N}]+/gu)) {
          range.setStart(text, index);
          range.setEnd(text, index + word.length);
          const tops = [...range.getClientRects()].map(({ top }) => Math.round(top));
          if (new Set(tops).size > 1) found.push(word);
        }
    }
    return found;
  }, parts);

/** What can be pressed and is lower or narrower than `least` px. A link within a sentence is as high as its line. */
export const tooSmall = (page: Page, least: number): Promise<string[]> =>
  page.evaluate((least) => {
    const found: string[] = [];
    const all = document.querySelectorAll("a[href], button, summary, input, select, textarea");
    for (const element of all) {
      if (element.closest(".sr, .skip") || element.matches("[type=hidden]")) continue;
      // A label is pressed as well as its box.
      const target = element.closest("label") ?? element;
      if (target.getClientRects().length === 0) continue;
      const { width, height } = target.getBoundingClientRect();
      const inSentence =
        getComputedStyle(target).display === "inline" &&
        target.parentElement!.textContent!.trim() !== target.textContent!.trim();
      if (inSentence || (height >= least - 0.5 && width >= Math.min(least, 24) - 0.5)) continue;
      const name = (target.textContent || element.getAttribute("name") || "").trim().slice(0, 40);
      found.push(
        `${name} (${target.tagName}.${target.className}) ${Math.round(width)}×${Math.round(height)}`,
      );
    }
    return found;
  }, least);

/** Parts that lie over each other, or stick out of what holds them. */
export const overlapping = (page: Page, holder: string, parts: string): Promise<string[]> =>
  page.evaluate(
    ([holder, parts]) => {
      const box = document.querySelector(holder!)!.getBoundingClientRect();
      const all = [...document.querySelectorAll<HTMLElement>(parts!)].map((part) => {
        const { left, right, top, bottom, width } = part.getBoundingClientRect();
        return { part, left, right, top, bottom, width };
      });
      const shown = all.filter(({ part, width }) => width > 1 && part.checkVisibility());
      const nameOf = (part: HTMLElement) => `${part.tagName}.${part.className}`;
      const out = shown.filter(({ left, right }) => left < box.left - 1 || right > box.right + 1);
      const over = shown.flatMap((one, at) =>
        shown
          .slice(at + 1)
          .filter(
            (other) =>
              !one.part.contains(other.part) &&
              Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 &&
              Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1,
          )
          .map((other) => `${nameOf(one.part)} and ${nameOf(other.part)}`),
      );
      return [...out.map(({ part }) => `${nameOf(part)} sticks out`), ...over];
    },
    [holder, parts],
  );
