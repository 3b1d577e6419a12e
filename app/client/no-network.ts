/** Milliseconds; a network that came back without a word is found out by asking. */
const ASK_EVERY = 10_000;

/** The page that was asked for, as soon as somebody answers. Opened by its own address there is nothing to come back to. */
async function retry() {
  const answer = await fetch("/healthz", { cache: "no-store" }).catch(() => null);
  if (answer?.ok) location.reload();
}

/** Since when nothing has come; said by this browser's clock, as it was kept. */
async function sayLast(line: HTMLElement) {
  const kept = await caches.match("/no-network/last");
  if (!kept) return;
  const at = new Date(Number(await kept.text()));
  const isToday = at.toDateString() === new Date().toDateString();
  const format = new Intl.DateTimeFormat(document.documentElement.lang, {
    ...(isToday ? {} : ({ day: "numeric", month: "short" } as const)),
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  line.textContent = line.dataset.words!.replace("{time}", format.format(at));
  line.hidden = false;
}

if ("kept" in document.documentElement.dataset) {
  window.addEventListener("online", () => void retry());
  window.setInterval(() => void retry(), ASK_EVERY);
  void sayLast(document.querySelector<HTMLElement>("[data-no-network]")!);
}
