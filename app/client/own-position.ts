/** "Use my position": fills two hidden fields, and only when asked to. Without this file the address is enough. */
class OwnPosition extends HTMLElement {
  connectedCallback() {
    if (!("geolocation" in navigator)) return;
    const [lat, lon] = this.querySelectorAll("input");
    const answer = this.querySelector("output");
    if (!lat || !lon || !answer) return;
    const { found = "", failed = "", waiting = "" } = this.dataset;
    this.hidden = false;
    if (lat.value) answer.textContent = found;
    this.querySelector("button")?.addEventListener("click", () => {
      answer.textContent = waiting;
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          lat.value = coords.latitude.toFixed(6);
          lon.value = coords.longitude.toFixed(6);
          answer.textContent = found;
        },
        () => {
          answer.textContent = failed;
        },
        { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
      );
    });
  }
}

customElements.define("own-position", OwnPosition);
