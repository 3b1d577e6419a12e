/** Milliseconds of stillness after which what is typed is looked for. */
const STILL = 120;

/**
 * The page that finds everything, over the page one is on. What is found is the page's own list, read anew as one types; arrows go
 * along it, Enter follows the first or the one that has the focus. Null where the page does not answer.
 */
export async function openPalette(
  page: string,
  host: HTMLElement,
): Promise<HTMLDialogElement | null> {
  const section = await read(page);
  if (!section || host.querySelector("dialog[open]")) return null;
  const dialog = document.createElement("dialog");
  dialog.className = "palette";
  dialog.setAttribute("aria-label", section.querySelector("h1")!.textContent);
  dialog.append(section);
  host.append(dialog);
  const input = section.querySelector("input")!;
  let wait = 0;
  let shown = "";
  let reading: Promise<void> = Promise.resolve();
  const look = () => {
    window.clearTimeout(wait);
    if (input.value === shown) return reading;
    const wanted = input.value;
    shown = wanted;
    reading = read(`${page}?q=${encodeURIComponent(wanted)}`).then((found) => {
      // An answer to what is not typed any more comes too late.
      if (found && input.value === wanted)
        dialog.querySelector("#found")!.replaceWith(found.querySelector("#found")!);
    });
    return reading;
  };
  const links = () => [...dialog.querySelectorAll<HTMLElement>("#found a")];
  input.addEventListener("input", () => {
    window.clearTimeout(wait);
    wait = window.setTimeout(look, STILL);
  });
  section.querySelector("form")!.addEventListener("submit", (event) => {
    event.preventDefault();
    void look().then(() => links()[0]?.click());
  });
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const stops = [input, ...links()];
    const at = stops.indexOf(document.activeElement as HTMLElement);
    stops[Math.max(0, Math.min(stops.length - 1, at + step))]?.focus();
  });
  // Whatever is followed, this is over; the page below stays when it is only another part of it.
  dialog.addEventListener("click", (event) => {
    const isBeside = event.target === dialog;
    if (isBeside || (event.target as Element).closest("a")) dialog.close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
  input.focus();
  return dialog;
}

async function read(page: string): Promise<HTMLElement | null> {
  const answer = await fetch(page).catch(() => null);
  if (!answer?.ok) return null;
  const made = new DOMParser().parseFromString(await answer.text(), "text/html");
  return made.querySelector<HTMLElement>("#find");
}
