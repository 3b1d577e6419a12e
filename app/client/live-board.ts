import { isToneOn, playTone } from "./danger-tone";
import { anchorOf, fromHtml, idOf, isBusy, lineOf, mark, note, undim } from "./live-lines";
import { ago, type Times, type Words } from "./live-words";

type Lane = { lane: string; ids: string[]; shell: string };
type Line = { id: string; version: string; html?: string; by?: string };
type Message = {
  all: boolean;
  lanes: Lane[];
  lines: Line[];
  ways: string | null;
  nothing: string;
};

/** Milliseconds: without a word from the server for so long, the connection counts as lost. */
const SILENCE = 18_000;
const AGAIN_AT_LATEST = 30_000;
const HIDDEN_FOR = 60_000;

const list = () => document.querySelector<HTMLElement>(".regions > .list");

const isShown = ({ id, version }: Line) => lineOf(id)?.dataset.version === version;

/**
 * Keeps the board's lists as the server says that they are now. A line under the pointer or with focus stays where it is until it
 * is left; nothing that is looked at moves.
 */
class LiveBoard extends HTMLElement {
  static observedAttributes = ["data-url"];
  private stream: AbortController | null = null;
  private tries = 0;
  private again = 0;
  private silence = 0;
  private hiding = 0;
  private ticking = 0;
  private settling = 0;
  private last = "";
  private at = "";
  private isLost = false;
  private lanes: Lane[] | null = null;
  private readonly lines = new Map<string, Line>();
  private readonly fresh = new Set<string>();
  private nothing = "";
  private ways: string | null = null;

  connectedCallback() {
    document.addEventListener("turbo:render", this.rendered);
    document.addEventListener("visibilitychange", this.seen);
    document.addEventListener("keydown", this.pressed);
    window.addEventListener("online", this.connect);
    window.addEventListener("offline", this.lose);
    list()?.addEventListener("pointerout", this.left);
    list()?.addEventListener("focusout", this.left);
    this.ticking = window.setInterval(this.tick, 10_000);
    this.begin();
  }

  disconnectedCallback() {
    document.removeEventListener("turbo:render", this.rendered);
    document.removeEventListener("visibilitychange", this.seen);
    document.removeEventListener("keydown", this.pressed);
    window.removeEventListener("online", this.connect);
    window.removeEventListener("offline", this.lose);
    list()?.removeEventListener("pointerout", this.left);
    list()?.removeEventListener("focusout", this.left);
    window.clearInterval(this.ticking);
    this.end();
  }

  /** Another filter is another board. */
  attributeChangedCallback(_: string, before: string | null) {
    if (before !== null && this.isConnected) this.begin();
  }

  private get words(): Words {
    return JSON.parse(this.dataset.words!) as Words;
  }

  private begin() {
    this.lanes = null;
    this.lines.clear();
    this.fresh.clear();
    this.last = this.dataset.since ?? "0";
    this.connect();
  }

  private end() {
    this.stream?.abort();
    this.stream = null;
    for (const timer of [this.again, this.silence, this.hiding, this.settling])
      window.clearTimeout(timer);
  }

  private readonly connect = async () => {
    this.end();
    if (document.hidden && this.lanes && !isToneOn()) return;
    const stream = new AbortController();
    this.stream = stream;
    this.hear();
    try {
      const answer = await fetch(this.dataset.url!, {
        headers: { Accept: "text/event-stream", "Last-Event-ID": this.last },
        signal: stream.signal,
        cache: "no-store",
      });
      if (!answer.ok || !answer.body) throw new Error(String(answer.status));
      const reader = answer.body.getReader();
      const decoder = new TextDecoder();
      let text = "";
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        text += decoder.decode(value, { stream: true });
        const events = text.split("\n\n");
        text = events.pop()!;
        for (const event of events) this.take(event);
      }
    } catch {
      // Said below, as every end of it is.
    }
    if (this.stream === stream) this.lose();
  };

  /** Whatever comes says that the connection is there; for too long nothing, that it is not. */
  private hear() {
    window.clearTimeout(this.silence);
    this.silence = window.setTimeout(this.lose, SILENCE);
  }

  /** Says so, and tries again after a while: not all boards at one moment. */
  private readonly lose = () => {
    this.end();
    this.isLost = true;
    this.status();
    const wait = Math.min(500 * 2 ** this.tries++, AGAIN_AT_LATEST);
    this.again = window.setTimeout(this.connect, wait * (0.5 + Math.random()));
  };

  private take(event: string) {
    const fields = Object.fromEntries(
      event.split("\n").map((line) => {
        const at = line.indexOf(": ");
        return [line.slice(0, at), line.slice(at + 2)];
      }),
    ) as Record<string, string>;
    this.hear();
    const data: unknown = JSON.parse(fields.data ?? "null");
    if (fields.event === "beat") this.beat((data as { at: string }).at);
    else if (fields.event === "board") this.hold(data as Message, fields.id!);
  }

  private beat(at: string) {
    this.at = at;
    this.status();
  }

  private get inDanger(): readonly string[] {
    return this.lanes?.find(({ lane }) => lane === "danger")?.ids ?? [];
  }

  private hold(message: Message, id: string) {
    const isFirst = this.lanes === null;
    const former = this.inDanger;
    if (message.all) {
      this.lanes = message.lanes;
      const known = new Map(this.lines);
      this.lines.clear();
      for (const line of message.lines) {
        const before = known.get(line.id);
        this.lines.set(line.id, !line.html && before?.version === line.version ? before : line);
      }
      // Something that is neither here nor told: all of it is asked for.
      if (message.lines.some((line) => !this.lines.get(line.id)!.html && !isShown(line))) {
        this.last = "0";
        void this.connect();
        return;
      }
    } else if (this.lanes) {
      const order = this.dataset.order!.split(" ");
      const told = new Set(message.lanes.map(({ lane }) => lane));
      this.lanes = [...this.lanes.filter(({ lane }) => !told.has(lane)), ...message.lanes]
        .filter(({ ids, shell }) => ids.length > 0 || shell)
        .sort((a, b) => order.indexOf(a.lane) - order.indexOf(b.lane));
      for (const line of message.lines) this.lines.set(line.id, line);
    }
    this.last = id;
    this.tries = 0;
    this.isLost = false;
    this.nothing = message.nothing;
    this.ways = message.ways ?? this.ways;
    this.status();
    if (!isFirst) document.dispatchEvent(new Event("board:changed"));
    if (!isFirst && isToneOn() && this.inDanger.some((one) => !former.includes(one))) playTone();
    this.settle(isFirst ? new Set() : new Set(message.lines.map((line) => line.id)));
  }

  /** Puts every line where it belongs, what is looked at excepted. `marked`: those that were changed just now. */
  private settle(marked: ReadonlySet<string> = new Set()) {
    const region = list();
    if (!region || !this.lanes) return;
    const scroller =
      region.scrollHeight > region.clientHeight ? region : document.scrollingElement!;
    const before = anchorOf(region);
    const own = new Map(
      [...region.querySelectorAll<HTMLElement>(".line[data-version]")].map((line) => [
        idOf(line),
        line,
      ]),
    );
    const had = new Set(own.keys());
    const placed = new Set<string>();
    for (const lane of this.lanes) {
      const target = this.laneOf(region, lane);
      if (!target) continue;
      let next = target.firstElementChild;
      for (const id of lane.ids) {
        placed.add(id);
        const line = this.draw(id, own.get(id), marked);
        if (!line) continue;
        if (!had.has(id) && marked.has(id)) this.fresh.add(id);
        while (next && isBusy(next) && next !== line) next = next.nextElementSibling;
        if (line === next) {
          next = line.nextElementSibling;
        } else if (line.isConnected && isBusy(line)) {
          if (line.parentElement !== target) this.dim(line, this.movedTo(lane));
          continue;
        } else target.insertBefore(line, next);
        undim(line);
      }
    }
    for (const [id, line] of own) {
      if (placed.has(id)) continue;
      if (isBusy(line)) this.dim(line, this.words.gone);
      else line.remove();
    }
    this.tidy(region);
    if (before?.line.isConnected)
      scroller.scrollTop += before.line.getBoundingClientRect().top - before.top;
    this.tick();
    this.pill(region);
  }

  /** The list of a lane, made or brought up to date; null where this board shows none. */
  private laneOf(region: HTMLElement, { lane, shell }: Lane): Element | null {
    const alone = region.querySelector(`ol.lines[data-lane="${lane}"]`);
    if (alone) return alone;
    const around = region.querySelector("[data-lanes]");
    if (!around) return null;
    const made = fromHtml(shell);
    const there = around.querySelector<HTMLElement>(`#lane-${lane}`);
    if (there) {
      there.querySelector("h2")!.replaceWith(made.querySelector("h2")!);
      there.querySelector(":scope > p")?.remove();
      const more = made.querySelector(":scope > p");
      if (more) there.append(more);
      return there.querySelector("ol.lines");
    }
    const order = this.dataset.order!.split(" ");
    const following = [...around.querySelectorAll<HTMLElement>("section.lane")].find(
      ({ id }) => order.indexOf(id.slice(5)) > order.indexOf(lane),
    );
    around.insertBefore(made, following ?? null);
    return made.querySelector("ol.lines");
  }

  /** A line with what it says now: the link stays the same, so focus stays where it is. */
  private draw(id: string, line: HTMLElement | undefined, marked: ReadonlySet<string>) {
    const { html, version, by } = this.lines.get(id) ?? {};
    let drawn = line;
    if (html && line?.dataset.version !== version) {
      const made = fromHtml(html);
      const link = made.querySelector("a")!;
      link.setAttribute("href", link.getAttribute("href")! + (this.dataset.query ?? ""));
      if (line) {
        line.className = made.className;
        line.dataset.version = version;
        const linked = line.querySelector("a.line-link")!;
        linked.innerHTML = link.innerHTML;
        line.querySelector(".by")?.remove();
      } else drawn = made;
    }
    if (drawn && marked.has(id) && by) mark(drawn, by);
    return drawn;
  }

  private movedTo({ shell }: Lane): string {
    const name = fromHtml(shell).querySelector("h2")!.firstChild!.textContent!.trim();
    return this.words.moved.replace("{lane}", name);
  }

  private dim(line: HTMLElement, where: string) {
    line.classList.add("left-behind");
    note(line, "where", where);
  }

  private tidy(region: HTMLElement) {
    const shown = new Set(this.lanes!.map(({ lane }) => lane));
    const around = region.querySelector("[data-lanes]");
    for (const lane of around?.querySelectorAll("section.lane") ?? [])
      if (!shown.has(lane.id.slice(5)) && !lane.querySelector(".line")) lane.remove();
    const empty = region.querySelector(".empty");
    if (region.querySelector(".line")) empty?.remove();
    else if (!empty && around) around.append(fromHtml(this.nothing));
    const ways = region.querySelector("[data-ways]");
    if (
      ways &&
      this.ways !== null &&
      !ways.matches(":focus-within") &&
      ways.innerHTML !== this.ways
    )
      ways.innerHTML = this.ways;
  }

  /** What came in below what is seen. */
  private pill(region: HTMLElement) {
    const bottom = Math.min(region.getBoundingClientRect().bottom, window.innerHeight);
    for (const id of this.fresh) {
      const line = lineOf(id);
      if (!line || line.getBoundingClientRect().top < bottom) this.fresh.delete(id);
    }
    let pill = this.querySelector<HTMLButtonElement>("button");
    if (this.fresh.size === 0) return void pill?.remove();
    if (!pill) {
      pill = document.createElement("button");
      pill.type = "button";
      pill.className = "pill";
      pill.addEventListener("click", () => this.show());
      this.append(pill);
    }
    pill.textContent = `${this.words.fresh.replace("{number}", String(this.fresh.size))} `;
    const key = document.createElement("kbd");
    key.textContent = ".";
    pill.append(key);
  }

  private show() {
    const [id] = this.fresh;
    const line = id && lineOf(id);
    if (!line) return;
    line.scrollIntoView({ block: "center" });
    line.querySelector<HTMLElement>("a.line-link")?.focus({ preventScroll: true });
    const region = list();
    if (region) this.pill(region);
  }

  private status() {
    const { live, lost } = this.words;
    const text = (this.isLost ? lost : live).split("{time}").join(this.at);
    const output = this.querySelector("output");
    this.classList.toggle("lost", this.isLost);
    if (output && (this.at || this.isLost) && output.textContent !== text)
      output.textContent = text;
  }

  private readonly tick = () => {
    const times: Times = { now: Date.now(), words: this.words };
    for (const element of list()?.querySelectorAll<HTMLElement>(
      "[data-left], [data-words]:not(live-board)",
    ) ?? []) {
      const said = ago(element.dataset, times);
      if (said && element.textContent !== said.text) element.textContent = said.text;
      const time = element.dataset.left && element.closest<HTMLElement>(".time");
      if (said && time) time.className = `time ${said.clock}`.trim();
      else if (said?.clock) element.classList.add(said.clock);
    }
  };

  /** A page that was fetched may be older than what has been told meanwhile. */
  private readonly rendered = () => {
    this.status();
    if (Number(this.dataset.since) <= Number(this.last)) this.settle();
  };

  private readonly left = () => {
    window.clearTimeout(this.settling);
    this.settling = window.setTimeout(() => this.settle(), 150);
  };

  /** A tab that nobody sees holds no connection, unless it is listened to: a browser has few of them. */
  private readonly seen = () => {
    window.clearTimeout(this.hiding);
    if (document.hidden && !isToneOn())
      this.hiding = window.setTimeout(() => this.end(), HIDDEN_FOR);
    else if (!this.stream) void this.connect();
  };

  private readonly pressed = (event: KeyboardEvent) => {
    const isTyped =
      event.target instanceof Element && event.target.closest("input, textarea, select");
    const isOther = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
    if (event.code !== "Period" || isTyped || isOther) return;
    if (localStorage.getItem("board-keys") !== "off") this.show();
  };
}

// A page may name this file again.
if (!customElements.get("live-board")) customElements.define("live-board", LiveBoard);
