import type { Held } from "./kept";

const LISTS = ["unsent", "refused", "sent"] as const;
const lang = document.documentElement.lang;

export const byId = (id: string) => document.getElementById(id)!;

/** What can be done with what is held. */
const DEEDS = { back: "unsent", again: "refused", drop: "refused" } as const;
export type Press = (deed: keyof typeof DEEDS, entry: Held) => void;

let shown = "";

/** Lists what this phone holds: not sent yet, refused, sent. What has not changed is not said again. */
export function show(entries: Held[], press: Press) {
  const told = JSON.stringify(entries);
  if (told === shown) return;
  shown = told;
  for (const state of LISTS) {
    const of = entries.filter((entry) => entry.state === state);
    const box = byId(state);
    const items = box.querySelector("ul")!;
    items.textContent = "";
    items.append(...of.map((entry) => itemOf(entry, press)));
    box.hidden = of.length === 0;
  }
}

function itemOf(entry: Held, press: Press) {
  const { state, words, written, answered, why, path } = entry;
  const template = byId("held") as HTMLTemplateElement;
  const item = template.content.firstElementChild!.cloneNode(true) as HTMLElement;
  const part = (name: string) => item.querySelector<HTMLElement>(`[data-part="${name}"]`)!;
  const texts = {
    words,
    written: inWords(written),
    answered: state === "sent" && answered ? inWords(answered) : "",
    why: why && plain(why),
  };
  for (const [name, text] of Object.entries(texts)) {
    part(name).textContent = text || "";
    // With the words that stand before it.
    (part(name).closest("[data-with]") || part(name)).toggleAttribute("hidden", !text);
  }
  const open = part("open") as HTMLAnchorElement;
  open.hidden = !path || path.startsWith(location.pathname);
  open.href = path || "";
  for (const [deed, of] of Object.entries(DEEDS)) {
    part(deed).onclick = () => press(deed as keyof typeof DEEDS, entry);
    part(deed).hidden = state !== of;
  }
  return item;
}

const plain = (html: string) =>
  new DOMParser().parseFromString(html, "text/html").body.textContent || "";

const inWords = (at: number) =>
  new Date(at).toLocaleString(lang, {
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
  });
