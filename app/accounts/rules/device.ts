const BROWSERS = [
  ["Edg/", "Edge"],
  ["OPR/", "Opera"],
  ["SamsungBrowser", "Samsung Internet"],
  ["Firefox", "Firefox"],
  ["Chrome", "Chrome"],
  ["Safari", "Safari"],
] as const;
const SYSTEMS = [
  ["Android", "Android"],
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Windows", "Windows"],
  ["Mac OS", "macOS"],
  ["Linux", "Linux"],
] as const;

/** A browser's long name in two words, by which its owner knows it again: `Firefox · Android`. */
export function deviceName(userAgent: string): string {
  const first = (list: readonly (readonly string[])[]) =>
    list.find(([sign]) => userAgent.includes(sign!))?.[1];
  return [first(BROWSERS), first(SYSTEMS)].filter(Boolean).join(" · ");
}
