const BASE = "http://own.invalid";

/**
 * The address of a page of ours to go on to, `/` for anything else: another site's, `//elsewhere`, backslashes and
 * control characters, also percent-encoded and encoded twice.
 */
export function ownPath(to: unknown): string {
  if (typeof to !== "string" || to.length > 2000 || !to.startsWith("/") || !URL.canParse(to, BASE))
    return "/";
  const { origin, pathname, search, hash } = new URL(to, BASE);
  if (origin !== BASE || pathname + search + hash !== to) return "/";
  return isPlain(to) && !decoded(pathname).includes("//") ? to : "/";
}

function isPlain(text: string): boolean {
  const plain = decoded(text);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return !/[\u0000-\u001f\u007f-\u009f\u2028\u2029\\]/.test(plain);
}

/** Percent-encoding taken off until nothing is left of it; what can't be decoded stays as it is. */
function decoded(text: string): string {
  let plain = text;
  for (let round = 0; round < 5; round++) {
    const next = plain.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
      try {
        return decodeURIComponent(run);
      } catch {
        return run.replace(/%([0-7][0-9a-f])/gi, (_, hex) =>
          String.fromCharCode(Number.parseInt(hex, 16)),
        );
      }
    });
    if (next === plain) return plain;
    plain = next;
  }
  return plain;
}
