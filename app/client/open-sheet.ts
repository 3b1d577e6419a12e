/** Milliseconds; the server takes a sheet for closed that has not been heard of for a minute. */
const SAY_EVERY = 25_000;
const SAYS_TO = "/board/open-sheets";

/** Says that a request's sheet is open, as long as somebody sees it: the colleagues' boards show by whom. */
class OpenSheet extends HTMLElement {
  private timer = 0;

  connectedCallback() {
    this.timer = window.setInterval(this.say, SAY_EVERY);
    window.addEventListener("pagehide", this.close);
  }

  disconnectedCallback() {
    window.clearInterval(this.timer);
    window.removeEventListener("pagehide", this.close);
    // Another sheet that takes its place is told of by its own page.
    if (!document.querySelector("open-sheet")) this.close();
  }

  private readonly say = () => {
    if (document.hidden) return;
    const body = new URLSearchParams({ request: this.dataset.request! });
    // Whoever is not heard of for a while is simply not shown.
    void fetch(SAYS_TO, { method: "POST", body }).catch(() => {});
  };

  private readonly close = () => {
    navigator.sendBeacon(SAYS_TO, new URLSearchParams({ request: "" }));
  };
}

// A page may name this file again.
if (!customElements.get("open-sheet")) customElements.define("open-sheet", OpenSheet);
