import type { BoardLine, WhoComes } from "../views";

/** What a line shows as a short text: FNV-1a, twice 32 bits. Whoever holds another has another line. */
export function versionOf(line: BoardLine, coming: readonly WhoComes[]): string {
  const text = JSON.stringify([line, coming]);
  let [one, other] = [0x811c9dc5, 0x9747b28c];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 0x01000193);
    other = Math.imul(other ^ code, 0x01000193) ^ (one >>> 13);
  }
  return (one >>> 0).toString(36) + (other >>> 0).toString(36);
}
