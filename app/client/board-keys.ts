import { isToneOn, playTone, TONE_STORED } from "./danger-tone";
import { openPalette } from "./palette";

const STORED = "board-keys";

/**
 * A list by keyboard: J and K go along it, / goes to the search, Escape back to the list, ? says so; what else a key presses says
 * its own `data-key`. Keys go by their place on the keyboard, so that a Cyrillic layout has them too; in the dialog they are
 * switched off and on for this browser.
 */
class BoardKeys extends HTMLElement {
  /** G was pressed: the number of a lane comes next. */
  private isGoing = false;
  private readonly pressed = (event: KeyboardEvent) => this.press(event);

  connectedCallback() {
    document.addEventListener("keydown", this.pressed);
    this.offerSwitches(document);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.pressed);
  }

  private get on(): boolean {
    return localStorage.getItem(STORED) !== "off";
  }

  private get dialog() {
    return this.querySelector<HTMLDialogElement>("dialog:not(.palette)");
  }

  /** What this browser does, where the page that says which keys there are is shown. */
  private offerSwitches(within: ParentNode) {
    offerSwitch(within, "#keys-on", STORED, this.on);
    offerSwitch(within, "#danger-tone", TONE_STORED, isToneOn())?.addEventListener("change", () => {
      if (isToneOn()) playTone();
    });
  }

  /** Which keys there are, over the page; without the network its own page says that there is none. */
  private async explain() {
    const dialog = this.dialog ?? (await this.makeDialog());
    if (dialog) dialog.showModal();
    else location.assign(this.dataset.page!);
  }

  private async makeDialog(): Promise<HTMLDialogElement | null> {
    const answer = await fetch(this.dataset.page!).catch(() => null);
    if (!answer?.ok) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const list = page.querySelector("#keys");
    if (!list) return null;
    const close = document.createElement("button");
    close.className = "btn";
    close.textContent = this.dataset.close!;
    const form = document.createElement("form");
    form.method = "dialog";
    form.append(close);
    const dialog = document.createElement("dialog");
    dialog.setAttribute("aria-label", list.querySelector("h1")!.textContent);
    dialog.append(list, form);
    this.offerSwitches(dialog);
    // Asked for twice before the first came: one is enough.
    if (!this.dialog) this.append(dialog);
    return this.dialog;
  }

  /** Everything by a few letters; without the network its own page says that there is none. */
  private async find() {
    const page = this.dataset.find!;
    if (!(await openPalette(page, this)) && !this.querySelector("dialog[open]"))
      location.assign(page);
  }

  private press(event: KeyboardEvent) {
    if (this.querySelector("dialog[open]")) return;
    const isCommand = event.ctrlKey !== event.metaKey && !event.altKey && !event.shiftKey;
    if (isCommand && event.code === "KeyK" && this.on) {
      event.preventDefault();
      void this.find();
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : null;
    const field = target?.closest<HTMLElement>(WRITTEN);
    if (field) {
      if (event.key === "Escape") field.blur();
      else if (event.key === "Enter" && field.matches(CHOSEN) && this.on) {
        if (pressKey("Enter")) event.preventDefault();
      } else if (event.key === "Enter" && event.shiftKey && field.matches("input") && this.on)
        if (pressKey("ShiftEnter")) event.preventDefault();
      return;
    }
    if (event.key === "?") void this.explain();
    else if (!this.on || !this.go(event)) return;
    event.preventDefault();
  }

  /** Whether the key means something here. */
  private go({ code, key, shiftKey }: KeyboardEvent): boolean {
    const isLane = this.isGoing && code.startsWith("Digit");
    this.isGoing = code === "KeyG";
    if (this.isGoing) return true;
    if (isLane) return goToLane(code.slice(-1));
    const links = [...document.querySelectorAll<HTMLElement>("a.line-link")];
    const current = document.querySelector<HTMLElement>(OPENED);
    const focused = links.indexOf(document.activeElement as HTMLElement);
    const at = focused >= 0 ? focused : current ? links.indexOf(current) : -1;
    if (code === "KeyJ" && shiftKey) {
      markAt(links[at], true);
      links[at + 1]?.focus();
      markAt(links[at + 1], true);
    } else if (code === "KeyX") markAt(links[at]);
    else if (code === "KeyN") nextNew(links, at)?.focus();
    else if (code === "KeyJ") links[Math.min(at + 1, links.length - 1)]?.focus();
    else if (code === "KeyK" && !shiftKey && pressKey(code)) return true;
    else if (code === "KeyK") links[Math.max(at - 1, 0)]?.focus();
    else if (key === "/") searchField()?.focus();
    else if (key === "Escape") current?.focus();
    else if (code === "ArrowDown" || code === "ArrowUp") return alongBoxes(code === "ArrowDown");
    else return pressKey(code === "Enter" && shiftKey ? "ShiftEnter" : code);
    return true;
  }
}

/** A box that says what this browser keeps of a choice, and changes it. */
function offerSwitch(within: ParentNode, which: string, stored: string, isOn: boolean) {
  const box = within.querySelector<HTMLInputElement>(which);
  if (!box) return null;
  box.closest("label")!.hidden = false;
  box.checked = isOn;
  box.addEventListener("change", () => {
    localStorage.setItem(stored, box.checked ? "on" : "off");
  });
  return box;
}

/** The line whose sheet is open. */
const OPENED = "[aria-current] > a.line-link";
/** A line that is marked, to be done with others at once. */
const MARKED = ".line > label :checked, .tick :checked, .map-marked > :checked";

function markAt(link: HTMLElement | undefined, on?: boolean) {
  const box = link?.closest(".line")?.querySelector<HTMLInputElement>("label > input");
  if (box && box.checked !== on) box.click();
}

/** The next line after this one that others have changed, else the first. */
function nextNew(links: HTMLElement[], at: number): HTMLElement | undefined {
  const isNew = (link: HTMLElement) => link.closest("[data-new]") !== null;
  return links.slice(at + 1).find(isNew) ?? links.find(isNew);
}

/** The first line of a lane, or its own list where it is only counted. */
function goToLane(number: string): boolean {
  const way = document.querySelector<HTMLAnchorElement>(`.lane-links [data-lane="${number}"]`);
  if (!way) return false;
  way.click();
  if (way.hash) document.querySelector<HTMLElement>(`${way.hash} a.line-link`)?.focus();
  return true;
}

/** Of people to choose from where they are, else the list's. */
const searchField = () =>
  document.querySelector<HTMLElement>("filter-people input[type=search]") ??
  document.querySelector<HTMLElement>('input[name="q"]');

/** How many are marked. */
function countMarked() {
  const shown = document.querySelector<HTMLElement>(".several output");
  const count = document.querySelectorAll(MARKED).length;
  if (shown) shown.textContent = shown.dataset.marked!.replace("{number}", String(count));
}
document.addEventListener("change", countMarked);
document.addEventListener("reset", () => window.setTimeout(countMarked));
document.addEventListener("turbo:load", countMarked);

/** Where a letter is written, and no key. */
const WRITTEN = "textarea, select, input:not([type=checkbox], [type=radio])";

const isSeen = (one: HTMLElement) => one.checkVisibility?.() ?? true;

/** An answer that a key leads to: a letter chooses, Enter saves. While its list is unfolded, Enter is the list's own. */
const CHOSEN = CSS.supports("selector(:open)") ? "select[data-key]:not(:open)" : "select[data-key]";

/** Presses, chooses or follows what says that it is this key's; the sheet's before the list's. Whether there is any. */
function pressKey(code: string): boolean {
  // A link or a button with focus has the Enter key to itself, but the line whose sheet is open already.
  const has = document.activeElement;
  if (code === "Enter" && has?.matches("a, button, summary") && !has.matches(OPENED)) return false;
  const found = [...document.querySelectorAll<HTMLElement>(`[data-key="${code}"]`)].filter(isSeen);
  // What is marked is meant before what is open.
  const marked = document.querySelector(MARKED) && found.find((one) => one.closest(".several"));
  const target = marked || found.at(-1);
  target?.click();
  if (target instanceof HTMLInputElement) target.focus({ preventScroll: true });
  if (target?.matches("summary")) target.parentElement!.querySelector("button")?.focus();
  if (target?.matches("textarea, select")) target.focus();
  return target !== undefined;
}

/** From one box of a list of people, or one button of a row, to the next; the first box is reached from wherever one is. */
function alongBoxes(down: boolean): boolean {
  const row = document.activeElement?.closest("[data-arrows]") ?? document;
  const which = row === document ? "[data-arrows] input" : "input, button";
  const all = row.querySelectorAll<HTMLElement>(`:is(${which}):not(:disabled)`);
  const boxes = [...all].filter((one) => !one.closest("[hidden]"));
  if (boxes.length === 0) return false;
  const at = boxes.indexOf(document.activeElement as HTMLElement);
  boxes[Math.max(0, Math.min(boxes.length - 1, at + (down ? 1 : -1)))]?.focus();
  return true;
}

/** A list of people to choose from has the focus when it comes. */
const focusFirst = () =>
  document.querySelector<HTMLElement>("[data-arrows] input:not(:disabled)")?.focus();
document.addEventListener("turbo:load", focusFirst);

/** Whoever asked for one question of a form is at its answer. */
const focusAsked = () => {
  const asked = location.hash === "#district" && document.querySelector<HTMLElement>(ASKED);
  if (asked) asked.focus();
};
const ASKED = "#sheet select[name=district]";
document.addEventListener("turbo:load", focusAsked);

customElements.define("board-keys", BoardKeys);

/** The line whose sheet is open is in sight. */
const showCurrent = () =>
  document.querySelector(".line[aria-current]")?.scrollIntoView({ block: "nearest" });
document.addEventListener("turbo:load", showCurrent);
