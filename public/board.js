// The board by keyboard: j and k go along the list, / goes to the search, Escape back to the list.
const links = [...document.querySelectorAll("a.line-link")];
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.closest("input, textarea, select");
  if (typing) {
    if (event.key === "Escape") typing.blur();
    return;
  }
  const current = document.querySelector("tr[aria-current] a.line-link");
  const at = links.indexOf(
    links.includes(document.activeElement) ? document.activeElement : current,
  );
  if (event.key === "j") links[Math.min(at + 1, links.length - 1)]?.focus();
  else if (event.key === "k") links[Math.max(at - 1, 0)]?.focus();
  else if (event.key === "/") document.querySelector('input[name="q"]')?.focus();
  else if (event.key === "Escape") current?.focus();
  else return;
  event.preventDefault();
});
document.querySelector("tr[aria-current]")?.scrollIntoView({ block: "nearest" });
