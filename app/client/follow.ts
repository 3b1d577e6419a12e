/** How long between two looks, in milliseconds: a phone on its last battery asks for six kilobytes every two minutes. */
const EVERY = 120_000;

/**
 * Shows how far help is while somebody is on the way, without loading the page: what is being typed below stays, and where
 * there is no network everything does. Without this file a link shows the latest.
 */
class FollowSteps extends HTMLElement {
  private timer = 0;

  connectedCallback() {
    if (this.dataset.coming) this.timer = window.setInterval(() => void this.look(), EVERY);
  }

  disconnectedCallback() {
    window.clearInterval(this.timer);
  }

  private async look() {
    if (document.hidden) return;
    const answer = await fetch(location.pathname, { cache: "no-store" }).catch(() => null);
    if (!answer?.ok) return;
    const text = await answer.text();
    // Without its head: the styles there have the nonce of another answer, which the browser would complain of.
    const body = text.slice(text.indexOf("<body"));
    const page = new DOMParser().parseFromString(body, "text/html");
    const latest = page.querySelector<HTMLElement>(this.localName);
    const [told, steps] = this.children;
    const fresh = latest?.children[1];
    if (!latest || !told || !steps || !fresh) return;
    const headline = fresh.querySelector("h1")?.textContent ?? "";
    if (headline !== steps.querySelector("h1")?.textContent) told.textContent = headline;
    steps.replaceWith(document.adoptNode(fresh));
    if (!latest.dataset.coming) window.clearInterval(this.timer);
  }
}

customElements.define("follow-steps", FollowSteps);
